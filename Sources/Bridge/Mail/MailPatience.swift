internal import Attendance

/// When what failed is tried again.
enum MailPatience {
    /// How long a mail is of use where nothing else was said.
    static let usual = Span.hours(72)

    /// - Parameters:
    ///   - attempts: how often it was tried, this time included.
    ///   - until: when it is of no use any more.
    /// - Returns: nil where it is given up.
    static func next(after attempts: Int, until end: Timestamp, now: Timestamp) -> Timestamp? {
        let delays: [Span] = [.minutes(1), .minutes(5), .minutes(15), .minutes(30), .hours(1), .hours(2), .hours(4)]
        let delay = attempts <= delays.count ? delays[max(0, attempts - 1)] : .hours(6)
        // Once more shortly before its end.
        let last = end - .minutes(1)
        return now >= last ? nil : min(now + delay, last)
    }

    /// How long no mail at all is tried, where it was not the mail's fault.
    /// - Parameter failures: how often in a row.
    static func pause(after failures: Int) -> Span {
        let pauses: [Span] = [.seconds(10), .seconds(30), .minutes(1), .minutes(5)]
        return failures <= pauses.count ? pauses[max(0, failures - 1)] : .minutes(15)
    }
}
