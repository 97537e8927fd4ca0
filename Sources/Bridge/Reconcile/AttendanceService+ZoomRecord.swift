public import Attendance
internal import Store
public import Zoom

extension AttendanceService {
    /// Compares one occurrence that is over with what Zoom recorded of it.
    /// - Parameter isApplied: false writes nothing.
    /// - Throws: `ZoomAPIError`; `StoreError`.
    public func compare(
        _ occurrence: OccurrenceID, of number: MeetingNumber, with api: ZoomAPI, applying isApplied: Bool
    ) async throws -> Reconciliation {
        var bodies: [[UInt8]] = []
        do {
            let meeting = try await api.meeting(occurrence)
            // What goes on is told by deliveries; its record is only half of it.
            guard meeting.ended != nil else { throw ZoomAPIError.notReady }
            bodies = meeting.bodies
        } catch ZoomAPIError.notPermitted {
            // Another scope than the participants' one; without it they are still told.
        }
        bodies += try await api.participants(of: occurrence).compactMap {
            $0.body(occurrence: occurrence, number: number)
        }
        let evidence = Evidence(bodies, of: occurrence, numbered: number, source: .apiReport, at: now())
        return isApplied ? try await apply(evidence) : try await preview(evidence)
    }

    /// Compares all occurrences of one meeting, or of every meeting of the roster, with what Zoom recorded of them.
    ///
    /// One that Zoom does not give is listed with why, and the others go on; once the account may ask no more, all stops.
    /// - Parameters:
    ///   - since: when the first of them began at the earliest.
    ///   - isApplied: false writes nothing.
    /// - Throws: `ZoomAPIError` where Zoom does not accept the app; `StoreError`.
    public func compareAll(
        of number: MeetingNumber?, since: Timestamp, with api: ZoomAPI, applying isApplied: Bool
    ) async throws -> ZoomReconciliation {
        try await compareAll(of: number, since: since, with: api, applying: isApplied) { _ in true }
    }

    func compareAll(
        of number: MeetingNumber?, since: Timestamp, with api: ZoomAPI, applying isApplied: Bool,
        where isMeant: (OccurrenceID) async throws -> Bool
    ) async throws -> ZoomReconciliation {
        let numbers =
            if let number { [number] } else {
                try await database.readers.read { try Set($0.meetings().map(\.number)).sorted() }
            }
        var all = ZoomReconciliation()
        for number in numbers {
            var occurrence: OccurrenceID?
            do {
                for instance in try await instances(of: number, since: since, api) {
                    guard try await isMeant(instance) else { continue }
                    occurrence = instance
                    do {
                        all.occurrences.append(
                            try await compare(instance, of: number, with: api, applying: isApplied))
                    } catch let error as ZoomAPIError where !error.endsAll {
                        all.failures.append(.init(number: number, occurrence: instance, error: error))
                    }
                }
            } catch let error as ZoomAPIError {
                if case .notAccepted = error { throw error }
                all.failures.append(.init(number: number, occurrence: occurrence, error: error))
                if error.endsAll { return all }
            }
        }
        return all
    }

    /// Of a meeting that was never held there are none.
    private func instances(of number: MeetingNumber, since: Timestamp, _ api: ZoomAPI) async throws -> [OccurrenceID] {
        do {
            return try await api.instances(of: number).filter { $0.started >= since }.map(\.occurrence)
        } catch ZoomAPIError.notFound { return [] }
    }

    /// Takes up the deliveries that Zoom logged as failed in the last seven days: the same bodies, so the same truth.
    /// - Parameter isApplied: false writes nothing.
    /// - Throws: `ZoomAPIError`; `StoreError`.
    public func recoverDeliveries(
        from api: ZoomAPI, app: String, applying isApplied: Bool
    ) async throws -> LogReconciliation {
        let moment = now()
        let log = try await api.webhookLogs(app: app, from: moment - .hours(24 * 7), to: moment)
        var apart: [JournalEntry] = []
        var order: [OccurrenceID] = []
        var byOccurrence: [OccurrenceID: Evidence] = [:]
        for logged in log.entries {
            let piece = Evidence.Piece(logged.body, source: .webhookLog, sentAt: logged.loggedAt, at: moment)
            guard let id = piece.delivery.occurrence else {
                apart.append(piece.entry)
                continue
            }
            if byOccurrence[id] == nil { order.append(id) }
            byOccurrence[id, default: Evidence(of: id, numbered: nil)].add(piece)
        }
        var all = LogReconciliation(logged: log.entries.count, unreadable: log.unreadable)
        all.newApart = try await keepApart(apart, applying: isApplied)
        for evidence in order.compactMap({ byOccurrence[$0] }) {
            all.occurrences.append(isApplied ? try await apply(evidence) : try await preview(evidence))
        }
        return all
    }

    /// - Returns: how many were not in the journal.
    private func keepApart(_ entries: [JournalEntry], applying isApplied: Bool) async throws -> Int {
        let moment = now()
        guard isApplied, !entries.isEmpty else {
            return try await database.readers.read { snapshot in
                try entries.count { try !snapshot.holds($0.digest, in: .none) }
            }
        }
        return try await database.writer.write { [settings] transaction, memory in
            let ingest = Ingest(settings: settings, transaction: transaction, memory: memory, now: moment)
            return try entries.count { try ingest.keepApart($0) != .duplicate }
        }
    }
}

extension ZoomAPIError {
    /// Asking for anything else is of no use for now.
    var endsAll: Bool {
        switch self {
        case .notAccepted, .dailyLimit, .unreachable: true
        default: false
        }
    }
}
