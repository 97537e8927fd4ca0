internal import JSON

/// The description of the feed (AsyncAPI 3.0), made from the catalogue of its events.
struct AsyncAPI {
    let events: [FeedEvent]
    let exchange: [FeedExchange]
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
                    "/ws", events.filter { !$0.isFarewell }.map(\.name) + exchange.map(\.name),
                    "The feed over WebSocket",
                    on: "sockets",
                    "Each message is a text message. The service pings; a client that does not answer is cut off and resumes. "
                        + "A client may ask, too: each request is answered on the same connection, after what was told before, "
                        + "with the request's own word for it. Binary messages close the connection with 1003, and more than "
                        + "20 requests within a second with 1008.",
                    bindings: ["ws": ["method": "GET", "query": query(["token", "ticket"])]]),
                "events": channel(
                    "/api/events", events.map(\.name), "The feed as Server-Sent Events", on: "pages",
                    "The field event is the message's event, id its position, and data the whole message. Last-Event-ID "
                        + "resumes.", bindings: nil),
            ],
            "operations": [
                "tellFeed": operation("feed", events.filter { !$0.isFarewell }, bindings: nil),
                "tellEvents": operation(
                    "events", events, bindings: ["http": ["method": "GET", "query": query(["ticket"])]]),
                "askFeed": [
                    "action": "receive", "channel": ["$ref": "#/channels/feed"],
                    "summary": "Clients may ask over a WebSocket.",
                    "messages": references(to: exchange.filter { !$0.isAnswer }.map(\.name), of: "feed"),
                    "reply": [
                        "channel": ["$ref": "#/channels/feed"],
                        "messages": references(to: exchange.filter(\.isAnswer).map(\.name), of: "feed"),
                    ],
                ],
            ],
            "components": [
                "messages": .object(
                    Dictionary(
                        uniqueKeysWithValues: events.map { ($0.name, message($0)) }
                            + exchange.map { ($0.name, message($0)) })),
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
            "summary": "The bridge tells.", "messages": references(to: events.map(\.name), of: channel),
        ]
        operation["bindings"] = bindings
        return .object(operation)
    }

    private func references(to messages: [String], of channel: String) -> JSON {
        .array(messages.map { ["$ref": .string("#/channels/\(channel)/messages/\($0)")] })
    }

    private func channel(
        _ address: String, _ messages: [String], _ title: String, on server: String, _ description: String,
        bindings: JSON?
    ) -> JSON {
        var channel: [String: JSON] = [
            "servers": [["$ref": .string("#/servers/\(server)")]],
            "address": .string(address), "title": .string(title), "description": .string(description),
            "messages": .object(
                Dictionary(
                    uniqueKeysWithValues: messages.map { ($0, ["$ref": .string("#/components/messages/\($0)")]) })),
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

    private func message(_ exchange: FeedExchange) -> JSON {
        [
            "name": .string(exchange.name), "title": .string(exchange.name), "summary": .string(exchange.about),
            "contentType": "application/json", "payload": exchange.schema,
            "examples": [["name": "example", "payload": exchange.example]],
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
