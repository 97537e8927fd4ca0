internal import Attendance
internal import Zoom

/// When to ask Zoom for its record of an occurrence, and when again.
enum ReconciliationPlan {
    /// What asking gave.
    enum Answer: Hashable {
        case compared
        case notReady
        /// Zoom may be asked again, then or in a while.
        case later(Timestamp?)
        /// Asking again is of no use.
        case refused

        init(_ error: ZoomAPIError) {
            self =
                switch error {
                // Just after the end, Zoom may not know of it yet.
                case .notReady, .notFound: .notReady
                case .dailyLimit(let reset): .later(reset)
                case .tooManyRequests, .unavailable, .unreachable: .later(nil)
                case .notAccepted, .notPermitted, .unreadable, .refused: .refused
                }
        }

        /// As it stands in the database.
        var word: String {
            switch self {
            case .compared: "compared"
            case .notReady: "not-ready"
            case .later: "later"
            case .refused: "refused"
            }
        }
    }

    /// What ended longer ago is not asked for by itself: Zoom's log and the daily comparison reach back as far.
    static let reach = Span.hours(24 * 7)
    /// After so many attempts in vain the daily comparison has to do.
    static let maxAttempts = 12

    /// Nil where it is too long ago.
    static func first(ended: Timestamp, now: Timestamp) -> Timestamp? {
        guard now - ended < reach else { return nil }
        return max(now, ended + (ReportPatience.attempts.first ?? .zero))
    }

    /// - Parameter attempts: how many there were, this one included.
    /// - Returns: nil where it is done, or given up.
    static func next(after answer: Answer, ended: Timestamp, attempts: Int, now: Timestamp) -> Timestamp? {
        guard attempts < maxAttempts else { return nil }
        switch answer {
        case .notReady: return ReportPatience.nextAttempt(ended: ended, now: now)
        case .compared:
            // The first record may be short; the last one is not.
            guard let last = ReportPatience.attempts.last, now < ended + last else { return nil }
            return ended + last
        case .later(let moment): return max(moment ?? now + .minutes(15), now + .minutes(1))
        case .refused: return nil
        }
    }
}
