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

    private var schema: JSON {
        let everyWay = alternatives.flatMap { $0.flatMap(\.self) }
        var schema: [String: JSON] = [
            "type": "object", "required": .array(required.map { .string($0.name) }), "additionalProperties": false,
            "properties": .object(
                Dictionary(
                    (required + optional + everyWay).map { ($0.name, $0.schema) },
                    uniquingKeysWith: { first, _ in first })),
        ]
        if !alternatives.isEmpty {
            schema["allOf"] = .array(
                alternatives.map { choice in
                    ["oneOf": .array(choice.map { ["required": .array($0.map { .string($0.name) })] })]
                })
        }
        return .object(schema)
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
