internal import JSON
internal import Server

/// What a request's body must hold. It is read by what its description is made from, so that neither can say anything
/// else than the other.
struct BodyForm: Sendable {
    /// Longer bodies are refused before they are read.
    static let maxBytes = 16 * 1024

    let required: [any BodyMember]
    var optional: [any BodyMember] = []
    /// Of each list, exactly one element is given, with all of its fields and none of the others'.
    var alternatives: [[[any BodyMember]]] = []

    private var members: [any BodyMember] { required + optional + alternatives.flatMap { $0.flatMap(\.self) } }

    /// - Throws: a problem that names everything that is wrong.
    func read(_ request: Request) throws(Problem) -> BodyFields {
        let types = request.headers.values(of: "content-type")
        guard types.count < 2, types.allSatisfy(isJSON) else {
            throw Problem(.notJSON)
        }
        guard request.body.count <= Self.maxBytes else {
            throw Problem(.tooLong, "Send at most \(Self.maxBytes) bytes.")
        }
        return try read(request.body)
    }

    func read(_ body: [UInt8]) throws(Problem) -> BodyFields { try read(try Self.json(body)) }

    /// - Parameter thing: what is read, to whoever sent it.
    static func json(_ text: [UInt8], called thing: String = "body") throws(Problem) -> JSON {
        do { return try JSON.parse(text, duplicates: .refused) } catch {
            throw .badRequest("The \(thing) is \(error).")
        }
    }

    func read(_ json: JSON, called thing: String = "body") throws(Problem) -> BodyFields {
        guard let given = json.object else { throw .badRequest("The \(thing) must be a JSON object.") }
        // Null is how some programs write that there is nothing.
        let fields = BodyFields(given.filter { !$0.value.isNull })
        let mistakes = mistakes(in: fields)
        guard mistakes.isEmpty else { throw .badRequest(mistakes.joined(separator: " ")) }
        return fields
    }

    private func isJSON(_ type: String) -> Bool {
        let name = type.prefix { $0 != ";" }.lowercased().filter { $0 != " " && $0 != "\t" }
        return name == "application/json"
    }

    private func mistakes(in fields: BodyFields) -> [String] {
        let names = members.map(\.name)
        var mistakes = required.filter { !fields.has($0) }.map { "\($0.name) is missing: \($0.wanted)." }
        for member in members {
            if let value = fields.values[member.name], !member.accepts(value) {
                mistakes.append("\(member.name) must be \(member.wanted).")
            }
        }
        for choice in alternatives where !isOneOf(choice, given: fields) {
            let ways = choice.map { $0.map(\.name).joined(separator: " and ") }
            mistakes.append("Give either \(ways.joined(separator: ", or ")).")
        }
        // What is not understood would be taken for done by whoever sent it. Its name is not repeated: it may be anything.
        if !Set(fields.values.keys).isSubset(of: names) {
            mistakes.append(
                "There are members that mean nothing here; those that do are \(names.joined(separator: ", ")).")
        }
        return mistakes
    }

    private func isOneOf(_ choice: [[any BodyMember]], given fields: BodyFields) -> Bool {
        let touched = choice.filter { $0.contains(where: fields.has) }
        return touched.count == 1 && touched[0].allSatisfy(fields.has)
    }
}

/// A body whose members are all as its form wants them.
struct BodyFields: Sendable {
    fileprivate let values: [String: JSON]

    fileprivate init(_ values: [String: JSON]) { self.values = values }

    fileprivate func has(_ member: any BodyMember) -> Bool { values[member.name] != nil }

    /// Nil when it was not given.
    subscript<Value>(_ field: BodyField<Value>) -> Value? { values[field.name].flatMap(field.read) }

    /// One that must be given.
    func value<Value>(_ field: BodyField<Value>) throws(Problem) -> Value {
        guard let value = self[field] else { throw .badRequest("\(field.name) is missing: \(field.wanted).") }
        return value
    }
}
