internal import Store
internal import Zoom

extension AttendanceService {
    /// What a report that a host downloaded would change. Writes nothing.
    /// - Throws: `ReportMistake` for a file that cannot be read; `ReconcileError`; `StoreError`.
    public func previewReport(_ given: GivenReport) async throws -> ReportReconciliation {
        let moment = now()
        return try await database.readers.read { [settings, archive] snapshot in
            try ReportReading(given, settings, moment, from: snapshot, archive).preview()
        }
    }

    /// Takes what a report tells into the journal, as evidence of its own source, and does everything that follows.
    ///
    /// Applying it twice changes nothing; of the layout of totals nothing is ever applied.
    /// - Throws: as `previewReport`.
    public func applyReport(_ given: GivenReport) async throws -> ReportReconciliation {
        let moment = now()
        // The writer is not kept from deliveries by a large file.
        var (outcome, evidence) = try await database.readers.read { [settings, archive] snapshot in
            let reading = try ReportReading(given, settings, moment, from: snapshot, archive)
            return (try reading.preview(), reading.evidence)
        }
        if let evidence { outcome.reconciliation = try await apply(evidence) }
        return outcome
    }

    /// One commit for everything that a record says of one occurrence.
    func apply(_ evidence: Evidence) async throws -> Reconciliation {
        let moment = now()
        @Sendable func ingest(_ transaction: Transaction, _ memory: Memory) -> Ingest {
            Ingest(settings: settings, transaction: transaction, memory: memory, now: moment)
        }
        // It may set a deadline, or leave something to be derived anew.
        defer { alarm.ring() }
        do {
            return try await database.writer.write { [archive] transaction, memory in
                try Reconciling(source: transaction, archive: archive).apply(evidence, ingest(transaction, memory))
            }
        } catch let error as StoreError where error.isFaultOfStorage {
            throw error
        } catch {
            // The journal is the truth: evidence is kept even where a fault of ours keeps us from drawing conclusions.
            try await database.writer.write { transaction, memory in
                for piece in evidence.pieces {
                    _ = try ingest(transaction, memory).keepOnly(piece.delivery, piece.entry)
                }
            }
            throw error
        }
    }

    func preview(_ evidence: Evidence) async throws -> Reconciliation {
        try await database.readers.read { [archive] snapshot in
            try Reconciling(source: snapshot, archive: archive).compare(evidence)
        }
    }
}
