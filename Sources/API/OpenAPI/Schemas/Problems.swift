internal import JSON

extension OpenAPI {
    static var problemSchemas: [String: JSON] {
        let type = object(["type": text, "title": text, "status": number, "meaning": text, "remedy": text])
        return [
            "Problem": object(["type": text, "title": text, "status": number, "detail": text]),
            "ProblemType": type,
            "ProblemTypes": object(["problems": list(type)]),
        ]
    }
}
