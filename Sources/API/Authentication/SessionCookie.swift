internal import Attendance
internal import Bridge
internal import Crypto
internal import Server

/// The cookie of a browser that is signed in (RFC 6265; the prefix: RFC 6265bis §4.1.3.2). No script reads it, no other
/// site's page sends it, and it never goes over plain HTTP but to this machine itself.
enum SessionCookie {
    static let name = "__Host-session"
    /// What a page of ours sends with everything that changes something; another site's page cannot know it.
    static let proofHeader = "x-csrf-token"

    static func set(_ session: SecretToken, lasting length: Span) -> HeaderField {
        HeaderField(
            "Set-Cookie",
            "\(name)=\(session.text); Path=/; Secure; HttpOnly; SameSite=Strict; "
                + "Max-Age=\(max(0, length.milliseconds / 1000))")
    }

    static let removed = HeaderField(
        "Set-Cookie", "\(name)=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")

    /// Nil where there is none.
    /// - Throws: a problem where there are two: which of them counts would be anybody's guess.
    static func value(in request: Request) throws(Problem) -> String? {
        var found: [Substring] = []
        for header in request.headers.values(of: "cookie") {
            for pair in header.split(separator: ";") {
                let pair = pair.drop { $0 == " " || $0 == "\t" }
                if pair.hasPrefix("\(name)=") { found.append(pair.dropFirst(name.count + 1)) }
            }
        }
        guard found.count < 2 else { throw .badRequest("The cookie \(name) may come once.") }
        return found.first.flatMap { $0.isEmpty ? nil : String($0) }
    }
}
