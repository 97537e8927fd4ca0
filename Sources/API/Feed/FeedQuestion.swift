internal import Attendance
internal import JSON
internal import Live

/// What a client asks for over its WebSocket.
struct FeedQuestion: Sendable {
    enum Ask: Sendable {
        case ping
        case follow(FeedFilter)
    }

    /// The words with which it is asked.
    enum Word: String, Sendable, CaseIterable {
        case ping, follow
    }

    /// What the client calls it, to know the answer by; nil where that cannot be read.
    let request: String?
    let ask: Result<Ask, Problem>

    /// - Parameter message: as it came, whatever it is.
    init(_ message: [UInt8]) {
        let json = try? JSON.parse(message, duplicates: .refused)
        request = json?["request"].flatMap(Self.name.read)
        ask = Result { () throws(Problem) in try Self.ask(in: message) }
    }

    private static func ask(in message: [UInt8]) throws(Problem) -> Ask {
        let json = try BodyForm.json(message, called: "message")
        guard let word = json["ask"].flatMap(anyWord.read) else {
            throw .badRequest("ask must be \(anyWord.wanted).")
        }
        let fields = try form(of: word).read(json, called: "message")
        switch word {
        case .ping: return .ping
        case .follow: return .follow(FeedFilter(events: fields[events].map { Set($0) }, participant: fields[about]))
        }
    }

    /// What a message with this word must be.
    static func form(of word: Word) -> BodyForm {
        let required: [any BodyMember] = [
            name,
            BodyField.choice(
                "ask", of: [word], word == .ping ? "Where the feed stands." : "What to tell.", example: word),
        ]
        return BodyForm(required: required, optional: word == .ping ? [] : [events, about])
    }

    private static let anyWord = BodyField.choice("ask", of: Word.allCases, "", example: .ping)
    static let name = BodyField<String>.text(
        "request", upTo: 64, "What you call it; the answer says it again.", example: "1")
    private static let events = BodyField<[String]>(
        name: "events", wanted: "a list of 1 to \(FeedRequest.mostEvents) names of messages: /docs lists them",
        schema: [
            "type": "array", "minItems": 1, "maxItems": .integer(Int64(FeedRequest.mostEvents)),
            "items": ["type": "string", "enum": .array(FeedRequest.known.sorted().map { .string($0) })],
            "description": "Only these are told; all, where nothing is said.",
        ],
        example: ["participant-joined", "participant-left"]
    ) { json in
        guard let names = json.array?.map(\.string), !names.contains(nil) else { return nil }
        let events = names.compactMap(\.self)
        return FeedRequest.areEvents(events) ? events : nil
    }
    private static let about = BodyField<PersonID>.identifier(
        "participant", "Only what is about this participant is told; about anybody, where nothing is said.",
        example: "P-1042")
}
