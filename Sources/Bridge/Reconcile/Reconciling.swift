internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// Compares evidence with what is known, by deriving the occurrence without it and with it. Writes nothing.
struct Reconciling<Source: Queries> {
    let source: Source
    let archive: Archive

    func compare(_ evidence: Evidence) throws -> Reconciliation {
        let record = try source.occurrence(evidence.occurrence)
        let new = try evidence.pieces.filter { try !isKnown($0.entry, in: record) }
        let before = try record.map { try state(of: $0, evidence.number, with: []) }
        let after =
            if let before, new.isEmpty { before } else {
                try state(of: record ?? .unknown(evidence), evidence.number, with: new)
            }
        let people = Set(before?.attendance.keys.map(\.self) ?? []).union(after.attendance.keys)
        let differences = people.sorted().compactMap { person -> AttendanceDifference? in
            let (old, new) = (before?.attendance[person], after.attendance[person])
            return old == new
                ? nil
                : AttendanceDifference(
                    participant: person, before: old.map { AttendanceFigures($0) },
                    after: new.map { AttendanceFigures($0) })
        }
        return Reconciliation(
            occurrence: evidence.occurrence, number: record?.number ?? evidence.number, meeting: after.meeting?.id,
            isNew: record == nil, began: after.timeline.began, ended: after.timeline.finished,
            entries: evidence.pieces.count, newEntries: new.count, people: differences,
            unmatchedBefore: before?.unmatched.count ?? 0, unmatchedAfter: after.unmatched.count, isApplied: false)
    }

    /// What is derived from the journal and more.
    func state(
        of record: OccurrenceRecord, _ number: MeetingNumber?, with more: [Evidence.Piece]
    ) throws -> OccurrenceState {
        let meeting =
            if let id = record.meeting {
                try source.meeting(id)
            } else {
                try (record.number ?? number).flatMap { try source.meeting(numbered: $0) }
            }
        let state = OccurrenceState(
            record: record, meeting: meeting, decisions: Decisions(try source.decisions(in: record.key)))
        state.key = try archive.key(of: record.key, in: source)
        try state.hear(try source.journal(of: record.key), archive)
        state.note(more.compactMap { piece in archive.event(of: piece.delivery).map { ($0, piece.entry) } })
        if meeting != nil { _ = try state.deriveAll { try source.participants(named: $0) } }
        return state
    }

    private func isKnown(_ entry: JournalEntry, in record: OccurrenceRecord?) throws -> Bool {
        guard let record else { return false }
        if try source.holds(entry.digest, in: record.key) { return true }
        return try record.forgottenAt != nil && source.holds(archive.keyed(entry.digest), in: record.key)
    }
}

extension Reconciling where Source == Transaction {
    /// Takes what is new into the journal and does everything that follows, once.
    func apply(_ evidence: Evidence, _ ingest: Ingest) throws -> Reconciliation {
        var outcome = try compare(evidence)
        if outcome.newEntries > 0 { try ingest.keep(evidence) }
        outcome.isApplied = true
        return outcome
    }
}

extension OccurrenceRecord {
    /// Of an occurrence of which nothing is known yet: its key is no other's.
    fileprivate static func unknown(_ evidence: Evidence) -> Self {
        Self(
            key: OccurrenceKey(-1), id: evidence.occurrence, number: evidence.number, meeting: nil,
            firstReceivedAt: evidence.pieces.first?.entry.receivedAt ?? .distantPast, deadline: nil)
    }
}

extension AttendanceFigures {
    init(_ record: AttendanceRecord) {
        self.init(
            proven: record.proven.total, inferred: record.inferred.total, corrected: record.corrected.total,
            flags: record.flags)
    }
}
