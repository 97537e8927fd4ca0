internal import JSON

extension OpenAPI {
    /// What a route may answer, by status.
    func responses(of route: Route) -> JSON {
        var responses: [String: JSON] = [:]
        for (status, answer) in route.answers { responses["\(status)"] = response(answer, status, of: route) }
        if route.isConditional {
            responses["304"] = [
                "description": "Nothing has changed since the ETag that was sent.",
                "headers": Self.references(["ETag"]),
            ]
        }
        for (status, types) in Dictionary(grouping: route.possibleProblems, by: \.status) {
            guard let known = responses["\(status)"]?.object else {
                responses["\(status)"] = ["$ref": .string("#/components/responses/\(Self.name(of: types))")]
                continue
            }
            // In the same status a route may have something of its own to say.
            let problems = problems(types)
            let content = (known["content"]?.object ?? [:]).merging(problems["content"]?.object ?? [:]) { $1 }
            responses["\(status)"] = .object(known.merging(["content": .object(content)]) { $1 })
        }
        return .object(responses)
    }

    private func response(_ answer: Answer, _ status: Int, of route: Route) -> JSON {
        var content: [String: JSON] = [:]
        for type in answer.mediaTypes { content[type] = form(type, of: answer) }
        var fields = ["traceresponse"]
        if route.isConditional, status == 200 { fields.append("ETag") }
        if route.takesKey, status < 300 { fields.append("Idempotency-Replayed") }
        if route.query.contains(where: { ["after", "before"].contains($0.name) }) { fields.append("Link") }
        if route.template.hasSuffix("/progress") { fields += ["Poll-Interval", "Feed-Position"] }
        var response: [String: JSON] = [
            "description": .string(answer.words ?? Self.usualWords(status)), "headers": Self.references(fields),
        ]
        if !content.isEmpty { response["content"] = .object(content) }
        return .object(response)
    }

    private func form(_ mediaType: String, of answer: Answer) -> JSON {
        guard mediaType == "application/json" || mediaType.hasSuffix("+json") else {
            return ["schema": mediaType == "application/pdf" ? ["type": "string", "format": "binary"] : Self.text]
        }
        guard let name = answer.schema else { return ["schema": ["type": "object"]] }
        let schema: JSON = ["$ref": .string("#/components/schemas/\(name)")]
        return ["schema": schema, "example": examples.value(of: schema)]
    }

    /// Of an answer of which there is no more to say.
    static func usualWords(_ status: Int) -> String {
        switch status {
        case 201: "Done, and what follows from it was done."
        case 202: "It will be done soon."
        case 204: "Done."
        default: "What was asked for."
        }
    }

    /// Those that several routes may answer, by their names.
    var sharedResponses: JSON {
        var shared: [String: JSON] = [:]
        for route in routes {
            for types in Dictionary(grouping: route.possibleProblems, by: \.status).values {
                shared[Self.name(of: types)] = problems(types)
            }
        }
        return .object(shared)
    }

    /// Such as `401.no-token.bad-token`.
    private static func name(of types: [ProblemType]) -> String {
        ([types.first?.status.description ?? ""] + types.map(\.rawValue)).joined(separator: ".")
    }

    /// - Parameter types: of one status.
    private func problems(_ types: [ProblemType]) -> JSON {
        let words = types.map { "[\($0.title)](\($0.address))" }.joined(separator: "; ")
        return [
            "description": .string(words + "."),
            "content": [
                "application/problem+json": [
                    "schema": [
                        "$ref": "#/components/schemas/Problem",
                        "properties": ["type": ["enum": .array(types.map { .string($0.address) })]],
                    ],
                    "examples": .object(
                        Dictionary(
                            uniqueKeysWithValues: types.map {
                                ($0.rawValue, ["$ref": .string("#/components/examples/\($0.rawValue)")])
                            })),
                ]
            ],
        ]
    }

    private static func references(_ names: [String]) -> JSON {
        .object(
            Dictionary(uniqueKeysWithValues: names.map { ($0, ["$ref": .string("#/components/headers/\($0)")]) }))
    }

    var headers: JSON {
        func header(_ about: String, _ example: String) -> JSON {
            ["description": .string(about), "schema": Self.text, "example": .string(example)]
        }
        return [
            "traceresponse": header(
                "The trace of the request (W3C Trace Context).",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"),
            "ETag": header("Names this state: give it back in If-None-Match.", "\"9f86d081884c7d659a2feaa0c55ad015\""),
            "Link": header(
                "The next page, where there is one (RFC 8288).",
                "</api/participants/P-1001/cards?after=17>; rel=\"next\""),
            "Idempotency-Replayed": header("true: it was done before under the same key.", "true"),
            "Poll-Interval": header("After how many seconds to ask again.", "5"),
            "Feed-Position": header("Where the feed stood: go on from there with since.", "1042"),
        ]
    }
}
