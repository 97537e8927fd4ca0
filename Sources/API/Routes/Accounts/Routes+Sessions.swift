internal import Attendance
internal import Bridge
internal import Crypto
internal import JSON
internal import Server

extension BridgeAPI {
    /// How browsers sign in and out, and see who they are.
    static func sessionRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .post, "/api/sessions", for: .everybody,
                "Signs a browser in: sets its cookie. Slowed down for whoever guesses.", taking: .signIn,
                answer: "Session",
                problems: [.notSignedIn, .codeNeeded, .wrongCode, .notFromOurPage, .disabled, .slowedDown, .busy]
            ) { request, _, _ in
                try fromOurPage(request, settings)
                let fields = try BodyForm.signIn.read(request)
                let signedIn = try await service.signIn(
                    as: fields.value(AccountFields.name), fields.value(AccountFields.password),
                    code: fields[AccountFields.code], from: settings.client(of: request), at: settings.now())
                return response(signedIn, service, settings)
            },
            Route(.get, "/api/session", for: .anybodySignedIn, "Who asks, and what they may do.", answer: "Session") {
                _, _, principal in
                guard let principal else { throw Problem.notFound }
                return .json(json(of: principal, service).bytes, headers: [noStore])
            },
            Route(
                .delete, "/api/session", for: .anybodySignedIn, "Signs this browser out; its feed closes at once.",
                scope: .read
            ) { _, _, principal in
                guard let principal else { throw Problem.notFound }
                guard case .session = principal.credential else {
                    throw AccountError.refused("There is no browser to sign out: tokens are revoked at /api/tokens.")
                }
                try await service.signOut(principal.credential)
                return Response(status: 204, headers: [SessionCookie.removed, noStore])
            },
            Route(
                .delete, "/api/sessions", for: .anybodySignedIn,
                "Signs oneself out everywhere: every browser and every JSON Web Token. Their feeds close at once."
            ) { _, _, principal in
                guard let principal else { throw Problem.notFound }
                try await service.signOutEverywhere(principal.id, by: .person(principal.author))
                return Response(status: 204, headers: [SessionCookie.removed, noStore])
            },
            Route(
                .put, "/api/password", for: .anybodySignedIn,
                "Sets another password: every other browser is signed out, this one gets a new session.",
                taking: .newPassword, answer: .json("Session", 200),
                problems: [.sessionNeeded, .notSignedIn, .slowedDown, .busy, .changedSince]
            ) { request, _, principal in
                let principal = try inBrowser(principal)
                let fields = try BodyForm.newPassword.read(request)
                let signedIn = try await service.changePassword(
                    of: principal.id, from: fields.value(AccountFields.current), to: fields.value(AccountFields.new),
                    address: settings.client(of: request), at: settings.now())
                return response(signedIn, service, settings, status: 200)
            },
        ]
    }

    /// What changes how somebody comes in is done by themself, in a browser: a token that leaked must not outlive its end.
    static func inBrowser(_ principal: Principal?) throws(Problem) -> Principal {
        guard let principal else { throw .notFound }
        guard case .session = principal.credential else {
            throw Problem(.sessionNeeded)
        }
        return principal
    }

    /// Another site's page must not sign a visitor in as somebody else.
    static func fromOurPage(_ request: Request, _ settings: APISettings) throws(Problem) {
        switch Origins(allowed: settings.origins).source(of: request) {
        case .noPage, .ownPage: break
        case .allowed, .foreign: throw .notFromOurPage
        }
    }

    static func response(
        _ signedIn: SignedIn, _ service: AttendanceService, _ settings: APISettings, status: Int = 201
    ) -> Response {
        let now = settings.now()
        let access = Access(
            person: signedIn.person, role: signedIn.role, scopes: .all, until: signedIn.until)
        let principal = Principal(access, .session(signedIn.session.hash))
        return .json(
            json(of: principal, service).bytes, status: status,
            headers: [SessionCookie.set(signedIn.session, lasting: signedIn.until - now), noStore])
    }

    private static func json(of principal: Principal, _ service: AttendanceService) -> JSONWriter {
        var proof: String?
        if case .session(let digest) = principal.credential { proof = service.proof(ofSession: digest) }
        var json = JSONWriter()
        json.object {
            $0.member("person", principal.id.rawValue)
            $0.member("role", principal.role.rawValue)
            $0.member(
                "scopes", .array(Scope.allCases.filter(principal.scopes.contains).map { .string($0.rawValue) }))
            $0.member("expiresAt", principal.until.rfc3339)
            $0.member("csrfToken", proof)
        }
        return json
    }
}

extension BridgeAPI {
    static func answer(_ json: JSON, status: Int = 200) -> Response {
        var writer = JSONWriter()
        writer.value(json)
        return .json(writer.bytes, status: status, headers: [noStore])
    }
}
