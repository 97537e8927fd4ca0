public import Attendance

/// Why Zoom's API gave no answer to go by, and what to do.
public enum ZoomAPIError: Error, Hashable, Sendable {
    /// Zoom does not know the app, its secret or the account. Zoom's own words.
    case notAccepted(String)
    /// A scope, a role or the plan is missing. Zoom's own words; they often name the scope.
    case notPermitted(String)
    /// Zoom has no such meeting, occurrence or app, or not any more.
    case notFound(String)
    /// Zoom has not finished its report: ask again as `ReportPatience` says.
    case notReady
    /// The account has used up what it may ask in a day.
    case dailyLimit(until: Timestamp)
    /// Too many requests a second, by all apps of the account, for as long as was waited.
    case tooManyRequests
    /// Zoom failed again and again; the last status.
    case unavailable(status: Int)
    /// No answer came; words that follow a colon.
    case unreachable(String)
    /// An answer that is not of the published shape.
    case unreadable(String)
    /// Any other refusal.
    case refused(status: Int, code: Int64?, words: String)
}

extension ZoomAPIError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notAccepted(let words):
            "Zoom does not accept the app's credentials (\(words)). Compare account ID, client ID and client secret with "
                + "those of the server-to-server OAuth app, and see that the app is activated"
        case .notPermitted(let words):
            "Zoom does not let the app read this (\(words)). Add the scope to the app and activate it again, "
                + "or see whether the account's plan includes it"
        case .notFound(let words): "Zoom does not have this (\(words))"
        case .notReady: "Zoom has not finished its report yet. Ask again some minutes later"
        case .dailyLimit(let reset):
            "the account has used up its API requests for the day. Ask again after \(reset.rfc3339)"
        case .tooManyRequests:
            "the account's apps send Zoom more requests a second than it may. Ask again some minutes later"
        case .unavailable(let status): "Zoom answered \(status) again and again. Ask again some minutes later"
        case .unreachable(let words): "Zoom could not be reached: \(words)"
        case .unreadable(let words): "Zoom's answer is not of the published form: \(words)"
        case .refused(let status, let code, let words):
            "Zoom refused with \(status)\(code.map { ", code \($0)" } ?? "") (\(words))"
        }
    }
}
