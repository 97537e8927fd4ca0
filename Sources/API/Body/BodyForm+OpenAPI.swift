internal import JSON

extension BodyForm {
    /// Its description for programs, with an example of each way to fill it in.
    var requestBody: JSON {
        [
            "required": true,
            "content": [
                "application/json": [
                    "schema": schema,
                    "examples": .object(
                        Dictionary(
                            examples.enumerated().map { ("example\($0.offset + 1)", ["value": .object($0.element)]) },
                            uniquingKeysWith: { first, _ in first })),
                ]
            ],
        ]
    }

    var schema: JSON {
        let everyWay = alternatives.flatMap { $0.flatMap(\.self) }
        let properties =
            required.map { ($0.name, $0.schema) } + (optional + everyWay).map { ($0.name, $0.schema.orNull) }
        var schema: [String: JSON] = [
            "type": "object", "required": .array(required.map { .string($0.name) }), "additionalProperties": false,
            "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
        ]
        if !alternatives.isEmpty {
            schema["allOf"] = .array(
                alternatives.map { choice in ["oneOf": .array(choice.map { Self.way($0, of: choice) })] })
        }
        return .object(schema)
    }

    /// All of its own members, and none of the others'.
    private static func way(_ way: [any BodyMember], of choice: [[any BodyMember]]) -> JSON {
        let own = way.map(\.name)
        let others = choice.flatMap { $0.map(\.name) }.filter { !own.contains($0) }
        let properties: [(String, JSON)] =
            own.map { ($0, ["not": ["type": "null"]]) } + others.map { ($0, ["type": "null"]) }
        return [
            "required": .array(own.map { .string($0) }),
            "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
        ]
    }

    /// As many as the longest choice has ways.
    var examples: [[String: JSON]] {
        (0..<max(1, alternatives.map(\.count).max() ?? 1)).map { number in
            let ways = alternatives.flatMap { $0[min(number, $0.count - 1)] }
            return Dictionary(
                (required + optional + ways).map { ($0.name, $0.example) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

extension JSON {
    /// A schema that also allows null, as which some programs write that there is nothing.
    fileprivate var orNull: JSON {
        guard var schema = object, let type = schema["type"] else { return self }
        schema["type"] = .array((type.array ?? [type]) + ["null"])
        if let words = schema["enum"]?.array { schema["enum"] = .array(words + [.null]) }
        return .object(schema)
    }
}
