internal import JSON
internal import Server

/// A parameter of an address's query.
struct QueryField: Sendable {
    let name: String
    /// Nil: it is text.
    let range: ClosedRange<Int64>?
    /// Of text, all that may be said; nil: whatever it be.
    var choices: [String]?
    let about: String

    static let before = QueryField(
        name: "before", range: 1...Int64.max, about: "What the page before gave as next; without it, the first page.")
    static let after = QueryField(
        name: "after", range: 1...Int64.max, about: "What the page before gave as next; without it, the first page.")
    /// Where a list is in the order of names.
    static let afterName = QueryField(
        name: "after", range: nil, about: "What the page before gave as next; without it, the first page.")
    static let token = QueryField(
        name: "token", range: nil,
        about: "The token, where it cannot be sent in Authorization or Sec-WebSocket-Protocol.")
    static let since = QueryField(
        name: "since", range: 0...Int64.max,
        about: "The id of the last message received: what was missed since comes first.")

    /// Nil when the address does not say it.
    func integer(in request: Request) throws(Problem) -> Int64? {
        guard let text = request.query[name] else { return nil }
        let range = range ?? 0...Int64.max
        guard let value = Int64(text), range.contains(value) else {
            let most = range.upperBound == .max ? "" : " to \(range.upperBound)"
            throw .badRequest("\(name) must be a whole number from \(range.lowerBound)\(most).")
        }
        return value
    }

    /// False when the address does not say it.
    func isTrue(in request: Request) throws(Problem) -> Bool {
        guard let value = Bool(request.query[name] ?? "false") else {
            throw .badRequest("\(name) must be true or false.")
        }
        return value
    }

    /// Nil when the address does not say it, or nothing after the name.
    func text(in request: Request) throws(Problem) -> String? {
        guard let text = request.query[name], !text.isEmpty else { return nil }
        guard text.count <= 200 else { throw .badRequest("\(name) must be at most 200 characters.") }
        return text
    }

    /// Its description for programs.
    var json: JSON {
        var schema: [String: JSON] = ["type": range == nil ? "string" : "integer"]
        if let choices { schema["enum"] = .array(choices.map { .string($0) }) }
        if let range {
            schema["minimum"] = .integer(range.lowerBound)
            if range.upperBound != .max { schema["maximum"] = .integer(range.upperBound) }
        }
        return [
            "name": .string(name), "in": "query", "required": false, "schema": .object(schema),
            "description": .string(about),
        ]
    }
}
