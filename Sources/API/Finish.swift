internal import Bridge
internal import Server

/// The last thing that happens to every answer but those to Zoom: browsers and caches are told what they must not do
/// with it.
struct Finish: Sendable {
    /// The public reaches the service over TLS, perhaps by a proxy that ends it.
    let isBehindTLS: Bool
    let crossOrigin: CrossOrigin

    /// - Parameter isPersonal: somebody was known to ask, and the answer may be for them alone.
    func callAsFunction(_ response: Response, to request: Request, isPersonal: Bool) -> Response {
        var response = response
        response.headers = fields(response.headers, to: request, isPersonal: isPersonal)
        return response
    }

    /// The fields of an answer with those that are added; what it says itself stays.
    func fields(_ own: [HeaderField], to request: Request, isPersonal: Bool) -> [HeaderField] {
        var fields = own
        func add(_ more: [HeaderField]) {
            for field in more where !own.contains(where: { $0.isNamed(field.name) }) { fields.append(field) }
        }
        add(Self.always)
        if own.contains(where: { $0.isNamed("Content-Type") && $0.value.hasPrefix("text/html") }) { add(Self.pages) }
        if isBehindTLS || request.isSecure { add([Self.strictTransport]) }
        if isPersonal {
            fields.removeAll { $0.isNamed("Cache-Control") }
            fields.append(noStore)
        }
        if let trace = RequestContext.current?.trace { fields.append(HeaderField("traceresponse", trace.traceparent)) }
        return fields + crossOrigin.fields(for: request)
    }

    private static let always = [
        HeaderField("X-Content-Type-Options", "nosniff"),
        HeaderField("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        HeaderField("Referrer-Policy", "no-referrer"),
        HeaderField("Cross-Origin-Resource-Policy", "same-origin"),
    ]
    private static let pages = [
        HeaderField("Cross-Origin-Opener-Policy", "same-origin"),
        HeaderField("Cross-Origin-Embedder-Policy", "require-corp"),
    ]
    /// A year (RFC 6797). Not for subdomains: they may be anybody's.
    private static let strictTransport = HeaderField("Strict-Transport-Security", "max-age=31536000")
}

extension HeaderField {
    /// - Parameter name: letters in any case.
    func isNamed(_ name: String) -> Bool {
        self.name.utf8.count == name.utf8.count && self.name.lowercased() == name.lowercased()
    }
}
