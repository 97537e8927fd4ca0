internal import Attendance
internal import Bridge
internal import Crypto
internal import Server

/// Who asks.
struct Principal: Hashable, Sendable {
    var id: PersonID
    var role: Role
    /// When the token that says so ends.
    var until: Timestamp
}

/// Turns the token of a request into a principal.
struct Authentication: Sendable {
    /// Nil: no secret is configured, and nobody can be known.
    let verifier: TokenVerifier?
    let service: AttendanceService

    /// The bearer token of a request to the API.
    func principal(of request: Request, at now: Timestamp) async throws -> Principal {
        let given = request.headers.values(of: "authorization")
        guard given.count < 2 else { throw Problem.badRequest("Authorization may come once.") }
        guard let token = given.first.flatMap(bearer) else { throw Problem.noToken }
        return try await principal(behind: token, at: now)
    }

    /// The token of a WebSocket handshake: in `Authorization`, in `Sec-WebSocket-Protocol` as `bearer.<token>` beside
    /// `attendance-bridge.v1`, or in the query as `token`.
    func token(ofHandshake request: Request) throws -> String {
        // A proxy in front may have its own use for the header.
        if let token = request.headers.values(of: "authorization").lazy.compactMap(bearer).first { return token }
        for offered in subprotocols(of: request) where offered.hasPrefix("bearer.") {
            return String(offered.dropFirst("bearer.".count))
        }
        guard let token = request.query["token"], !token.isEmpty else { throw Problem.noToken }
        return token
    }

    /// A token is good as long as its person is on the roster; what they may do is what the roster says today. Its first
    /// use is written to the audit log before it lets anybody in.
    func principal(behind token: String, at now: Timestamp) async throws -> Principal {
        guard let verifier else { throw Problem.notConfigured }
        let claims: TokenClaims
        do {
            claims = try verifier.claims(of: token, now: now.milliseconds / 1000)
        } catch {
            throw Problem.badToken(error.hint)
        }
        let id = PersonID(claims.subject)
        guard let role = try await service.role(of: id) else {
            throw Problem.badToken("The token is for somebody who is not on the roster.")
        }
        await service.noteSignIn(with: token, by: Author(id: id, role: role))
        return Principal(id: id, role: role, until: Timestamp(seconds: min(claims.expiresAt, 253_402_300_799)))
    }

    private func bearer(_ header: String) -> String? {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}

/// What a handshake offers, in its order.
func subprotocols(of request: Request) -> [Substring] {
    request.headers.values(of: "sec-websocket-protocol").flatMap { value in
        value.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" })
    }
}

extension TokenError {
    fileprivate var hint: String {
        switch self {
        case .malformed: "It is not a token this service understands."
        case .badSignature: "Its signature is wrong."
        case .expired: "It has expired: get a new one."
        case .notYetValid: "It is not valid yet: check the clocks."
        case .wrongIssuer, .wrongAudience: "It was made for another service."
        case .notIssued: "It could not be read."
        }
    }
}
