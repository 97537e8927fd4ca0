internal import JSON

extension OpenAPI {
    /// What the routes of the feed answer.
    static var feedSchemas: [String: JSON] {
        let message = object(["event": text, "data": [:], "id": number, "at": moment])
        return [
            "FeedPage": object([
                "messages": list(message), "position": number, "resync": yesOrNo, "more": yesOrNo,
            ]),
            "FeedTicket": object(["ticket": text, "expiresAt": moment]),
            "FeedStatistics": object([
                "connections": object(["webSocket": number, "eventStream": number]), "peopleOnline": number,
                "perPerson": object([
                    "highest": number, "people": list(object(["connections": number, "people": number])),
                    "most": list(object(["person": text, "connections": number])),
                ]),
                "queuedBytes": maybeNumber,
                "sinceStart": object([
                    "connected": number, "resumed": number, "resynced": number, "requests": number,
                    "polled": number, "pollsResynced": number,
                    "closed": ["type": "object", "additionalProperties": number],
                ]),
                "tickets": object(["open": number, "issued": number, "used": number, "refused": number]),
                "position": number, "forgottenThrough": number,
            ]),
        ]
    }
}
