internal import Compression
internal import Crypto
internal import Pages
internal import Server
internal import Synchronization

/// Gives browsers the pages and what they are made of.
final class PageDesk: Sendable {
    private let library: PageLibrary
    /// What was compressed once is kept: the address names the edition.
    private let compressed = Mutex<[String: [UInt8]]>([:])

    init(_ library: PageLibrary) { self.library = library }

    /// Nil where the address is nothing of these.
    /// - Returns: with the name under which the log tells of it.
    func answer(to request: Request) -> (name: String, response: Response)? {
        guard request.method == .get || request.method == .head else { return nil }
        if request.path.hasPrefix(Self.assets) { return ("/assets", asset(request)) }
        guard let name = Self.documents[request.path] else { return nil }
        let edition = library.edition()
        guard let file = edition.document(name) else { return nil }
        var headers = [HeaderField("Cache-Control", library.isChanging ? "no-store" : "no-cache")]
        if name.hasSuffix(".html") { headers.append(HeaderField("Content-Security-Policy", Self.securityPolicy)) }
        // A worker obeys the policy it came with: it has to be able to fetch what it keeps.
        if name.hasSuffix(".js") { headers.append(HeaderField("Content-Security-Policy", Self.workerPolicy)) }
        return (
            request.path, conditional(response(file, key: "\(edition.version) \(name)", headers, request), to: request)
        )
    }

    /// `/assets/<version>/<path>`. Of another version the present one is given, for whoever has a page from before, but must
    /// not be kept.
    private func asset(_ request: Request) -> Response {
        let parts = request.path.dropFirst(Self.assets.count).split(separator: "/", maxSplits: 1)
        let edition = library.edition()
        guard parts.count == 2, let file = edition.asset(String(parts[1])) else { return Problem.notFound.response }
        let isKept = parts[0] == edition.version && !library.isChanging
        let lasting = isKept ? "public, max-age=31536000, immutable" : "no-store"
        return response(
            file, key: "\(edition.version)/\(parts[1])", [HeaderField("Cache-Control", lasting)], request)
    }

    private func response(
        _ file: PageFile, key: String, _ headers: [HeaderField], _ request: Request
    ) -> Response {
        guard file.isText else { return Response(contentType: file.contentType, headers: headers, body: file.bytes) }
        var headers = headers + [HeaderField("Vary", "Accept-Encoding")]
        var bytes = file.bytes
        if request.takesGzip, let smaller = gzip(file.bytes, key: key) {
            headers.append(HeaderField("Content-Encoding", "gzip"))
            bytes = smaller
        }
        return Response(contentType: file.contentType, headers: headers, body: bytes)
    }

    private func gzip(_ bytes: [UInt8], key: String) -> [UInt8]? {
        if library.isChanging { return Gzip.compress(bytes, level: 1) }
        if let known = compressed.withLock({ $0[key] }) { return known }
        guard let made = Gzip.compress(bytes, level: 9) else { return nil }
        compressed.withLock { $0[key] = made }
        return made
    }

    private static let assets = "/assets/"
    /// By their addresses.
    static let documents = [
        "/": "index.html", "/sign-in": "sign-in.html", "/invite": "invite.html", "/rep": "rep.html",
        "/me": "me.html", "/admin": "admin.html", "/manifest.webmanifest": "manifest.webmanifest",
        "/service-worker.js": "service-worker.js",
    ]
    /// Nothing from elsewhere, no script or style in the page itself, and no text that becomes markup.
    static let securityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types service-worker"
    private static let workerPolicy = "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
}

extension Request {
    /// RFC 9110 §12.5.3; whoever weighs it with 0 does not.
    var takesGzip: Bool {
        headers.values(of: "accept-encoding").contains { value in
            value.split(separator: ",").contains { choice in
                let parts = choice.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
                guard let coding = parts.first?.lowercased(), coding == "gzip" || coding == "*" else { return false }
                return !parts.dropFirst().contains { ["q=0", "q=0.0", "q=0.00", "q=0.000"].contains($0) }
            }
        }
    }
}
