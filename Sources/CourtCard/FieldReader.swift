import Attendance
import Crypto
import JSON

/// A value inside a card's document that knows where it stands, so that a fault can be named.
struct FieldReader {
    let json: JSON
    let path: String

    init(_ json: JSON, path: String = "") {
        self.json = json
        self.path = path
    }

    /// A key of this object; a missing one reads as null.
    subscript(key: String) -> FieldReader {
        get throws(CardError) {
            guard case .object(let fields) = json else { throw .field(name, expected: "an object") }
            return FieldReader(fields[key] ?? .null, path: path.isEmpty ? key : "\(path).\(key)")
        }
    }

    /// Nil for null.
    var present: FieldReader? { json == .null ? nil : self }

    var string: String {
        get throws(CardError) {
            guard case .string(let value) = json else { throw .field(name, expected: "a text") }
            return value
        }
    }

    var boolean: Bool {
        get throws(CardError) {
            guard case .bool(let value) = json else { throw .field(name, expected: "true or false") }
            return value
        }
    }

    var integer: Int64 {
        get throws(CardError) {
            guard case .integer(let value) = json else { throw .field(name, expected: "a whole number") }
            return value
        }
    }

    var count: Int {
        get throws(CardError) {
            guard let value = Int(exactly: try integer), value >= 0 else { throw .field(name, expected: "0 or more") }
            return value
        }
    }

    var date: LocalDate {
        get throws(CardError) {
            guard case .string(let text) = json, let value = LocalDate(text), value.description == text
            else { throw .field(name, expected: "a date such as 2026-10-06") }
            return value
        }
    }

    var time: Timestamp {
        get throws(CardError) {
            guard case .string(let text) = json, let value = Timestamp(rfc3339: text), value.rfc3339 == text
            else { throw .field(name, expected: "a time in UTC as RFC 3339 writes it") }
            return value
        }
    }

    var digest: Digest {
        get throws(CardError) {
            guard case .string(let text) = json, let value = Digest(hex: text), value.hex == text
            else { throw .field(name, expected: "a SHA-256 in lower-case hex") }
            return value
        }
    }

    func one<Value: RawRepresentable<String> & CaseIterable>(of type: Value.Type) throws(CardError) -> Value {
        guard case .string(let text) = json, let value = Value(rawValue: text) else {
            throw .field(name, expected: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return value
    }

    func map<Value>(_ read: (FieldReader) throws(CardError) -> Value) throws(CardError) -> [Value] {
        guard case .array(let elements) = json else { throw .field(name, expected: "a list") }
        var values: [Value] = []
        values.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            values.append(try read(FieldReader(element, path: "\(path)[\(index)]")))
        }
        return values
    }

    private var name: String { path.isEmpty ? "the document" : path }
}
