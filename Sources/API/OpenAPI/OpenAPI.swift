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
                "schemas": .object(Self.schemas),
            ],
        ]
    }

    private func operation(_ route: Route) -> JSON {
        var operation: [String: JSON] = ["summary": .string(route.summary), "responses": responses(of: route)]
        let parameters = route.template.split(separator: "/").filter { $0.hasPrefix("{") }.map { segment -> JSON in
            [
                "name": .string(String(segment.dropFirst().dropLast())), "in": "path", "required": true,
                "schema": ["type": "string", "minLength": 1],
            ]
        }
        let precondition: JSON = [
            "name": "If-Match", "in": "header", "required": true, "schema": ["type": "string"],
            "description": "The ETag that came with what was read.",
        ]
        operation["parameters"] = .array(
            parameters + route.query.map(\.json) + (route.needsPrecondition ? [precondition] : []))
        operation["requestBody"] = route.form?.requestBody
        switch route.audience {
        case .everybody: operation["security"] = []
        case .zoom:
            operation["security"] = [["zoom": []]]
            operation["requestBody"] = [
                "required": true, "content": ["application/json": ["schema": ["type": "object"]]],
            ]
        case .anybodySignedIn, .courtRepsAndAdministrators, .participantAndTheirRep, .administrators:
            operation["security"] = [["bearer": []]]
        }
        return .object(operation)
    }
}
