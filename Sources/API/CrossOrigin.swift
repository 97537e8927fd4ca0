internal import Server

/// What pages of other origins may do (CORS, as the Fetch standard has it): nothing, but where origins are configured.
///
/// Never with cookies: a page of another origin brings a token of its own.
struct CrossOrigin: Sendable {
    let origins: Origins

    /// For every answer. Caches must know that it depends on who asks, also where that is nobody special.
    func fields(for request: Request) -> [HeaderField] {
        guard !origins.allowed.isEmpty else { return [] }
        let vary = HeaderField("Vary", "Origin")
        guard let origin = allowed(request) else { return [vary] }
        return [
            vary, HeaderField("Access-Control-Allow-Origin", origin),
            HeaderField("Access-Control-Expose-Headers", Self.exposed),
        ]
    }

    /// What is added to the answer to `OPTIONS` where a browser asks before it asks.
    func preflight(_ request: Request, allowing methods: [Method]) -> [HeaderField] {
        guard allowed(request) != nil, request.headers.contains("access-control-request-method") else { return [] }
        return [
            HeaderField("Access-Control-Allow-Methods", methods.map(\.name).joined(separator: ", ")),
            HeaderField("Access-Control-Allow-Headers", Self.accepted),
            HeaderField("Access-Control-Max-Age", "600"),
        ]
    }

    private func allowed(_ request: Request) -> String? {
        guard case .allowed(let origin) = origins.source(of: request) else { return nil }
        return origin
    }

    /// What a page may send beyond what any page may.
    private static let accepted = [
        "Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "traceparent",
    ].joined(separator: ", ")
    /// What it may read of an answer beyond what any page may.
    private static let exposed = [
        "Content-Disposition", "ETag", "Feed-Position", "Idempotency-Replayed", "Link", "Location", "Poll-Interval",
        "Retry-After", "traceresponse",
    ].joined(separator: ", ")
}
