internal import JSON
internal import Server
internal import Synchronization

/// The descriptions of the API, made when they are first asked for.
final class Descriptions: Sendable {
    private let made = Mutex<[String: [UInt8]]>([:])

    fileprivate func bytes(_ name: String, _ make: () -> [UInt8]) -> [UInt8] {
        made.withLock { made in
            if let known = made[name] { return known }
            let bytes = make()
            made[name] = bytes
            return bytes
        }
    }
}

extension BridgeAPI {
    /// The API, told to programs and to people.
    ///
    /// - Parameter table: every route there is, these among them.
    static func descriptionRoutes(
        _ settings: APISettings, _ table: @escaping @Sendable () -> [Route]
    ) -> [Route] {
        let descriptions = Descriptions()
        let kept = HeaderField("Cache-Control", "max-age=300")
        return [
            Route(
                .get, "/openapi.json", for: .everybody, "This description of the API, for programs (OpenAPI 3.1).",
                isConditional: true
            ) { request, _, _ in
                conditional(
                    .json(
                        descriptions.bytes("openapi") {
                            Array(OpenAPI(routes: table(), version: settings.version).document.pretty().utf8)
                        }, headers: [kept]), to: request)
            },
            Route(
                .get, "/asyncapi.json", for: .everybody, "The description of the feed, for programs (AsyncAPI 3.0).",
                isConditional: true
            ) { request, _, _ in
                conditional(
                    .json(
                        descriptions.bytes("asyncapi") {
                            Array(
                                AsyncAPI(
                                    events: FeedEvent.all, exchange: FeedExchange.all, version: settings.version,
                                    address: settings.publicAddress
                                )
                                .document.pretty().utf8)
                        }, headers: [kept]), to: request)
            },
            Route(
                .get, "/docs", for: .everybody, "This description of the API and the feed, to be read.",
                answer: .text("text/html", "A page."), isConditional: true
            ) { request, _, _ in
                var response = HTMLPage(title: "", content: "").response(headers: [kept])
                response.body = .bytes(
                    descriptions.bytes("docs") {
                        let api = OpenAPI(routes: table(), version: settings.version)
                        return DocsPage(
                            routes: api.routes, events: FeedEvent.all, exchange: FeedExchange.all,
                            examples: api.examples
                        ).page.html.bytes
                    })
                return conditional(response, to: request)
            },
        ]
    }
}
