/// The kinds of problems there are. What a problem's `type` says leads to a page about its kind (RFC 9457 §3.1.1).
///
/// Names and statuses are for programs, and stay as they are.
enum ProblemType: String, CaseIterable, Sendable {
    case badRequest = "bad-request"
    case noToken = "no-token"
    case badToken = "bad-token"
    case signedOut = "signed-out"
    case notSignedIn = "not-signed-in"
    case codeNeeded = "code-needed"
    case wrongCode = "wrong-code"
    case notSigned = "not-signed"
    case outsideTimeWindow = "outside-time-window"
    case missingScope = "missing-scope"
    case sessionNeeded = "session-needed"
    case notFromOurPage = "not-from-our-page"
    case originNotAllowed = "origin-not-allowed"
    case disabled
    case notFound = "not-found"
    case methodNotAllowed = "method-not-allowed"
    case stillRunning = "request-in-progress"
    case outcomeUnknown = "outcome-unknown"
    case changedSince = "changed-since"
    case notInvited = "not-invited"
    case preconditionFailed = "precondition-failed"
    case tooLong = "too-long"
    case notJSON = "not-json"
    case notDecided = "not-decided"
    case keyReused = "idempotency-key-reused"
    case notDone = "not-done"
    case rosterMistakes = "roster-mistakes"
    case upgradeRequired = "upgrade-required"
    case preconditionRequired = "precondition-required"
    case slowedDown = "slowed-down"
    case fault = "internal"
    case busy
    case tooManyTickets = "too-many-tickets"
    case notConfigured = "not-configured"
    case notStored = "not-stored"
    case notAvailable = "not-available"

    /// What stands in `type`: a path of ours, so that it also leads somewhere behind any proxy.
    var address: String { "/problems/\(rawValue)" }

    var status: Int { facts.status }
    /// The same for every problem of the kind.
    var title: String { facts.title }
    /// When a problem of the kind comes.
    var meaning: String { facts.meaning }
    /// What to do about it.
    var remedy: String { facts.remedy }

    struct Facts: Sendable {
        let status: Int
        let title: String
        let meaning: String
        let remedy: String

        init(_ status: Int, _ title: String, _ meaning: String, _ remedy: String) {
            self.status = status
            self.title = title
            self.meaning = meaning
            self.remedy = remedy
        }
    }
}
