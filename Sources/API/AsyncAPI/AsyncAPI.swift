internal import JSON

/// The description of the feed (AsyncAPI 3.0), made from the catalogue of its events.
struct AsyncAPI {
    let events: [FeedEvent]
    let version: String
    /// Where the public reaches the bridge: `https://cards.example.gov`; nil: nobody said.
    let address: String?

    private static let about =
        "What happens, told at once to whom it concerns. The same messages from the same positions come over WebSocket, as "
        + "Server-Sent Events, and by GET /api/feed for who asks now and then. A client keeps the id of the last message and "
        + "gives it as since when it comes again: it is told what it missed, in order, once. Sign in as for the API, or with "
        + "a ticket from POST /api/feed/tickets."

    var document: JSON {
        return [
            "asyncapi": "3.0.0",
            "info": [
                "title": "Attendance Bridge: the feed", "version": .string(version),
                "description": .string(Self.about),
            ],
            "defaultContentType": "application/json",
            "servers": ["sockets": server("ws"), "pages": server("http")],
            "channels": [
                "feed": channel(
                    "/ws", events.filter { !$0.isFarewell }, "The feed over WebSocket", on: "sockets",
                    "Each message is a text message. The service pings; a client that does not answer is cut off and resumes.",
                    bindings: ["ws": ["method": "GET", "query": query(["token", "ticket"])]]),
                "events": channel(
                    "/api/events", events, "The feed as Server-Sent Events", on: "pages",
                    "The field event is the message's event, id its position, and data the whole message. Last-Event-ID "
                        + "resumes.", bindings: nil),
            ],
            "operations": [
                "tellFeed": operation("feed", events.filter { !$0.isFarewell }, bindings: nil),
                "tellEvents": operation(
                    "events", events, bindings: ["http": ["method": "GET", "query": query(["ticket"])]]),
            ],
            "components": [
                "messages": .object(Dictionary(uniqueKeysWithValues: events.map { ($0.name, message($0)) })),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "description": "A token in Authorization."]
                ],
            ],
        ]
    }

    private var host: String {
        guard let rest = address?.split(separator: "/").dropFirst().first else { return "localhost:8080" }
        return String(rest)
    }

    private func server(_ scheme: String) -> JSON {
        [
            "host": .string(host), "protocol": .string(address?.hasPrefix("https:") == true ? scheme + "s" : scheme),
            "security": [["$ref": "#/components/securitySchemes/bearer"]],
        ]
    }

    private func operation(_ channel: String, _ events: [FeedEvent], bindings: JSON?) -> JSON {
        var operation: [String: JSON] = [
            "action": "send", "channel": ["$ref": .string("#/channels/\(channel)")],
            "summary": "The bridge tells; clients only listen.",
            "messages": .array(events.map { ["$ref": .string("#/channels/\(channel)/messages/\($0.name)")] }),
        ]
        operation["bindings"] = bindings
        return .object(operation)
    }

    private func channel(
        _ address: String, _ events: [FeedEvent], _ title: String, on server: String, _ description: String,
        bindings: JSON?
    ) -> JSON {
        var channel: [String: JSON] = [
            "servers": [["$ref": .string("#/servers/\(server)")]],
            "address": .string(address), "title": .string(title), "description": .string(description),
            "messages": .object(
                Dictionary(
                    uniqueKeysWithValues: events.map {
                        ($0.name, ["$ref": .string("#/components/messages/\($0.name)")])
                    })),
        ]
        channel["bindings"] = bindings
        return .object(channel)
    }

    private func message(_ event: FeedEvent) -> JSON {
        [
            "name": .string(event.name), "title": .string(event.name), "summary": .string(event.about),
            "description": .string("Told to \(event.toldTo)."), "contentType": "application/json",
            "payload": event.messageSchema, "examples": [["name": "example", "payload": event.message]],
        ]
    }

    private func query(_ credentials: [String]) -> JSON {
        var properties: [String: JSON] = [
            "since": ["type": "integer", "minimum": 0, "description": "The id of the last message received."],
            "events": ["type": "string", "description": "Names of events with commas between: only these are told."],
            "participant": ["type": "string", "description": "Only what is about this participant."],
        ]
        for name in credentials { properties[name] = OpenAPI.text }
        return ["type": "object", "properties": .object(properties)]
    }
}
