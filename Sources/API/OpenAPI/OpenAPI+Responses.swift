internal import JSON
internal import Server

extension OpenAPI {
    /// What each route may answer, by status.
    func responses(of route: Route) -> JSON {
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
        case "/verify", "/verify/{number}":
            let schema: JSON = ["$ref": "#/components/schemas/Verification"]
            return [
                "200": page("What became of the card; without a code, a form that asks for it.", schema),
                "400": problem("A program gave no code."),
                "404": page("No card fits this number and code: which of the two is wrong is not told.", schema),
                "429": page("Too many tries: again after Retry-After.", schema),
            ]
        case "/problems", "/problems/{type}":
            let name = route.answer ?? ""
            return [
                "200": page("What problems mean.", ["$ref": .string("#/components/schemas/\(name)")]),
                "304": ["description": "Nothing has changed."], "404": problem("There is no such kind."),
            ]
        case "/.well-known/court-card-keys.json":
            return [
                "200": [
                    "description": "The keys.",
                    "content": [
                        "application/jwk-set+json": ["schema": ["$ref": "#/components/schemas/KeySet"]]
                    ],
                ], "304": ["description": "Nothing has changed."],
            ]
        case "/ledger/checkpoint":
            return [
                "200": [
                    "description": "Three lines: the ledger's name, its size, its root; and a signature for each key.",
                    "content": ["text/plain": ["schema": ["type": "string"]]],
                ], "404": problem("No card was issued yet."),
            ]
        case "/webhooks/zoom":
            return [
                "200": answer("Kept for good, or the answer to endpoint.url_validation.", ["type": "object"]),
                "401": problem("No valid signature within the time window."),
                "503": problem("Not stored, or no secret configured: send it again."),
            ]
        case "/ws":
            return [
                "400": problem("since is no position, or events are no names."),
                "101": ["description": "The feed: messages {event, data, id, at}."],
                "401": problem("No valid token or ticket."), "403": problem("A page of another site asks."),
                "426": problem("Only WebSocket is spoken here."),
            ]
        case "/api/events":
            return [
                "200": [
                    "description": "The feed: events whose data are messages {event, data, id, at}.",
                    "content": ["text/event-stream": ["schema": ["type": "string"]]],
                ],
                "400": problem("since is no position, or events are no names."),
                "401": problem("No valid token or ticket."), "403": problem("A page of another site asks."),
            ]
        case "/api/feed/tickets":
            return [
                "201": answer("Good once.", ["$ref": "#/components/schemas/FeedTicket"]),
                "401": problem("No valid token."), "503": problem("Too many tickets are out: try again in a moment."),
            ]
        default: return .object(usual(route))
        }
    }

    private func usual(_ route: Route) -> [String: JSON] {
        let schema: JSON = route.answer.map { ["$ref": .string("#/components/schemas/\($0)")] } ?? ["type": "object"]
        var answers = [
            "401": problem("No valid token."), "404": problem("Nothing there for this person."),
            "503": problem("Not available at present."),
        ]
        let words: JSON =
            switch route.status {
            case 201: "Decided: it is in the journal, and what follows from it was done."
            case 202: "It will be done soon."
            default: route.method == .get ? "What was asked for." : "Done: this is how it is now."
            }
        answers[String(route.status)] = answer(words, schema)
        if route.form != nil {
            answers["400"] = problem("The body is not what it must be: what is wrong is named.")
            answers["413"] = problem("The body is too long.")
            answers["415"] = problem("The body is not JSON.")
            answers["422"] = problem("That cannot be decided; a sentence says why.")
        }
        if route.status == 202 { answers["422"] = problem("That cannot be done; a sentence says why.") }
        if route.needsPrecondition {
            answers["412"] = problem("It was changed meanwhile: ETag tells what it is now.")
            answers["428"] = problem("If-Match is missing.")
        }
        if !route.query.isEmpty { answers["400"] = problem("A parameter of the address is wrong.") }
        let isCard = route.template == "/cards/{number}"
        if isCard || route.template == "/api/court-reps/{id}/digests/{date}", let found = answers["200"]?.object {
            var forms = found["content"]?.object ?? [:]
            forms["text/html"] = ["schema": ["type": "string"]]
            if isCard { forms["application/pdf"] = ["schema": ["type": "string", "format": "binary"]] }
            answers["200"] = .object(found.merging(["content": .object(forms)]) { $1 })
        }
        if route.isConditional { answers["304"] = ["description": "Nothing has changed."] }
        return answers
    }

    private func problem(_ words: JSON) -> JSON {
        [
            "description": words,
            "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
        ]
    }

    private func page(_ words: JSON, _ schema: JSON) -> JSON {
        [
            "description": words,
            "content": ["text/html": ["schema": ["type": "string"]], "application/json": ["schema": schema]],
        ]
    }

    private func answer(_ words: JSON, _ schema: JSON) -> JSON {
        ["description": words, "content": ["application/json": ["schema": schema]]]
    }
}
