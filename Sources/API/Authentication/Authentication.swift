internal import Attendance
internal import Bridge
internal import Crypto
internal import Server

/// Turns what a request shows into a principal: the cookie of a browser, the token of a program, a JSON Web Token.
struct Authentication: Sendable {
    /// Nil: no secret is configured, and no JSON Web Token is accepted.
    let verifier: TokenVerifier?
    let service: AttendanceService
    let origins: Origins

    /// Who asks the API.
    func principal(of request: Request, at now: Timestamp) async throws -> Principal {
        let given = request.headers.values(of: "authorization")
        guard given.count < 2 else { throw Problem.badRequest("Authorization may come once.") }
        if let token = given.first.flatMap(bearer) { return try await principal(behind: token, at: now) }
        guard let cookie = try SessionCookie.value(in: request) else { throw Problem.noToken }
        return try await principal(behindCookie: cookie, of: request, at: now)
    }

    /// Who opens a WebSocket: by `Authorization`, by `Sec-WebSocket-Protocol` as `bearer.<token>` beside
    /// `attendance-bridge.v1`, by a cookie, or by the query as `token`.
    func principal(ofHandshake request: Request, at now: Timestamp) async throws -> Principal {
        // A proxy in front may have its own use for the header.
        if let token = request.headers.values(of: "authorization").lazy.compactMap(bearer).first {
            return try await principal(behind: token, at: now)
        }
        for offered in subprotocols(of: request) where offered.hasPrefix("bearer.") {
            return try await principal(behind: String(offered.dropFirst("bearer.".count)), at: now)
        }
        if let token = request.query["token"], !token.isEmpty { return try await principal(behind: token, at: now) }
        guard let cookie = try SessionCookie.value(in: request) else { throw Problem.noToken }
        return try await principal(behindCookie: cookie, of: request, at: now)
    }

    /// A credential is good as long as its person is on the roster; what they may do is what the roster says today. The
    /// first use of a token is written to the audit log before it lets anybody in.
    func principal(behind token: String, at now: Timestamp) async throws -> Principal {
        let principal = try await admit(try credential(behind: token, at: now), at: now)
        await service.noteSignIn(with: token, by: principal.author)
        return principal
    }

    private func credential(behind token: String, at now: Timestamp) throws -> Credential {
        if let token = SecretToken(token, kind: .access) { return .accessToken(token.hash) }
        guard let verifier else { throw Problem.notConfigured }
        do {
            return .token(TokenUse(try verifier.verify(token, now: now.milliseconds / 1000), of: token))
        } catch {
            throw Problem.badToken(error.hint)
        }
    }

    /// What a browser does is taken for what its user wants only where a page of ours asked for it.
    private func principal(
        behindCookie cookie: String, of request: Request, at now: Timestamp
    ) async throws -> Principal {
        guard let session = SecretToken(cookie, kind: .session) else { throw Problem.signedOut }
        let principal = try await admit(.session(session.hash), at: now)
        let source = origins.source(of: request)
        guard source == .noPage || source == .ownPage, !isCrossSite(request) else { throw Problem.notFromOurPage }
        if request.method == .get || request.method == .head { return principal }
        let proof = request.headers.values(of: SessionCookie.proofHeader)
        guard proof.count == 1, service.isProof(proof[0], ofSession: session.hash) else { throw Problem.notFromOurPage }
        return principal
    }

    /// As browsers tell (Fetch Metadata): `none` is an address that was typed or a bookmark.
    private func isCrossSite(_ request: Request) -> Bool {
        request.headers.values(of: "sec-fetch-site").contains { $0 != "same-origin" && $0 != "none" }
    }

    private func admit(_ credential: Credential, at now: Timestamp) async throws -> Principal {
        do {
            return Principal(try await service.access(of: credential, at: now), credential)
        } catch let error as AccessError {
            if case .session = credential { throw Problem.signedOut }
            throw Problem.badToken(error.hint)
        }
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

extension TokenUse {
    fileprivate init(_ verified: VerifiedToken, of token: String) {
        let claims = verified.claims
        // The end of the year 9999: what lies beyond is no date.
        let last: Int64 = 253_402_300_799
        let issued = (0...last).contains(claims.issuedAt) ? claims.issuedAt : nil
        self.init(
            person: PersonID(claims.subject), issuedAt: issued.map(Timestamp.init(seconds:)),
            expiresAt: Timestamp(seconds: min(claims.expiresAt, last)),
            // Words of other services mean nothing here; a token that has none of ours is for nothing here.
            scopes: verified.scopes.map { Set($0.compactMap(Scope.init(rawValue:))) },
            digest: SHA256.hash(Array(token.utf8)))
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

extension AccessError {
    fileprivate var hint: String {
        switch self {
        case .notKnown: "It is not known here, or it was revoked."
        case .expired: "It has expired: get a new one."
        case .notOnRoster: "The token is for somebody who is not on the roster."
        case .disabled: "The account is disabled: ask an administrator."
        case .signedOut: "It was made before its person signed out everywhere: get a new one."
        }
    }
}
