import JSON

/// What a command gets back: a document, or a sentence that says why not.
struct ControlAnswer: Sendable, Equatable {
    var status: Int
    var body: JSON

    static func ok(_ body: JSON) -> Self { Self(status: 200, body: body) }

    /// - Parameter details: more lines, such as the mistakes in a file.
    static func refused(_ status: Int, _ sentence: String, details: [String] = []) -> Self {
        Self(
            status: status,
            body: ["detail": .string(sentence), "details": .array(details.map { .string($0) })])
    }

    /// The document; throws what was refused.
    func document() throws(CommandFailure) -> JSON {
        guard status != 200 else { return body }
        let details = (body["details"]?.array ?? []).compactMap { $0.string.map { "\n  \($0)" } }
        throw CommandFailure((body["detail"]?.string ?? "the bridge answered \(status).") + details.joined())
    }
}
