internal import Attendance

/// What came of an attempt.
enum OutboundOutcome: Hashable {
    case delivered(status: Int)
    /// The subscriber wants nothing more (RFC 9110 §15.5.11).
    case gone
    /// - Parameter retryAfter: how long the subscriber asks to be left alone.
    case refused(status: Int, retryAfter: Span?)
    /// No answer came; why, in words that may be told.
    case failed(String)

    init(status: Int, retryAfter: Span?) {
        self =
            switch status {
            case 200..<300: .delivered(status: status)
            case 410: .gone
            default: .refused(status: status, retryAfter: status == 429 || status == 503 ? retryAfter : nil)
            }
    }

    var status: Int? {
        switch self {
        case .delivered(let status), .refused(let status, _): status
        case .gone: 410
        case .failed: nil
        }
    }

    var failure: String? {
        guard case .failed(let words) = self else { return nil }
        return words
    }
}

/// Decides what follows an attempt. A message is tried for about a day; then the subscription is disabled, for what comes
/// after it must not overtake it.
struct RetryPlan: Hashable {
    enum Step: Hashable {
        case goOn
        case again(Timestamp)
        case disable(SubscriptionEnd)
    }

    /// Between the attempts: the first is made at once.
    static let pauses: [Span] = [
        .seconds(5), .seconds(30), .minutes(2), .minutes(10), .minutes(30), .hours(1), .hours(2), .hours(4), .hours(8),
        .hours(8),
    ]
    static let longestPause = Span.hours(8)

    /// - Parameters:
    ///   - failures: how often the message was tried in vain before.
    ///   - jitter: from 0 to 1, by which pauses become up to a tenth longer, so that subscribers that failed together are
    ///     not all asked together again.
    static func step(after outcome: OutboundOutcome, failures: Int, at now: Timestamp, jitter: Double) -> Step {
        switch outcome {
        case .delivered: return .goOn
        case .gone: return .disable(.gone)
        case .refused, .failed: break
        }
        guard failures < pauses.count else { return .disable(.failed) }
        let pause = pauses[max(0, failures)]
        let longer = Span(milliseconds: pause.milliseconds + Int64(Double(pause.milliseconds) * 0.1 * jitter))
        guard case .refused(_, let wanted?) = outcome else { return .again(now + longer) }
        return .again(now + max(longer, min(wanted, longestPause)))
    }
}

/// Why a subscriber is sent nothing more. The raw value is what is stored, so it never changes.
enum SubscriptionEnd: String, Hashable, CaseIterable {
    case gone
    case failed
    case byHand = "by-hand"

    var sentence: String {
        switch self {
        case .gone: "It answered 410: it wants nothing more."
        case .failed: "It failed again and again for about a day."
        case .byHand: "Somebody disabled it."
        }
    }
}
