internal import Bridge
internal import JSON
internal import Server

/// Why a request was not done, as problem details (RFC 9457).
struct Problem: Error {
    var status: Int
    /// The last part of the problem's `type`: stable, for programs.
    var type: String
    var title: String
    /// What to do, for a person.
    var detail: String
    var headers: [HeaderField] = []

    init(_ status: Int, _ type: String, _ title: String, _ detail: String, headers: [HeaderField] = []) {
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
        self.headers = headers
    }

    var response: Response {
        var json = JSONWriter()
        json.object {
            $0.member("type", "/problems/\(type)")
            $0.member("title", title)
            $0.member("status", status)
            $0.member("detail", detail)
        }
        return Response(
            status: status, contentType: "application/problem+json",
            headers: headers + [HeaderField("Cache-Control", "no-store")], body: json.bytes)
    }

    static let notFound = Problem(
        404, "not-found", "Not found", "There is nothing here for you. Check the address and who you are signed in as.")
    static let noToken = Problem(
        401, "no-token", "Sign in", "Send a token: Authorization: Bearer <token>.",
        headers: [HeaderField("WWW-Authenticate", "Bearer")])
    static let notConfigured = Problem(
        503, "not-configured", "Not configured", "No secret for tokens is configured: set BRIDGE_JWT_SECRET.")

    static let signedOut = Problem(
        401, "signed-out", "Sign in", "You are signed out: sign in again.", headers: [SessionCookie.removed])
    static let notFromOurPage = Problem(
        403, "not-from-our-page", "Not asked by a page of ours",
        "With a session, what changes something needs X-CSRF-Token as GET /api/session tells it, and no other site's page "
            + "may ask. Programs use a token instead.")

    static func missingScope(_ scope: Scope) -> Problem {
        Problem(
            403, "missing-scope", "The token is not for this", "It needs the scope \(scope.rawValue).",
            headers: [
                HeaderField("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"\(scope.rawValue)\"")
            ])
    }

    static func badToken(_ detail: String) -> Problem {
        Problem(
            401, "bad-token", "The token is not accepted", detail,
            headers: [HeaderField("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
    }

    static func badRequest(_ detail: String) -> Problem {
        Problem(400, "bad-request", "The request cannot be understood", detail)
    }
}

/// The only place where an error becomes an HTTP status.
func problem(for error: any Error) -> Problem {
    switch error {
    case let problem as Problem: problem
    case IngestError.notConfigured:
        Problem(
            503, "not-configured", "Not configured", "No Zoom secret is configured: set BRIDGE_ZOOM_SECRETS.",
            headers: [HeaderField("Retry-After", "60")])
    case IngestError.notSigned(let hint): Problem(401, "not-signed", "Not signed by Zoom", hint)
    case IngestError.outsideWindow:
        Problem(
            401, "outside-time-window", "Outside the time window",
            "The signature is valid, but x-zm-request-timestamp is too far from now: check the clocks.")
    case IngestError.notStored:
        Problem(
            503, "not-stored", "Not stored", "The delivery could not be stored. Send it again.",
            headers: [HeaderField("Retry-After", "5")])
    // Which of the two it is, is nobody's business who may not decide about it.
    case DecisionError.notFound: Problem.notFound
    case DecisionError.refused(let sentence):
        Problem(422, "not-decided", "That cannot be decided; nothing was changed", sentence)
    case let mistakes as RosterMistakes:
        Problem(422, "roster-mistakes", "The roster has mistakes; nothing was changed", mistakes.description)
    case let error as AccountError: Problem(error)
    case let fault as any StorageFault where fault.isFaultOfStorage:
        Problem(
            503, "not-available", "Not available", "The database cannot be used at present. Try again in a moment.",
            headers: [HeaderField("Retry-After", "5")])
    default: Problem(500, "internal", "A fault of ours", "The fault was logged. Try again later.")
    }
}

extension Problem {
    fileprivate init(_ error: AccountError) {
        switch error {
        case .notSignedIn:
            self.init(
                401, "not-signed-in", "Not signed in",
                "The name or the password is wrong. If you forgot it, ask whoever invited you for a new link.")
        case .codeNeeded:
            self.init(
                401, "code-needed", "A code is needed",
                "Send the code that your app shows, or a recovery code, as code, with the name and the password.")
        case .wrongCode:
            self.init(401, "wrong-code", "The code is wrong", "Wait for the next one: each counts once.")
        case .disabled:
            self.init(403, "disabled", "The account is disabled", "Ask an administrator to enable it.")
        case .slowedDown(let wait):
            self.init(
                429, "slowed-down", "Too many tries", "Try again after the time that Retry-After tells.",
                headers: [HeaderField("Retry-After", String(wait.wholeSecondsUp))])
        case .busy:
            self.init(
                503, "busy", "Too many sign in at this moment", "Try again in a few seconds.",
                headers: [HeaderField("Retry-After", "3")])
        case .notInvited:
            self.init(
                410, "not-invited", "The link is not valid any more",
                "It was used, replaced or is too old: ask whoever invited you for a new one.")
        case .notFound: self = .notFound
        case .refused(let sentence):
            self.init(422, "not-done", "That cannot be done; nothing was changed", sentence)
        case .changedSince:
            self.init(
                409, "changed-since", "It was changed meanwhile; nothing was done", "Read it again, and then decide.")
        }
    }
}
