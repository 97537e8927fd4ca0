internal import Bridge
internal import JSON
internal import Server

/// The description of the API (OpenAPI 3.1), made from the route table, so that no route can be missing.
struct OpenAPI {
    let routes: [Route]
    let version: String
    let schemas: [String: JSON]
    let examples: SchemaExample

    init(routes: [Route], version: String) {
        self.routes = routes
        self.version = version
        schemas = Self.schemas
        examples = SchemaExample(schemas: schemas)
    }

    var document: JSON {
        var paths: [String: JSON] = [:]
        for route in routes {
            var item = paths[route.template]?.object ?? [:]
            item[route.method.name.lowercased()] = operation(route)
            paths[route.template] = .object(item)
        }
        return [
            "openapi": "3.1.0",
            "info": ["title": "Attendance Bridge", "version": .string(version), "description": .string(Self.about)],
            "externalDocs": ["url": "/docs", "description": "The same to read."],
            "servers": [["url": "/"]],
            "tags": .array(
                Chapter.all.filter { chapter in routes.contains { Chapter.of($0).title == chapter.title } }
                    .map { ["name": .string($0.title), "description": .string($0.about)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": securitySchemes, "schemas": .object(schemas), "headers": headers,
                "responses": sharedResponses,
                "examples": .object(
                    Dictionary(
                        uniqueKeysWithValues: ProblemType.allCases.map {
                            ($0.rawValue, ["summary": .string($0.title), "value": $0.example])
                        })),
            ],
        ]
    }

    private static let about =
        "Proof of attendance at court-ordered meetings. Errors are problem details (RFC 9457); the type of each is the address "
        + "of a page that says what it means and what to do, and /problems lists them. Times are RFC 3339 in UTC. Lists come "
        + "in pages: Link names the next one (RFC 8288). What people poll has an ETag. A POST that is sent again under the "
        + "same Idempotency-Key within 24 hours is done once. A request may carry traceparent (W3C Trace Context)."

    private func operation(_ route: Route) -> JSON {
        var operation: [String: JSON] = [
            "operationId": .string(route.operationID), "tags": [.string(Chapter.of(route).title)],
            "summary": .string(route.summary), "description": .string("For \(route.whoMay)."),
            "responses": responses(of: route), "security": security(of: route),
        ]
        let parameters = PathParameter.all(of: route.template).map(\.json) + route.query.map(\.json) + fields(of: route)
        if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
        operation["requestBody"] = route.form?.requestBody
        if route.audience == .zoom {
            operation["requestBody"] = [
                "required": true,
                "content": ["application/json": ["schema": ["type": "object"], "example": Self.delivery]],
            ]
        }
        return .object(operation)
    }

    /// Header fields that a request may have.
    private func fields(of route: Route) -> [JSON] {
        var fields: [JSON] = []
        if route.takesKey {
            fields.append(
                [
                    "name": "Idempotency-Key", "in": "header", "required": false,
                    "schema": ["type": "string", "pattern": "^[!#-\\[\\]-~]{1,255}$"],
                    "example": "8e03978e-40d5-43dd-bc93-6894a57f9324",
                    "description":
                        "A word of your own for this request: sent again with the same body, it is not done again.",
                ])
        }
        if route.needsPrecondition {
            fields.append(
                [
                    "name": "If-Match", "in": "header", "required": true, "schema": ["type": "string"],
                    "example": "\"9f86d081884c7d659a2feaa0c55ad015\"",
                    "description": "The ETag that came with what was read, or *.",
                ])
        }
        if route.isConditional {
            fields.append(
                [
                    "name": "If-None-Match", "in": "header", "required": false, "schema": ["type": "string"],
                    "description": "The ETag of what you have: 304 as long as nothing has changed.",
                ])
        }
        return fields
    }

    private func security(of route: Route) -> JSON {
        switch route.audience {
        case .everybody: return []
        case .zoom: return [["zoom": []]]
        default:
            let scope: JSON = [.string(route.scope.rawValue)]
            return [["bearer": scope], route.isWrite ? ["session": [], "csrf": []] : ["session": []]]
        }
    }

    private var securitySchemes: JSON {
        [
            "bearer": [
                "type": "http", "scheme": "bearer",
                "description": .string(
                    "A token made at POST /api/tokens, or a JSON Web Token. Its scopes: "
                        + Scope.allCases.map(\.rawValue).joined(separator: ", ") + "."),
            ],
            "session": [
                "type": "apiKey", "in": "cookie", "name": .string(SessionCookie.name),
                "description": "The cookie of a browser that signed in at POST /api/sessions.",
            ],
            "csrf": [
                "type": "apiKey", "in": "header", "name": "X-CSRF-Token",
                "description": "With a session, for what changes something: as GET /api/session tells it.",
            ],
            "zoom": [
                "type": "apiKey", "in": "header", "name": "x-zm-signature",
                "description":
                    "v0= and the HMAC-SHA256 of v0:{x-zm-request-timestamp}:{raw body} under the app's secret token.",
            ],
        ]
    }

    private static let delivery: JSON = [
        "event": "meeting.participant_joined", "event_ts": 1_789_513_930_000,
        "payload": [
            "account_id": "AbCdEfGhIjKlMnOpQrStUv",
            "object": [
                "uuid": "4dRM1Yr2TbGZ5bLy5pQoXQ==", "id": "84712639219",
                "participant": [
                    "user_id": "16778240", "user_name": "Ana #K7QN", "participant_uuid": "C0FFEE",
                    "join_time": "2026-09-15T23:12:10Z",
                ],
            ],
        ],
    ]
}

extension PathParameter {
    fileprivate var json: JSON {
        [
            "name": .string(name), "in": "path", "required": true, "schema": schema, "example": example,
            "description": .string(about),
        ]
    }
}

extension ProblemType {
    var example: JSON {
        [
            "type": .string(address), "title": .string(title), "status": .integer(Int64(status)),
            "detail": .string(remedy),
        ]
    }
}
