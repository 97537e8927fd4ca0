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
        guard let id = delivery.occurrence else {
            return try transaction.journal(entry, in: .none) ? .new : .duplicate
        }
        var state = try memory.occurrence(id, in: transaction) ?? add(id, delivery)
        guard try transaction.journal(entry, in: state.record.key) else { return .duplicate }
        if state.record.number == nil, let number = delivery.meeting {
            state = try learn(number, of: state)
        }
        guard state.meeting != nil, let event = delivery.meetingEvent else { return .new }
        guard let touched = state.note(event, receivedAt: entry.receivedAt) else { return .new }
        let change = try state.derive(after: event, touching: touched) { try transaction.participants(named: $0) }
        try write(change, of: state)
        try Notices(transaction: transaction, memory: memory, state: state, now: now).tell(event, change)
        try Completing(settings: settings, transaction: transaction, memory: memory, now: now)
            .proceed(state, concerned: change.concerned)
        return .new
    }

    /// Keeps a delivery without drawing any conclusion from it; its occurrence is derived anew at the next opportunity.
    func keepOnly(_ delivery: Delivery, _ entry: JournalEntry) throws -> Outcome {
        guard let id = delivery.occurrence else { return try keep(delivery, entry) }
        memory.forget(id)
        let key =
            try transaction.occurrence(id)?.key
            ?? transaction.addOccurrence(
                id, number: delivery.meeting, meeting: nil, firstReceivedAt: now, deadline: nil)
        guard try transaction.journal(entry, in: key) else { return .duplicate }
        try transaction.markStale(key)
        return .stale
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
        guard state.meeting != nil else { return }
        let concerned = Set(change.attendance.keys).union(try transaction.participantsWithCard(in: key))
            .union(state.attendance.keys)
        try Completing(settings: settings, transaction: transaction, memory: memory, now: now)
            .proceed(state, concerned: concerned)
    }

    private func add(_ id: OccurrenceID, _ delivery: Delivery) throws -> OccurrenceState {
        let meeting = try delivery.meeting.flatMap { try memory.meeting($0, in: transaction) }
        let deadline = meeting == nil ? nil : firstDeadline()
        let key = try transaction.addOccurrence(
            id, number: delivery.meeting, meeting: meeting?.id, firstReceivedAt: now, deadline: deadline)
        let record = OccurrenceRecord(
            key: key, id: id, number: delivery.meeting, meeting: meeting?.id, firstReceivedAt: now, deadline: deadline)
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
        let fresh = OccurrenceState(record: record, meeting: meeting)
        // The delivery in hand is journaled already, but is to be noted by the caller.
        for entry in try transaction.journal(of: record.key).dropLast() {
            if let event = Delivery(body: entry.body).meetingEvent {
                _ = fresh.note(event, receivedAt: entry.receivedAt)
            }
        }
        if fresh.meeting != nil {
            let change = try fresh.deriveAll { try transaction.participants(named: $0) }
            try write(change, of: fresh)
            try Notices(transaction: transaction, memory: memory, state: fresh, now: now).tell(change)
        }
        memory.remember(fresh)
        return fresh
    }

    private func firstDeadline() -> Timestamp {
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
