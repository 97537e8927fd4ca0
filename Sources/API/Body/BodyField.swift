internal import Attendance
internal import JSON

/// One member of a request's body: what it must be, told to programs and to people, and how it is read.
struct BodyField<Value: Sendable>: BodyMember {
    let name: String
    /// What it must be, for whoever sent something else: "a date such as 2026-09-15".
    let wanted: String
    let schema: JSON
    let example: JSON
    let read: @Sendable (JSON) -> Value?

    func accepts(_ json: JSON) -> Bool { read(json) != nil }
}

/// A field whatever its value.
protocol BodyMember: Sendable {
    var name: String { get }
    var wanted: String { get }
    var schema: JSON { get }
    var example: JSON { get }
    func accepts(_ json: JSON) -> Bool
}

extension BodyField where Value == String {
    /// Text for a person: line breaks and tabs are the only control characters.
    static func text(_ name: String, upTo limit: Int, _ about: String, example: String) -> Self {
        Self(
            name: name, wanted: "text of 1 to \(limit) characters",
            schema: [
                "type": "string", "minLength": 1, "maxLength": .integer(Int64(limit)),
                "pattern": "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f]*$", "description": .string(about),
            ],
            example: .string(example)
        ) { json in
            json.string.flatMap { text in
                (1...limit).contains(text.unicodeScalars.count) && text.unicodeScalars.allSatisfy(isForPeople)
                    ? text : nil
            }
        }
    }

    private static func isForPeople(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory != .control || ["\n", "\r", "\t"].contains(scalar)
    }
}

extension BodyField where Value == Bool {
    static func yesOrNo(_ name: String, _ about: String, example: Bool) -> Self {
        Self(
            name: name, wanted: "true or false", schema: ["type": "boolean", "description": .string(about)],
            example: .bool(example)
        ) { $0.bool }
    }
}

extension BodyField where Value: StringIdentifier {
    static func identifier(_ name: String, _ about: String, example: String) -> Self {
        let text = BodyField<String>.text(name, upTo: 200, about, example: example)
        return Self(name: name, wanted: text.wanted, schema: text.schema, example: text.example) { json in
            text.read(json).map { Value(rawValue: $0) }
        }
    }
}

extension BodyField where Value == LocalDate {
    static func date(_ name: String, _ about: String, example: String) -> Self {
        Self(
            name: name, wanted: "a date such as \(example)",
            schema: ["type": "string", "format": "date", "description": .string(about)], example: .string(example)
        ) { $0.string.flatMap { LocalDate($0) } }
    }
}

extension BodyField where Value == Interval {
    /// Whether it is empty is for whoever is asked to use it to say.
    static func interval(_ name: String, _ about: String, example: (start: String, end: String)) -> Self {
        let moment: JSON = ["type": "string", "format": "date-time"]
        return Self(
            name: name,
            wanted: #"a time such as {"start": "\#(example.start)", "end": "\#(example.end)"} (RFC 3339)"#,
            schema: [
                "type": "object", "required": ["start", "end"], "properties": ["start": moment, "end": moment],
                "additionalProperties": false, "description": .string(about),
            ],
            example: ["start": .string(example.start), "end": .string(example.end)]
        ) { json in
            guard json.object?.count == 2, let start = json["start"]?.string.flatMap({ Timestamp(rfc3339: $0) }),
                let end = json["end"]?.string.flatMap({ Timestamp(rfc3339: $0) })
            else { return nil }
            return Interval(start, end)
        }
    }
}

extension BodyField where Value: RawRepresentable<String> {
    static func choice(_ name: String, of values: [Value], _ about: String, example: Value) -> Self {
        let words = values.map(\.rawValue)
        return Self(
            name: name, wanted: "one of \(words.joined(separator: ", "))",
            schema: ["type": "string", "enum": .array(words.map { .string($0) }), "description": .string(about)],
            example: .string(example.rawValue)
        ) { json in values.first { $0.rawValue == json.string } }
    }
}

extension JSON {
    /// A whole number, also where it is written with a fraction of nothing, as some programs do.
    var whole: Int64? { integer ?? number.flatMap { Int64(exactly: $0) } }
}
