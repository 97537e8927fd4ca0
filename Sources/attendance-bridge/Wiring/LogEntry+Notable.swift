import Bridge

extension LogEntry {
    /// What the use cases noticed, as a line of the log.
    init(_ notable: Notable) {
        switch notable {
        case .refused(let hint):
            self.init(level: .warning, event: "delivery-refused", fields: [("why", .text(hint))])
        case .outsideWindow:
            self.init(level: .warning, event: "delivery-outside-time-window", fields: [])
        case .lateSigned(let event):
            self.init(
                level: .info, event: "delivery-late-signed",
                fields: [("event-name", .text(String((event ?? "").prefix(80))))])
        case .notUnderstood(let event):
            self.init(
                level: .warning, event: "delivery-not-understood",
                fields: [("event-name", .text(String((event ?? "").prefix(80))))])
        case .validated:
            self.init(level: .info, event: "url-validated", fields: [])
        case .notStored(let why):
            self.init(level: .error, event: "delivery-not-stored", fields: [("why", .text(why))])
        case .storageRecovered:
            self.init(level: .info, event: "storage-recovered", fields: [])
        case .jobFailed(let job, let why):
            self.init(level: .error, event: "job-failed", fields: [("job", .text(job)), ("why", .text(why))])
        case .alertRaised(let kind, let subject, let detail):
            self.init(
                level: .error, event: "alert",
                fields: [("kind", .text(kind)), ("subject", .text(subject)), ("detail", .text(detail))])
        case .alertCleared(let kind, let subject):
            self.init(
                level: .info, event: "alert-cleared", fields: [("kind", .text(kind)), ("subject", .text(subject))])
        case .mailNotSent(let kind, let attempts, let why):
            self.init(
                level: .warning, event: "mail-not-sent",
                fields: [("kind", .text(kind)), ("attempts", .integer(Int64(attempts))), ("why", .text(why))])
        case .reconciled(let entries, let occurrences):
            self.init(
                level: .info, event: "reconciled",
                fields: [("entries", .integer(Int64(entries))), ("occurrences", .integer(Int64(occurrences)))])
        }
    }
}
