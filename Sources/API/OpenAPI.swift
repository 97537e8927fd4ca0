internal import JSON
internal import Server

/// The description of the API (OpenAPI 3.1), made from the route table, so that no route can be missing.
struct OpenAPI {
    let routes: [Route]
    let version: String

    var document: JSON {
        var paths: [String: JSON] = [:]
        for route in routes {
            var item = paths[route.template]?.object ?? [:]
            item[route.method.name.lowercased()] = operation(route)
            paths[route.template] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Attendance Bridge", "version": .string(version),
                "description":
                    "Proof of attendance at court-ordered meetings. Errors are problem details (RFC 9457). Times are RFC 3339 in UTC.",
            ],
            "paths": .object(paths),
            "components": [
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
                    "zoom": [
                        "type": "apiKey", "in": "header", "name": "x-zm-signature",
                        "description":
                            "v0= and the HMAC-SHA256 of v0:{x-zm-request-timestamp}:{raw body} under the app's secret token.",
                    ],
                ],
                "schemas": schemas,
            ],
        ]
    }

    private func operation(_ route: Route) -> JSON {
        var operation: [String: JSON] = ["summary": .string(route.summary), "responses": responses(route)]
        let parameters = route.template.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment -> JSON in
            [
                "name": .string(String(segment.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string", "minLength": 1],
            ]
        }
        operation["parameters"] = .array(parameters + query(route))
        switch route.audience {
        case .everybody: operation["security"] = []
        case .zoom:
            operation["security"] = [["zoom": []]]
            operation["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": ["type": "object"]]],
            ]
        case .anybodySignedIn, .participantAndTheirRep: operation["security"] = [["bearer": []]]
        }
        return .object(operation)
    }

    private func query(_ route: Route) -> [JSON] {
        guard route.template == "/ws" else { return [] }
        return [
            [
                "name": "token", "in": "query", "required": false, "schema": ["type": "string"],
                "description": "The token, where it cannot be sent in Authorization or Sec-WebSocket-Protocol.",
            ],
            [
                "name": "since", "in": "query", "required": false, "schema": ["type": "integer", "minimum": 0],
                "description": "The id of the last message received: what was missed since comes first.",
            ],
        ]
    }

    private func responses(_ route: Route) -> JSON {
        func problem(_ words: JSON) -> JSON {
            [
                "description": words,
                "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
            ]
        }
        func answer(_ words: JSON, _ schema: JSON) -> JSON {
            ["description": words, "content": ["application/json": ["schema": schema]]]
        }
        switch route.template {
        case "/metrics":
            return [
                "200": ["description": "Prometheus text.", "content": ["text/plain": ["schema": ["type": "string"]]]]
            ]
        case "/openapi.json": return ["200": answer("This document.", ["type": "object"])]
        case "/healthz": return ["200": answer("It runs.", ["type": "object"])]
        case "/readyz":
            return [
                "200": answer("Ready.", ["$ref": "#/components/schemas/Readiness"]),
                "503": answer("Not ready.", ["$ref": "#/components/schemas/Readiness"]),
            ]
        case "/webhooks/zoom":
            return [
                "200": answer("Kept for good, or the answer to endpoint.url_validation.", ["type": "object"]),
                "401": problem("No valid signature within the time window."),
                "503": problem("Not stored, or no secret configured: send it again."),
            ]
        case "/ws":
            return [
                "400": problem("since is no position."),
                "101": ["description": "The feed: messages {event, data, id, at}."],
                "401": problem("No valid token."), "426": problem("Only WebSocket is spoken here."),
            ]
        default:
            let schema: JSON =
                route.template.hasSuffix("/progress")
                ? ["$ref": "#/components/schemas/Progress"]
                : route.template.hasPrefix("/cards") ? ["$ref": "#/components/schemas/Card"] : ["type": "object"]
            return [
                "200": answer("What was asked for.", schema), "304": ["description": "Nothing has changed."],
                "401": problem("No valid token."), "404": problem("Nothing there for this person."),
                "503": problem("Not available at present."),
            ]
        }
    }

    private var schemas: JSON {
        let text: JSON = ["type": "string"]
        let number: JSON = ["type": "integer"]
        let maybeNumber: JSON = ["type": ["integer", "null"]]
        let maybeText: JSON = ["type": ["string", "null"]]
        let moment: JSON = ["type": "string", "format": "date-time"]
        func object(_ properties: [String: JSON]) -> JSON {
            [
                "type": "object", "properties": .object(properties),
                "required": .array(properties.keys.sorted().map { .string($0) }),
            ]
        }
        return [
            "Problem": object(["type": text, "title": text, "status": number, "detail": text]),
            "Readiness": object(["status": text, "troubles": ["type": "array", "items": text]]),
            "Progress": object([
                "participant": text, "name": text, "joinCode": text,
                "requirement": object([
                    "meetingsPerWeek": maybeNumber, "meetingsInTotal": maybeNumber, "minimumMinutes": maybeNumber,
                ]),
                "thisWeek": object([
                    "done": number, "required": maybeNumber, "startsAt": moment, "endsAt": moment, "timeZone": text,
                ]),
                "total": object(["done": number, "required": maybeNumber]),
                "currentMeeting": [
                    "oneOf": [
                        ["type": "null"],
                        object([
                            "meeting": text, "name": maybeText, "occurrence": text, "since": moment,
                            "minutesSoFar": number,
                        ]),
                    ]
                ],
                "recent": [
                    "type": "array",
                    "items": object([
                        "meeting": text, "name": maybeText, "occurrence": text, "startedAt": moment,
                        "verdict": maybeText, "card": maybeText, "provenMinutes": number, "correctedMinutes": number,
                        "inferredMinutes": number,
                    ]),
                ],
                "lastUpdated": maybeText, "pollSeconds": number,
            ]),
            "Card": object(["card": ["type": "object"], "hash": text, "supersededBy": maybeText]),
        ]
    }
}
