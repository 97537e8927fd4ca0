internal import Attendance
internal import Store

extension AuditCheck {
    /// Whether the log of who did what is as it was written, and tells of every card and decision since there is one.
    mutating func checkAuditLog() throws {
        var chain = AuditChainCheck()
        while true {
            let entries = try snapshot.auditLog(after: chain.last?.id ?? 0, limit: 500)
            findings.summary.logged += entries.count
            for entry in entries {
                guard let fault = chain.take(entry) else { continue }
                findings.add("audit_log", "entry \(fault.entry)", "\(fault)")
            }
            if entries.count < 500 { break }
        }
        for number in try snapshot.cardsNotLogged() {
            findings.add("audit_log", "card \(number)", "no entry tells that it was issued")
        }
        for decision in try snapshot.decisionsNotLogged() {
            findings.add("audit_log", "decision \(decision)", "no entry tells of it")
        }
    }
}
