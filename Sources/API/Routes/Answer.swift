/// What a route answers when all goes well, for those who read about the API.
struct Answer: Sendable, ExpressibleByStringLiteral {
    /// Nil: what is usual for the method.
    var status: Int?
    /// One sentence; nil where there is no more to say than that it was done.
    var words: String?
    /// The schema of its JSON, by its name in the API's description; nil: it has none.
    var schema: String?
    /// The forms it can be had in, by `Accept`; the first where nothing is asked for.
    var mediaTypes: [String] = ["application/json"]

    /// As JSON.
    init(stringLiteral schema: String) { self.schema = schema }

    /// - Parameters:
    ///   - status: nil: what is usual for the method.
    ///   - words: nil where there is no more to say than that it was done.
    init(_ status: Int? = nil, _ words: String? = nil, schema: String? = nil, as mediaTypes: [String]) {
        self.status = status
        self.words = words
        self.schema = schema
        self.mediaTypes = mediaTypes
    }

    /// Without a body.
    static let nothing = Answer(204, as: [])

    static func json(_ schema: String, _ status: Int, _ words: String? = nil) -> Answer {
        Answer(status, words, schema: schema, as: ["application/json"])
    }

    /// As a page for people, or as JSON for programs.
    static func page(_ schema: String, _ status: Int? = nil, _ words: String? = nil) -> Answer {
        Answer(status, words, schema: schema, as: ["text/html", "application/json"])
    }

    static func text(_ mediaType: String, _ words: String? = nil) -> Answer { Answer(nil, words, as: [mediaType]) }
}
