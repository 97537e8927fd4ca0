internal import JSON

/// What schemas are made of (JSON Schema 2020-12).
extension OpenAPI {
    static var text: JSON { ["type": "string"] }
    static var maybeText: JSON { ["type": ["string", "null"]] }
    static var number: JSON { ["type": "integer"] }
    static var maybeNumber: JSON { ["type": ["integer", "null"]] }
    static var yesOrNo: JSON { ["type": "boolean"] }
    static var moment: JSON { ["type": "string", "format": "date-time"] }
    static var maybeMoment: JSON { ["type": ["string", "null"], "format": "date-time"] }
    static var date: JSON { ["type": "string", "format": "date"] }
    static var maybeDate: JSON { ["type": ["string", "null"], "format": "date"] }

    static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

    static func one<Word: CaseIterable & RawRepresentable<String>>(of words: Word.Type) -> JSON {
        ["type": "string", "enum": .array(words.allCases.map { .string($0.rawValue) })]
    }

    static func object(_ properties: [String: JSON]) -> JSON {
        [
            "type": "object", "properties": .object(properties),
            "required": .array(properties.keys.sorted().map { .string($0) }),
        ]
    }
}
