internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

/// Takes one delivery into the journal and does everything that follows from it, in the caller's transaction.
struct Ingest {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp

    /// What became of a delivery.
    enum Outcome: Sendable {
        case new
        /// Kept; its occurrence is to be derived anew.
        case stale
        /// The very bytes are in the journal already.
        case duplicate
    }

    func keep(_ delivery: Delivery, _ entry: JournalEntry) throws -> Outcome {
        guard let id = delivery.occurrence else { return try keepApart(entry) }
        var state = try memory.occurrence(id, in: transaction) ?? add(id, numbered: delivery.meeting)
        guard try journal(entry, in: state) else { return .duplicate }
        if state.record.number == nil, let number = delivery.meeting {
            state = try learn(number, of: state)
        }
        guard state.meeting != nil, let event = memory.archive.event(of: delivery) else { return .new }
        if state.record.forgottenAt != nil {
            // It may tell again of strangers who were forgotten: that concerns all that was told before.
            try rederive(state.record.key)
            return .new
        }
        guard let touched = state.note(event, entry) else { return .new }
        let change = try state.derive(after: event, touching: touched) { try transaction.participants(named: $0) }
        try write(change, of: state)
        try Notices(transaction: transaction, memory: memory, state: state, now: now).tell(event, change)
        try Completing(settings: settings, transaction: transaction, memory: memory, now: now)
            .proceed(state, concerned: change.concerned)
        return .new
    }

    /// Keeps a delivery without drawing any conclusion from it; its occurrence is derived anew at the next opportunity.
    func keepOnly(_ delivery: Delivery, _ entry: JournalEntry) throws -> Outcome {
        guard let id = delivery.occurrence else { return try keepApart(entry) }
        memory.forget(id)
        let known = try transaction.occurrence(id)
        if let known, try transaction.holds(memory.archive.keyed(entry.digest), in: known.key) {
            return .duplicate
        }
        let key =
            try known?.key
            ?? transaction.addOccurrence(
                id, number: delivery.meeting, meeting: nil, firstReceivedAt: now, deadline: nil)
        let seal = try memory.archive.makeKey(of: key, in: transaction, at: now)
        guard try transaction.journal(memory.archive.seal(entry, under: seal), in: key) else { return .duplicate }
        try transaction.markStale(key)
        return .stale
    }

    /// What names no occurrence.
    func keepApart(_ entry: JournalEntry) throws -> Outcome {
        let key = try memory.keyOfNone(in: transaction, at: now)
        return try transaction.journal(memory.archive.seal(entry, under: key), in: .none) ? .new : .duplicate
    }

    func journal(_ entry: JournalEntry, in state: OccurrenceState) throws -> Bool {
        if state.mayHoldRedacted,
            try transaction.holds(memory.archive.keyed(entry.digest), in: state.record.key)
        {
            return false
        }
        let key = try memory.key(of: state, in: transaction, at: now)
        return try transaction.journal(memory.archive.seal(entry, under: key), in: state.record.key)
    }

    /// Derives an occurrence anew from its journal and the roster as they are now, and tells what is different.
    func rederive(_ key: OccurrenceKey) throws {
        try transaction.markFresh(key)
        guard let record = try transaction.occurrence(key) else { return }
        memory.forget(record.id)
        guard let state = try memory.occurrence(record.id, in: transaction) else { return }
        let change = try difference(of: state)
        try write(change, of: state)
        try Notices(transaction: transaction, memory: memory, state: state, now: now).tell(change)
        if state.record.forgottenAt != nil, !change.attendance.isEmpty || !change.unmatched.isEmpty {
            // Whoever turns out to be nobody's participant is forgotten too, in their turn.
            try transaction.forgetAgain(record.key, since: now)
        }
        if state.record.issuedAt == nil {
            // Cards of other meetings may say that somebody was here at the same time.
            let began = state.record.began ?? state.record.firstReceivedAt
            for person in change.attendance.keys {
                try transaction.markStale(
                    occurrencesWithCardOf: person, from: began - Elsewhere.reach, through: began + Elsewhere.reach)
            }
            if !change.attendance.isEmpty { memory.noteStale() }
        }
        guard state.meeting != nil else { return }
        let concerned = Set(change.attendance.keys).union(try transaction.participantsWithCard(in: key))
            .union(state.attendance.keys)
            // What was decided about one part of a sitting stands on a card that may stand under another part.
            .union(try transaction.decisions(in: key).compactMap(\.participant))
        try Completing(settings: settings, transaction: transaction, memory: memory, now: now)
            .proceed(state, concerned: concerned)
    }

    func add(_ id: OccurrenceID, numbered number: MeetingNumber?) throws -> OccurrenceState {
        let meeting = try number.flatMap { try memory.meeting($0, in: transaction) }
        let deadline = meeting == nil ? nil : firstDeadline()
        let key = try transaction.addOccurrence(
            id, number: number, meeting: meeting?.id, firstReceivedAt: now, deadline: deadline)
        let record = OccurrenceRecord(
            key: key, id: id, number: number, meeting: meeting?.id, firstReceivedAt: now, deadline: deadline)
        let state = OccurrenceState(record: record, meeting: meeting)
        memory.remember(state)
        return state
    }

    /// Some events name the occurrence only: the first that names the meeting too makes all before it count.
    private func learn(_ number: MeetingNumber, of state: OccurrenceState) throws -> OccurrenceState {
        var record = state.record
        record.number = number
        if try memory.meeting(number, in: transaction) != nil { record.deadline = firstDeadline() }
        try transaction.update(record)
        memory.forget(record.id)
        let meeting = try memory.recognise(&record, in: transaction)
        let fresh = OccurrenceState(record: record, meeting: meeting, decisions: state.decisions)
        fresh.key = state.key
        // The delivery in hand is journaled already, but is to be noted by the caller.
        try fresh.hear(try transaction.journal(of: record.key).dropLast(), memory.archive)
        if fresh.meeting != nil {
            let change = try fresh.deriveAll { try transaction.participants(named: $0) }
            try write(change, of: fresh)
            try Notices(transaction: transaction, memory: memory, state: fresh, now: now).tell(change)
        }
        memory.remember(fresh)
        return fresh
    }

    func firstDeadline() -> Timestamp {
        let deadline = now + settings.patience.stale
        memory.note(deadline: deadline)
        return deadline
    }

    private func write(_ change: OccurrenceState.Change, of state: OccurrenceState) throws {
        let key = state.record.key
        for person in change.attendance.keys.sorted() {
            if let record = state.attendance[person] {
                try transaction.setAttendance(record, in: key)
            } else {
                try transaction.removeAttendance(of: person, in: key)
            }
        }
        for name in change.unmatched.sorted() {
            if let record = state.unmatched[name] {
                try transaction.setUnmatched(record, in: key)
            } else {
                try transaction.removeUnmatched(name, in: key)
            }
        }
    }

    /// What the database says differently from what was just derived.
    private func difference(of state: OccurrenceState) throws -> OccurrenceState.Change {
        var change = OccurrenceState.Change()
        let key = state.record.key
        let stored = try transaction.attendance(in: key).reduce(into: [PersonID: AttendanceRecord]()) {
            $0[$1.participant] = $1
        }
        for person in Set(stored.keys).union(state.attendance.keys)
        where stored[person] != state.attendance[person] {
            change.attendance[person] = .some(stored[person])
        }
        let unmatched = try transaction.unmatched(in: key).reduce(into: [String: UnmatchedRecord]()) {
            $0[$1.attendee] = $1
        }
        for name in Set(unmatched.keys).union(state.unmatched.keys) where unmatched[name] != state.unmatched[name] {
            change.unmatched.insert(name)
        }
        return change
    }
}
