internal import Attendance
internal import Store

extension AttendanceService {
    /// Does what becomes due by itself, until the task is cancelled: completes occurrences, derives anew what a change of
    /// the roster touched, forgets old messages, tries to write again after a fault of the disk, alerts administrators, and
    /// makes daily digests.
    ///
    /// What is to be done stands in the database, so that a crash loses nothing and doing it twice changes nothing.
    public func run() async throws {
        auditNews.open()
        // Whoever waits for news is answered, so that nothing is in the way of stopping.
        defer { auditNews.close() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await self.retryFailed()
                try await self.completeDueOccurrences()
            }
            group.addTask { try await self.watchStorage() }
            group.addTask { try await self.forgetHourly() }
            group.addTask { try await self.watchOverDeliveries() }
            group.addTask { try await self.makeDigestsDaily() }
            try await group.waitForAll()
        }
    }

    /// A new version may be able to do what the one before could not.
    private func retryFailed() async throws {
        do {
            try await database.writer.write { transaction, _ in try transaction.retryFailed() }
        } catch let error as StoreError {
            log(.jobFailed(job: "retry what failed", "\(error)"))
        }
    }

    private func completeDueOccurrences() async throws {
        while true {
            var next: Timestamp?
            do {
                next = try await settle()
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                log(.jobFailed(job: "complete meetings", "\(error)"))
                next = now() + .seconds(5)
            }
            try await alarm.wait(until: next, now: now())
        }
    }

    /// Derives anew what is to be, and completes what is due: until nothing is left to do now. Returns when the next
    /// deadline comes.
    @discardableResult
    func settle() async throws -> Timestamp? {
        while true {
            try await rederiveStaleOccurrences()
            let next = try await completeDue()
            // Completing one meeting may say something new of another.
            if try await database.readers.read({ try $0.staleOccurrences(limit: 1) }).isEmpty { return next }
        }
    }

    /// Completes what is due now. Returns when the next deadline comes.
    func completeDue() async throws -> Timestamp? {
        while true {
            try Task.checkCancellation()
            let moment = now()
            let due = try await database.readers.read { try $0.occurrencesDue(at: moment, limit: 50) }
            if due.isEmpty { return try await database.readers.read { try $0.nextDeadline() } }
            try await forEach(due, "complete a meeting") { [settings] key, transaction, memory in
                try Completing(settings: settings, transaction: transaction, memory: memory, now: moment).review(key)
            } otherwise: { key, transaction in
                // Not again and again: it may be a fault of ours that only a new version mends.
                try transaction.postpone(key, until: moment + .hours(1))
            }
        }
    }

    /// Derives anew what a change of the roster touched, some occurrences at a time, so that deliveries get their turn.
    func rederiveStaleOccurrences() async throws {
        while true {
            try Task.checkCancellation()
            let moment = now()
            let stale = try await database.readers.read { try $0.staleOccurrences(limit: 20) }
            if stale.isEmpty { return }
            try await forEach(stale, "derive a meeting anew") { [settings] key, transaction, memory in
                try Ingest(settings: settings, transaction: transaction, memory: memory, now: moment).rederive(key)
            } otherwise: { key, transaction in
                try transaction.markFailed(key)
            }
        }
    }

    /// Does something to each occurrence, in one commit where all goes well. Where one fails for a reason of its own, that
    /// one is put aside and the others go on; a fault of storage is thrown.
    private func forEach(
        _ keys: [OccurrenceKey], _ job: String,
        _ body: @escaping @Sendable (OccurrenceKey, Transaction, Memory) throws -> Void,
        otherwise: @escaping @Sendable (OccurrenceKey, Transaction) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for key in keys {
                group.addTask {
                    do {
                        try await self.database.writer.write { try body(key, $0, $1) }
                    } catch let error as StoreError where error.isFaultOfStorage {
                        throw error
                    } catch {
                        self.log(.jobFailed(job: job, "\(error)"))
                        try await self.database.writer.write { transaction, _ in try otherwise(key, transaction) }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func watchStorage() async throws {
        while true {
            try await Task.sleep(for: .seconds(1))
            guard database.writer.fault != nil else { continue }
            await database.writer.probe()
            if database.writer.fault == nil { log(.storageRecovered) }
        }
    }
}
