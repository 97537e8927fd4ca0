internal import Attendance
internal import JSON
internal import Store

extension Transaction {
    /// Alerts administrators, once for as long as it lasts.
    ///
    /// - Returns: what is to be logged after the commit; nil where it lasts already.
    func raise(_ kind: AlertKind, about subject: String, detail: String, at now: Timestamp) throws -> Alert? {
        guard let raised = try raiseAlert(kind.rawValue, about: subject, detail: detail, at: now) else { return nil }
        let alert = Alert(raised)
        try tell([alert], at: now)
        return alert
    }

    /// - Returns: what is to be logged after the commit; nil where there was none.
    func clear(_ kind: AlertKind, about subject: String, at now: Timestamp) throws -> Alert? {
        guard let cleared = try clearAlert(kind.rawValue, about: subject, at: now) else { return nil }
        let alert = Alert(cleared)
        try tell([alert], at: now)
        return alert
    }

    /// Tells every administrator what was raised and what is over.
    func tell(_ alerts: [Alert], at now: Timestamp) throws {
        guard !alerts.isEmpty else { return }
        let administrators = try officials().filter { $0.role == .administrator }
        for alert in alerts {
            var json = JSONWriter()
            json.value(alert.json)
            let event = alert.clearedAt == nil ? "alert" : "alert-cleared"
            for one in administrators { try tell(one.id, event, at: now, data: json.bytes) }
        }
    }
}

extension AttendanceService {
    /// What was raised or is over; after the commit that says so.
    func log(_ alert: Alert?) {
        guard let alert else { return }
        log(
            alert.clearedAt == nil
                ? .alertRaised(kind: alert.kind, subject: alert.subject, detail: alert.detail)
                : .alertCleared(kind: alert.kind, subject: alert.subject))
    }
}
