internal import Attendance
internal import JSON
internal import Store

extension AttendanceService {
    /// What `applyRetention` would forget now.
    public func retentionDue() async throws -> Retention {
        let moment = now()
        return try await database.readers.read { [settings] in try Retention(settings, at: moment, in: $0) }
    }

    /// Forgets what is due now: who strangers were, old messages, what let people in once, and participants of whom nothing
    /// more is asked.
    /// - Returns: what was due. Where a part fails, the others are done all the same, and the first failure is thrown.
    @discardableResult
    public func applyRetention() async throws -> Retention { try await applyRetention(by: .operatorOfMachine) }

    func forgetHourly() async throws {
        while true {
            do { _ = try await applyRetention(by: .bridge) } catch is CancellationError {
                throw CancellationError()
            } catch {
                log(.jobFailed(job: "forget what is due", "\(error)"))
            }
            try await Task.sleep(for: .seconds(3600))
        }
    }

    private func applyRetention(by actor: AuditEntry.Actor) async throws -> Retention {
        let due = try await retentionDue()
        var failure: (any Error)?
        func attempt(_ part: () async throws -> Void) async throws {
            do { try await part() } catch is CancellationError { throw CancellationError() } catch {
                failure = failure ?? error
            }
        }
        try await attempt { try await forgetStrangers() }
        try await attempt { try await forgetMessages() }
        try await attempt { try await forgetMailAndDigests() }
        try await attempt { try await forgetRequests() }
        try await attempt { try await forgetWhatIsOver() }
        for one in due.participants {
            try await attempt { _ = try await erase(one.participant, because: "Retention. " + one.reason, by: actor) }
        }
        // Messages grow old every hour: that alone is no news.
        if !due.occurrences.isEmpty || !due.participants.isEmpty || actor == .operatorOfMachine {
            let moment = now()
            try await attempt {
                try await database.writer.write { transaction, _ in
                    try transaction.log(
                        AuditEntry(at: moment, actor: actor, action: .retentionApplied, subject: "", detail: due.counts)
                    )
                }
            }
        }
        if let failure { throw failure }
        return due
    }

    /// What was mailed a month ago, and whether it arrived, is of no use; what was not sent by then was given up.
    private func forgetMailAndDigests() async throws {
        let before = now() - .hours(24 * 30)
        while try await database.writer.write({ transaction, _ in
            try transaction.forgetMail(queuedBefore: before, limit: 1000)
        }) == 1000 {
            try Task.checkCancellation()
        }
        guard let calendar = settings.digests.calendar else { return }
        let first = calendar.date(of: now() - settings.digests.retention)
        while try await database.writer.write({ transaction, _ in
            try transaction.forgetDigests(before: first, limit: 100)
        }) == 100 {
            try Task.checkCancellation()
        }
    }

    /// What let people in once: sessions as soon as they are over, links and tokens of programs a month later. Who was let
    /// in by what stays in the audit log.
    private func forgetWhatIsOver() async throws {
        let (moment, limit) = (now(), 1000)
        let monthAgo = moment - .hours(24 * 30)
        while try await database.writer.write({ transaction, _ in
            let removed = [
                try transaction.removeSessions(endedBefore: moment, limit: limit),
                try transaction.removeInvites(endedBefore: monthAgo, limit: limit),
                try transaction.removeAccessTokens(endedBefore: monthAgo, limit: limit),
            ]
            return removed.contains(limit)
        }) {
            try Task.checkCancellation()
        }
    }

    private func forgetMessages() async throws {
        let before = now() - settings.feedRetention
        while try await database.writer.write({ transaction, _ in
            try transaction.forgetFeed(before: before, limit: 10_000)
        }) == 10_000 {
            try Task.checkCancellation()
        }
    }
}

extension Retention {
    fileprivate var counts: JSON {
        [
            "occurrences": .integer(Int64(occurrences.count)), "entries": .integer(Int64(entries)),
            "messages": .integer(Int64(messages)), "participants": .integer(Int64(participants.count)),
        ]
    }
}
