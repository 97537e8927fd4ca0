internal import Bridge
internal import Server

extension BridgeAPI {
    /// Lets a route do what is asked. Where the request brings a key it is done once, however often it is sent: what was
    /// answered then is answered again.
    func perform(
        _ route: Route, _ request: Request, _ parameters: [String: String], _ principal: Principal?
    ) async throws -> Response {
        guard route.method == .post, let principal, let key = try IdempotencyKey(of: request) else {
            return try await route.handler(request, parameters, principal)
        }
        let named = service.requestKey(
            of: principal.id, with: principal.credential, for: "POST \(request.path)", key: key.text, body: request.body
        )
        switch try await service.begin(named) {
        case .new: break
        case .running: throw Problem(.stillRunning, headers: [HeaderField("Retry-After", "1")])
        case .other: throw Problem(.keyReused)
        case .doneUnknown: throw Problem(.outcomeUnknown)
        case .done(let bytes):
            guard var response = StoredAnswer(bytes)?.response else { throw Problem(.outcomeUnknown) }
            response.headers.append(HeaderField("Idempotency-Replayed", "true"))
            return response
        }
        defer { service.end(named) }
        let trace = RequestContext.current?.trace ?? TraceContext(continuing: [])
        let context = RequestContext(trace: trace, key: named)
        let result: Result<Response, any Error>
        do {
            result = .success(
                try await RequestContext.$current.withValue(context) {
                    try await route.handler(request, parameters, principal)
                })
        } catch {
            result = .failure(error)
        }
        if context.isWritten { await keep(result, as: named) }
        return try result.get()
    }

    /// A fault of ours is no answer to keep: who sends the request again is told that the outcome is not known.
    private func keep(_ result: Result<Response, any Error>, as key: RequestKey) async {
        let response: Response
        switch result {
        case .success(let answer): response = answer
        case .failure(let error): response = problem(for: error).response
        }
        guard response.status < 500 else { return }
        await service.keep(answer: StoredAnswer(response).bytes, to: key)
    }
}
