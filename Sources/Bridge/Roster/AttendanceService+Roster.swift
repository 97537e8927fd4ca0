internal import Attendance
internal import JSON
internal import Store

extension AttendanceService {
    /// Takes a roster file over: adds and replaces, removes nobody. With a mistake in it nothing changes.
    ///
    /// What follows from the change (attendance, cards) is derived by `run()` soon after, or by `catchUp()`.
    /// - Throws: `RosterMistakes`; `StoreError`.
    public func importRoster(
        _ file: [UInt8], _ format: RosterFormat, by actor: AuditEntry.Actor = .operatorOfMachine
    ) async throws -> RosterSummary {
        let summary = try await database.writer.write { [settings, now] transaction, memory in
            let plan = try RosterPlan(file, format, transaction, policies: settings.policies.names)
            try plan.carryOut(transaction)
            try transaction.log(
                AuditEntry(
                    at: now(), actor: actor, action: .rosterImported, subject: "roster", detail: plan.summary.counts))
            try transaction.hashIdentities(memory.archive.hash)
            memory.forgetAll()
            return plan.summary
        }
        alarm.ring()
        return summary
    }

    /// What `importRoster` would do.
    public func previewRoster(_ file: [UInt8], _ format: RosterFormat) async throws -> RosterSummary {
        try await database.readers.read { [settings] snapshot in
            try RosterPlan(file, format, snapshot, policies: settings.policies.names).summary
        }
    }

    /// The whole roster, as a file would give it.
    public func exportRoster() async throws -> RosterDocument {
        try await database.readers.read { snapshot in
            RosterDocument(
                officials: try snapshot.officials(),
                participants: try snapshot.participants().map { ParticipantDraft($0) },
                meetings: try snapshot.meetings())
        }
    }

    /// Derives what changes of the roster left to do and completes what is due, now and without `run()`.
    public func catchUp() async throws {
        try await settle()
    }
}
