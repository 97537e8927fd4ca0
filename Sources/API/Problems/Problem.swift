internal import Bridge
internal import JSON
internal import Server

/// Why a request was not done, as problem details (RFC 9457).
struct Problem: Error {
    var type: ProblemType
    /// What is the matter this time and what to do, for a person.
    var detail: String
    var headers: [HeaderField] = []

    var status: Int { type.status }

    /// - Parameter detail: nil where there is no more to say than for every problem of the kind.
    init(_ type: ProblemType, _ detail: String? = nil, headers: [HeaderField] = []) {
        self.type = type
        self.detail = detail ?? type.remedy
        self.headers = headers
    }

    var response: Response {
        var json = JSONWriter()
        json.object {
            $0.member("type", type.address)
            $0.member("title", type.title)
            $0.member("status", status)
            $0.member("detail", detail)
        }
        return Response(
            status: status, contentType: "application/problem+json", headers: headers + challenge + [noStore],
            body: json.bytes)
    }

    /// Whoever is not let in is always told how to ask (RFC 9110 §11.6.1).
    private var challenge: [HeaderField] {
        guard status == 401, !headers.contains(where: { $0.isNamed("WWW-Authenticate") }) else { return [] }
        return [HeaderField("WWW-Authenticate", "Bearer")]
    }

    static let notFound = Problem(.notFound)
    static let noToken = Problem(.noToken)
    static let notConfigured = Problem(
        .notConfigured, "No secret for tokens is configured: set BRIDGE_JWT_SECRET.")
    static let upgradeRequired = Problem(
        .upgradeRequired, headers: [HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade")])

    static let signedOut = Problem(.signedOut, headers: [SessionCookie.removed])
    static let notFromOurPage = Problem(.notFromOurPage)

    static func missingScope(_ scope: Scope) -> Problem {
        Problem(
            .missingScope, "It needs the scope \(scope.rawValue).",
            headers: [
                HeaderField("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"\(scope.rawValue)\"")
            ])
    }

    static func badToken(_ detail: String) -> Problem {
        Problem(.badToken, detail, headers: [HeaderField("WWW-Authenticate", "Bearer error=\"invalid_token\"")])
    }

    static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, detail) }
}

/// The only place where an error becomes an HTTP status.
func problem(for error: any Error) -> Problem {
    switch error {
    case let problem as Problem: problem
    case IngestError.notConfigured:
        Problem(
            .notConfigured, "No Zoom secret is configured: set BRIDGE_ZOOM_SECRETS.",
            headers: [HeaderField("Retry-After", "60")])
    case IngestError.notSigned(let hint): Problem(.notSigned, hint)
    case IngestError.outsideWindow:
        Problem(
            .outsideTimeWindow,
            "The signature is valid, but x-zm-request-timestamp is too far from now: check the clocks.")
    case IngestError.notStored: Problem(.notStored, headers: [HeaderField("Retry-After", "5")])
    // Which of the two it is, is nobody's business who may not decide about it.
    case DecisionError.notFound: Problem.notFound
    case DecisionError.refused(let sentence): Problem(.notDecided, sentence)
    case let mistakes as RosterMistakes: Problem(.rosterMistakes, mistakes.description)
    case let error as AccountError: Problem(of: error)
    case SubscriptionError.notFound: Problem.notFound
    case SubscriptionError.refused(let sentence): Problem(.notDone, sentence)
    case SubscriptionError.changedMeanwhile: Problem(.preconditionFailed)
    case let fault as any StorageFault where fault.isFaultOfStorage:
        Problem(.notAvailable, headers: [HeaderField("Retry-After", "5")])
    default: Problem(.fault)
    }
}

extension Problem {
    /// Named apart: both kinds have cases of the same names.
    fileprivate init(of error: AccountError) {
        switch error {
        case .notSignedIn: self.init(.notSignedIn)
        case .codeNeeded: self.init(.codeNeeded)
        case .wrongCode: self.init(.wrongCode)
        case .disabled: self.init(.disabled)
        case .slowedDown(let wait):
            self.init(.slowedDown, headers: [HeaderField("Retry-After", String(wait.wholeSecondsUp))])
        case .busy: self.init(.busy, headers: [HeaderField("Retry-After", "3")])
        case .notInvited: self.init(.notInvited)
        case .notFound: self = .notFound
        case .refused(let sentence): self.init(.notDone, sentence)
        case .changedSince: self.init(.changedSince)
        }
    }
}
