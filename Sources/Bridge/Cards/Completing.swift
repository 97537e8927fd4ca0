internal import Attendance
internal import Store

/// Decides whether an occurrence is complete, and issues the cards that are due.
struct Completing {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp

    /// - Parameter concerned: of whom something new was told.
    func proceed(_ state: OccurrenceState, concerned: Set<PersonID>) throws {
        guard state.meeting != nil else { return }
        let moved = state.noteTimes()
        if moved { try transaction.update(state.record) }
        if state.record.completedAt != nil {
            guard state.timeline.wentOnAfterEnd, case .waiting = completion(of: state) else {
                // Where the times of the occurrence moved, everybody's minutes are measured anew.
                try issue(state, to: (moved ? try everybody(in: state).union(concerned) : concerned).sorted())
                return
            }
            // It goes on after all: no card while people are in it.
            state.record.completedAt = nil
            state.record.completion = nil
        }
        switch completion(of: state) {
        case .waiting(let deadline):
            guard let deadline, isSooner(deadline, than: state.record.deadline) else { return }
            state.record.deadline = deadline
            try transaction.update(state.record)
            memory.note(deadline: deadline)
        case .complete(let reason):
            state.record.completedAt = now
            state.record.completion = reason.rawValue
            state.record.deadline = nil
            try transaction.update(state.record)
            try issue(state, to: try everybody(in: state).sorted())
        }
    }

    /// Looks at an occurrence whose deadline has come.
    func review(_ key: OccurrenceKey) throws {
        guard let record = try transaction.occurrence(key),
            let state = try memory.occurrence(record.id, in: transaction)
        else { return }
        // Whatever comes out, this deadline has been met: the next one is set below, if there is one.
        state.record.deadline = nil
        try transaction.update(state.record)
        try proceed(state, concerned: [])
    }

    /// Who attended, and who has a card that says so.
    private func everybody(in state: OccurrenceState) throws -> Set<PersonID> {
        Set(state.attendance.keys).union(try transaction.participantsWithCard(in: state.record.key))
    }

    private func completion(of state: OccurrenceState) -> Completion {
        Completion(
            of: state.timeline, endReceived: state.endReceivedAt, lastReceived: state.lastReceivedAt,
            scheduledEnd: state.record.slot?.end, now: now, patience: settings.patience)
    }

    /// A later deadline need not be written: when the earlier one comes, the next is worked out.
    private func isSooner(_ deadline: Timestamp, than known: Timestamp?) -> Bool {
        known.map { deadline < $0 } ?? true
    }

    private func issue(_ state: OccurrenceState, to people: [PersonID]) throws {
        guard !people.isEmpty else { return }
        let issuing = try Issuing(settings: settings, transaction: transaction, memory: memory, now: now, state: state)
        for person in people { try issuing.issue(to: person) }
    }
}
