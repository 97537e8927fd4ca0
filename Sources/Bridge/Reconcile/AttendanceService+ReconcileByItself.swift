internal import Attendance
internal import Store
internal import Zoom

extension AttendanceService {
    /// Compares with Zoom's own record what becomes due, until the task is cancelled: every occurrence some minutes after
    /// its end, and once a day the whole account.
    ///
    /// What is due stands in the database, so that a restart loses nothing; doing it twice changes nothing.
    public func reconcileByItself(with zoom: ZoomAccount) async throws {
        while true {
            // The first look is five minutes after the end: half a minute more does not matter.
            var pause = Duration.seconds(30)
            do { try await reconcileDue(with: zoom) } catch is CancellationError { throw CancellationError() } catch {
                log(.jobFailed(job: "compare with Zoom", "\(error)"))
                // Zoom is not asked over and over for what cannot be stored.
                pause = .seconds(300)
            }
            try await Task.sleep(for: pause)
        }
    }

    /// Compares what is due now.
    func reconcileDue(with zoom: ZoomAccount) async throws {
        try await planDaily(zoom)
        while true {
            try Task.checkCancellation()
            let moment = now()
            let due = try await database.readers.read { try $0.reconciliationsDue(at: moment, limit: 20) }
            if due.isEmpty { return }
            for (record, attempts) in due {
                try Task.checkCancellation()
                if record.key == .none {
                    try await reconcileDaily(with: zoom)
                } else {
                    try await reconcile(record, attempts: attempts + 1, with: zoom)
                }
            }
        }
    }

    private func reconcile(_ record: OccurrenceRecord, attempts: Int, with zoom: ZoomAccount) async throws {
        let answer: ReconciliationPlan.Answer
        if let number = record.number, !record.id.isOfReport {
            answer = try await ask(record.id, of: number, with: zoom)
        } else {
            answer = .refused
        }
        let ended = record.ended ?? record.completedAt ?? now()
        let next = ReconciliationPlan.next(after: answer, ended: ended, attempts: attempts, now: now())
        try await database.writer.write { transaction, _ in
            try transaction.noteReconciliation(of: record.key, outcome: answer.word, due: next)
        }
    }

    private func ask(
        _ occurrence: OccurrenceID, of number: MeetingNumber, with zoom: ZoomAccount
    ) async throws -> ReconciliationPlan.Answer {
        do {
            let outcome = try await compare(occurrence, of: number, with: zoom.api, applying: true)
            if outcome.newEntries > 0 { log(.reconciled(entries: outcome.newEntries, occurrences: 1)) }
            return .compared
        } catch let error as ZoomAPIError {
            let answer = ReconciliationPlan.Answer(error)
            if answer != .notReady { log(.jobFailed(job: "compare with Zoom", "\(error)")) }
            return answer
        } catch let error as StoreError where error.isFaultOfStorage {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            // A fault of ours must not keep the others waiting.
            log(.jobFailed(job: "compare with Zoom", "\(error)"))
            return .later(now() + .hours(1))
        }
    }

    // MARK: Daily

    private func planDaily(_ zoom: ZoomAccount) async throws {
        guard let daily = zoom.daily else { return }
        let due = daily.next(after: now())
        let isPlanned = try await database.readers.read { try $0.reconciliation(of: .none)?.due != nil }
        if isPlanned { return }
        try await database.writer.write { transaction, _ in
            try transaction.planReconciliation(of: .none, due: due)
        }
    }

    private func reconcileDaily(with zoom: ZoomAccount) async throws {
        var answer = ReconciliationPlan.Answer.compared
        if zoom.daily != nil {
            do {
                // First what people were told at the time, then what is missing from it.
                if let app = zoom.app {
                    note(try await recoverDeliveries(from: zoom.api, app: app, applying: true).occurrences)
                }
                answer = try await compareDaily(with: zoom)
            } catch let error as ZoomAPIError {
                log(.jobFailed(job: "compare the day with Zoom", "\(error)"))
                answer = ReconciliationPlan.Answer(error)
            } catch let error as StoreError where error.isFaultOfStorage {
                throw error
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                log(.jobFailed(job: "compare the day with Zoom", "\(error)"))
            }
        }
        var next = zoom.daily?.next(after: now())
        if case .later(let moment) = answer, let regular = next { next = min(regular, moment ?? now() + .hours(1)) }
        let (word, due) = (answer.word, next)
        try await database.writer.write { transaction, _ in
            try transaction.noteReconciliation(of: .none, outcome: word, due: due)
        }
    }

    /// All occurrences that Zoom knows of the last days and that were not compared yet: also such as no delivery told of.
    private func compareDaily(with zoom: ZoomAccount) async throws -> ReconciliationPlan.Answer {
        let all = try await compareAll(
            of: nil, since: now() - ReconciliationPlan.reach, with: zoom.api, applying: true
        ) { occurrence in
            try await self.database.readers.read { snapshot in
                guard let record = try snapshot.occurrence(occurrence) else { return true }
                guard let known = try snapshot.reconciliation(of: record.key) else { return true }
                return known.due == nil && known.outcome != ReconciliationPlan.Answer.compared.word
            }
        }
        note(all.occurrences)
        for failure in all.failures where failure.error != .notReady {
            log(.jobFailed(job: "compare the day with Zoom", "\(failure.error)"))
        }
        let compared = all.occurrences.map(\.occurrence)
        try await database.writer.write { transaction, _ in
            for id in compared {
                guard let record = try transaction.occurrence(id) else { continue }
                try transaction.planReconciliation(of: record.key, due: .distantPast)
                try transaction.noteReconciliation(
                    of: record.key, outcome: ReconciliationPlan.Answer.compared.word, due: nil)
            }
        }
        return all.failures.last.map { $0.error.endsAll ? .init($0.error) : .compared } ?? .compared
    }

    private func note(_ outcomes: [Reconciliation]) {
        let entries = outcomes.reduce(0) { $0 + $1.newEntries }
        if entries > 0 {
            log(.reconciled(entries: entries, occurrences: outcomes.count { $0.newEntries > 0 }))
        }
    }
}

extension Completing {
    /// Asks for an occurrence to be compared with Zoom's own record, now that it is over.
    func planReconciliation(of state: OccurrenceState) throws {
        guard settings.reconcilesByItself, !state.record.id.isOfReport,
            let due = ReconciliationPlan.first(ended: state.timeline.finished ?? now, now: now)
        else { return }
        try transaction.planReconciliation(of: state.record.key, due: due)
    }
}
