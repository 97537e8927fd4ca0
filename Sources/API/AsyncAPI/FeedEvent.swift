internal import JSON

/// One kind of message of the feed, for those who read about it.
struct FeedEvent: Sendable {
    let name: String
    /// Whom it is told, and of what.
    let toldTo: String
    let about: String
    /// What its data are.
    let schema: JSON
    /// Of its data.
    let example: JSON
    /// The last word of an event stream, where a WebSocket would be closed with a code: it has no position.
    let isFarewell: Bool

    /// - Parameter usual: values of the example that say more than those of any schema.
    init(
        _ name: String, toldTo: String, _ about: String, _ members: [String: JSON], usual: [String: JSON] = [:],
        isFarewell: Bool = false
    ) {
        self.isFarewell = isFarewell
        self.name = name
        self.toldTo = toldTo
        self.about = about
        schema = OpenAPI.object(members)
        let made = SchemaExample(schemas: [:]).value(of: schema)
        example = .object((made.object ?? [:]).merging(usual) { $1 })
    }

    /// The whole message.
    var message: JSON {
        var message: [String: JSON] = [
            "event": .string(name), "data": example, "id": 1042, "at": "2026-10-06T23:52:10.250Z",
        ]
        if isFarewell { message["id"] = nil }
        return .object(message)
    }

    var messageSchema: JSON {
        var members: [String: JSON] = [
            "event": ["const": .string(name)], "data": schema,
            "id": [
                "type": "integer", "minimum": 0,
                "description": "The position: whoever resumes gives the last one as since.",
            ], "at": OpenAPI.moment,
        ]
        if isFarewell { members["id"] = nil }
        return OpenAPI.object(members)
    }
}
