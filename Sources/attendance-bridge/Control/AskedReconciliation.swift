import Attendance
import Bridge
import Zoom

/// With what of Zoom's own record the command compares.
struct AskedReconciliation: Hashable, Sendable {
    enum Source: Hashable, Sendable {
        /// A file that a host downloaded.
        case report(GivenReport)
        /// What Zoom's API tells of a meeting, or of all of the roster, since a date.
        case api(meeting: MeetingNumber?, since: LocalDate?)
        /// Deliveries that Zoom logged as failed.
        case webhookLogs
    }

    var source: Source
    /// False: only tells what would change.
    var isApplied: Bool
}

extension AskedReconciliation {
    /// As it goes over the control socket.
    var query: String {
        var pairs: [(String, String?)] = [("apply", "\(isApplied)")]
        switch source {
        case .report(let given):
            pairs += [
                ("source", "report"), ("name", given.fileName), ("meeting", given.meeting?.rawValue),
                ("occurrence", given.occurrence?.rawValue), ("zone", given.timeZone),
                ("date-format", given.dateOrder?.rawValue),
            ]
        case .api(let meeting, let since):
            pairs += [("source", "api"), ("meeting", meeting?.rawValue), ("since", since?.description)]
        case .webhookLogs: pairs += [("source", "webhook-logs")]
        }
        return pairs.compactMap { name, value in
            value.map { "\(name)=\(ControlRequest.percentEncoded($0))" }
        }.joined(separator: "&")
    }

    var body: [UInt8] {
        guard case .report(let given) = source else { return [] }
        return given.bytes
    }

    /// Nil for what no command asks.
    init?(_ query: (String) -> String?, body: [UInt8]) {
        guard let isApplied = query("apply").flatMap(Bool.init) else { return nil }
        self.isApplied = isApplied
        let meeting = query("meeting").map { MeetingNumber($0) }
        switch query("source") {
        case "report":
            source = .report(
                GivenReport(
                    body, fileName: query("name"), meeting: meeting,
                    occurrence: query("occurrence").map { OccurrenceID($0) }, timeZone: query("zone"),
                    dateOrder: query("date-format").flatMap { DateOrder(rawValue: $0) }))
        case "api": source = .api(meeting: meeting, since: query("since").flatMap { LocalDate($0) })
        case "webhook-logs": source = .webhookLogs
        default: return nil
        }
    }
}
