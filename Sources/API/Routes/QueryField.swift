internal import JSON
internal import Server

/// A parameter of an address's query.
struct QueryField: Sendable {
    let name: String
    /// Nil: it is text.
    let range: ClosedRange<Int64>?
    /// Of text, all that may be said; nil: whatever it be.
    var choices: [String]?
    /// Of text, what it must look like (ECMA-262).
    var pattern: String?
    /// Of text, what it means, such as `date`.
    var format: String?
    /// The address must say it.
    var isRequired = false
    let about: String

    static let before = QueryField(
        name: "before", range: 1...Int64.max, about: "What the page before gave as next; without it, the first page.")
    static let after = QueryField(
        name: "after", range: 1...Int64.max, about: "What the page before gave as next; without it, the first page.")
    /// Where a list is in the order of names.
    static let afterName = QueryField(
        name: "after", range: nil, pattern: upTo200,
        about: "What the page before gave as next; without it, the first page.")
    static let token = QueryField(
        name: "token", range: nil,
        about: "The token, where it cannot be sent in Authorization or Sec-WebSocket-Protocol.")
    static let since = QueryField(
        name: "since", range: 0...Int64.max,
        about: "The id of the last message received: what was missed since comes first.")

    /// Of what `text` reads.
    static let upTo200 = "^[^\\x00]{0,200}$"

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
        // Nothing is what a form sends where nobody typed; of a date it is none.
        guard let text = request.query[name], !text.isEmpty || format != nil else { return nil }
        guard text.unicodeScalars.count <= 200, !text.unicodeScalars.contains("\0") else {
            throw .badRequest("\(name) must be at most 200 characters.")
        }
        return text
    }

    /// Its description for programs.
    var json: JSON {
        var schema: [String: JSON] = ["type": range == nil ? "string" : "integer"]
        if let pattern { schema["pattern"] = .string(pattern) }
        if let format { schema["format"] = .string(format) }
        if let choices { schema["enum"] = .array(choices.map { .string($0) }) }
        if let range {
            schema["minimum"] = .integer(range.lowerBound)
            schema["maximum"] = .integer(range.upperBound)
            schema["format"] = "int64"
        }
        return [
            "name": .string(name), "in": "query", "required": .bool(isRequired), "schema": .object(schema),
            "description": .string(about),
        ]
    }
}
