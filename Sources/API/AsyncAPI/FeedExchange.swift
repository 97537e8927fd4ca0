internal import JSON

/// What is asked over a WebSocket and what is answered, for those who read about it.
struct FeedExchange: Sendable {
    let name: String
    let about: String
    let isAnswer: Bool
    /// Of the whole message.
    let schema: JSON
    let example: JSON

    static let all: [FeedExchange] = [
        FeedExchange(.ping, "Asks where the feed stands, and whether anybody is there."),
        FeedExchange(
            .follow, "Changes what this connection is told from now on, within what its person is told anyway."),
        FeedExchange(
            answer: "answer",
            "It is done. position: up to there the connection was told everything it is to hear, so that a follow holds for "
                + "what comes after. To a ping also the last position of the feed, and the time.",
            [
                "ok": ["const": true],
                "data": [
                    "type": "object", "required": ["position"], "additionalProperties": false,
                    "properties": ["position": OpenAPI.number, "head": OpenAPI.number, "at": OpenAPI.moment],
                ],
            ], ["ok": true, "data": ["position": 1042, "head": 1042, "at": "2026-10-06T23:52:10.250Z"]],
            request: OpenAPI.text),
        FeedExchange(
            answer: "refusal", "It is not done, and why. request is null where that cannot be read.",
            [
                "ok": ["const": false],
                "problem": OpenAPI.object(["type": OpenAPI.text, "title": OpenAPI.text, "detail": OpenAPI.text]),
            ],
            [
                "ok": false,
                "problem": [
                    "type": .string(ProblemType.badRequest.address), "title": .string(ProblemType.badRequest.title),
                    "detail": "ask must be one of ping, follow.",
                ],
            ], request: OpenAPI.maybeText),
    ]

    private init(_ word: FeedQuestion.Word, _ about: String) {
        let form = FeedQuestion.form(of: word)
        (name, self.about, isAnswer) = (word.rawValue, about, false)
        (schema, example) = (form.schema, .object(form.examples.first ?? [:]))
    }

    private init(
        answer name: String, _ about: String, _ members: [String: JSON], _ example: [String: JSON], request: JSON
    ) {
        (self.name, self.about, isAnswer) = (name, about, true)
        schema = OpenAPI.object(members.merging(["request": request]) { $1 })
        self.example = .object(example.merging(["request": "1"]) { $1 })
    }
}
