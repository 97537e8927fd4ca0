public import Attendance

/// How long Zoom is given to make its report of an occurrence: minutes, and sometimes half an hour.
public enum ReportPatience {
    /// After the end of the occurrence.
    public static let attempts: [Span] = [.minutes(5), .minutes(15), .minutes(35)]

    /// When the report is worth asking for again; nil when what Zoom answers by now is final.
    public static func nextAttempt(ended: Timestamp, now: Timestamp) -> Timestamp? {
        attempts.lazy.map { ended + $0 }.first { $0 > now }
    }
}
