public import Attendance
public import JSON
internal import Store

/// Something an administrator has to see to.
public struct Alert: Hashable, Sendable {
    public var id: Int64
    /// One of `AlertKind`, or a kind of another version of the bridge.
    public var kind: String
    /// What it is about; while it lasts there is no second of its kind about the same.
    public var subject: String
    public var since: Timestamp
    /// Nil: it lasts.
    public var clearedAt: Timestamp?
    /// What is wrong and what to do, for a person.
    public var detail: String

    /// The same on the feed, in the API and in commands.
    public var json: JSON {
        [
            "id": .integer(id), "kind": .string(kind), "subject": .string(subject), "since": .string(since.rfc3339),
            "clearedAt": clearedAt.map { .string($0.rfc3339) } ?? .null, "detail": .string(detail),
        ]
    }
}

/// What is watched; the raw values stand on the feed, in the API and in the metrics.
public enum AlertKind: String, Hashable, Sendable, CaseIterable {
    /// A scheduled meeting brought no event. The subject is the meeting's id and the scheduled start.
    case meetingSilent = "meeting-silent"
    /// Several did, of which one is told together. The subject is the first and the last scheduled start.
    case meetingsSilent = "meetings-silent"
    /// Nothing comes from Zoom although something should.
    case deliveriesStopped = "deliveries-stopped"
    /// Zoom has not validated the notification URL when it should have.
    case validationOverdue = "validation-overdue"
    /// Many requests to the notification URL carry no valid signature.
    case signaturesRefused = "signatures-refused"
    /// A subscriber is sent nothing more. The subject is the subscription's id.
    case subscriptionDisabled = "subscription-disabled"
    /// Mail to somebody was given up. The subject is their id.
    case mailFailed = "mail-failed"

    /// Whether `Watchdog` raises and clears it; others come and go with what they are about.
    var isWatched: Bool { self != .subscriptionDisabled && self != .mailFailed }
}

/// One page of a list, the newest first.
public struct AlertPage: Hashable, Sendable {
    public var alerts: [Alert]
    /// Ask for what comes after this; nil at the end.
    public var next: Int64?

    public var json: JSON {
        ["alerts": .array(alerts.map(\.json)), "next": next.map { .integer($0) } ?? .null]
    }
}

extension AttendanceService {
    /// What administrators were alerted to, the newest first.
    /// - Parameters:
    ///   - isOpen: only what lasts, all of it.
    ///   - before: `next` of the page before.
    public func alerts(isOpen: Bool = false, before: Int64? = nil, limit: Int = 50) async throws -> AlertPage {
        try await database.readers.read { snapshot in
            if isOpen { return AlertPage(alerts: try snapshot.openAlerts().reversed().map { Alert($0) }, next: nil) }
            let found = try snapshot.alerts(before: before ?? .max, limit: limit)
            return AlertPage(
                alerts: found.map { Alert($0) }, next: found.count == limit ? found.last?.id : nil)
        }
    }

    /// How many alerts of each kind last.
    public func openAlertCounts() async throws -> [AlertKind: Int] {
        try await database.readers.read { snapshot in
            try snapshot.openAlerts().reduce(into: [:]) { counts, alert in
                if let kind = AlertKind(rawValue: alert.kind) { counts[kind, default: 0] += 1 }
            }
        }
    }
}

extension Alert {
    init(_ stored: StoredAlert) {
        self.init(
            id: stored.id, kind: stored.kind, subject: stored.subject, since: stored.since,
            clearedAt: stored.clearedAt, detail: stored.detail)
    }
}
