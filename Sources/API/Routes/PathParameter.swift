internal import JSON

/// A part of an address that names something.
struct PathParameter: Sendable {
    let name: String
    let about: String
    let schema: JSON
    let example: JSON

    /// Those of a template, in their order. What an `id` is of stands before it.
    static func all(of template: String) -> [PathParameter] {
        let segments = template.split(separator: "/")
        return segments.indices.compactMap { index in
            guard segments[index].hasPrefix("{") else { return nil }
            let name = String(segments[index].dropFirst().dropLast())
            return named(name, after: index > 0 ? String(segments[index - 1]) : "")
        }
    }

    private static func named(_ name: String, after collection: String) -> PathParameter {
        let word: JSON = ["type": "string", "minLength": 1]
        let number: JSON = ["type": "integer", "format": "int64", "minimum": 1]
        switch (name, collection) {
        case ("type", _):
            return PathParameter(
                name: name, about: "A kind of problem.",
                schema: ["type": "string", "enum": .array(ProblemType.allCases.map { .string($0.rawValue) })],
                example: "not-found")
        case ("number", _):
            return PathParameter(
                name: name, about: "The number of a court card.", schema: word, example: "CC-2026-1042-1")
        case ("date", _):
            return PathParameter(
                name: name, about: "A date, or latest.",
                schema: ["type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|latest)$"], example: "latest")
        case (_, "participants"):
            return PathParameter(name: name, about: "A participant of the roster.", schema: word, example: "P-1001")
        case (_, "users"), (_, "court-reps"):
            return PathParameter(name: name, about: "Somebody of the roster.", schema: word, example: "maria.lopez")
        case (_, "meetings"):
            return PathParameter(name: name, about: "A meeting of the roster.", schema: word, example: "tue-night")
        case (_, "subscriptions"):
            return PathParameter(name: name, about: "A subscription.", schema: word, example: "sub_7kq2m9xd")
        case ("occurrence", _), (_, "occurrences"):
            return PathParameter(
                name: name, about: "One holding of a meeting, as Zoom names it; a slash in it as %2F.", schema: word,
                example: "4dRM1Yr2TbGZ5bLy5pQoXQ==")
        default:
            let thing = collection.hasSuffix("s") ? String(collection.dropLast()) : collection
            return PathParameter(name: name, about: "The number of the \(thing).", schema: number, example: 17)
        }
    }
}
