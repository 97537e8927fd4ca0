internal import Attendance
internal import Store

/// Decides whether an occurrence and the sitting it belongs to are complete, and issues the cards that are due.
struct Completing {
    let settings: BridgeSettings
    let transaction: Transaction
    let memory: Memory
    let now: Timestamp

    /// - Parameter concerned: of whom something new was told.
    func proceed(_ state: OccurrenceState, concerned: Set<PersonID>) throws {
        guard let meeting = state.meeting else { return }
        let slot = state.record.slot
        let moved = state.noteTimes()
        if moved {
            try transaction.update(state.record)
            // Whatever belonged together may not any more, or may now.
            if slot != state.record.slot { try reviewOthers(at: meeting, in: [slot, state.record.slot], but: state) }
            // Where a schedule changed, others of the meeting are about to move too: one card, when all have.
            if slot != state.record.slot, state.record.issuedAt != nil,
                try transaction.hasStale(of: meeting.id, but: state.record.key)
            {
                try transaction.markStale(state.record.key)
                return memory.noteStale()
            }
        }
        let wasOver = state.record.completedAt != nil
        if wasOver, state.timeline.wentOnAfterEnd, case .waiting = completion(of: state) {
            // It goes on after all: no card while people are in it.
            state.record.completedAt = nil
            state.record.completion = nil
            state.record.issuedAt = nil
        }
        // What closed the books is told anew too: an end that came after all.
        let isSurer = state.record.completedAt != nil && noteReason(of: state)
        if isSurer { try transaction.update(state.record) }
        if state.record.completedAt == nil {
            switch completion(of: state) {
            case .waiting(let deadline): return try wait(state, until: deadline)
            case .complete:
                state.record.completedAt = now
                _ = noteReason(of: state)
                state.record.deadline = nil
                try transaction.update(state.record)
                try planReconciliation(of: state)
            }
        }
        let sitting = try Sitting(of: state, in: transaction, memory)
        guard sitting.isOver else { return }
        if state.record.issuedAt == nil, let deadline = sitting.waitsForRestart(at: now, settings.patience) {
            return try wait(state, until: deadline)
        }
        // Where the times moved, everybody's minutes are measured anew.
        let isNew = sitting.states.contains { $0.record.issuedAt == nil }
        try issue(sitting, to: isNew || moved || isSurer ? try everybody(in: sitting).union(concerned) : concerned)
        guard isNew else { return }
        for state in sitting.states where state.record.issuedAt == nil {
            state.record.issuedAt = now
            state.record.deadline = nil
            try transaction.update(state.record)
            try Notices(transaction: transaction, memory: memory, state: state, now: now).tellOfUnmatched()
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
    private func everybody(in sitting: Sitting) throws -> Set<PersonID> {
        try sitting.states.reduce(into: sitting.attendees) {
            $0.formUnion(try transaction.participantsWithCard(in: $1.record.key))
        }
    }

    /// True when it has changed why an occurrence is held to be over.
    private func noteReason(of state: OccurrenceState) -> Bool {
        let reason = Completion.Reason(of: state.timeline).rawValue
        defer { state.record.completion = reason }
        return state.record.completion != reason
    }

    private func completion(of state: OccurrenceState) -> Completion {
        Completion(
            of: state.timeline, endReceived: state.endReceivedAt, lastReceived: state.lastReceivedAt,
            scheduledEnd: state.record.slot?.end, now: now, patience: settings.patience)
    }

    private func wait(_ state: OccurrenceState, until deadline: Timestamp?) throws {
        // A later deadline need not be written: when the earlier one comes, the next is worked out.
        guard let deadline, state.record.deadline.map({ deadline < $0 }) ?? true else { return }
        state.record.deadline = deadline
        try transaction.update(state.record)
        memory.note(deadline: deadline)
    }

    private func reviewOthers(at meeting: Meeting, in slots: [Slot?], but state: OccurrenceState) throws {
        for slot in slots.compactMap(\.self) {
            for record in try transaction.sitting(of: meeting.id, startingAt: slot.start)
            where record.key != state.record.key && record.completedAt != nil {
                try transaction.markStale(record.key)
                memory.noteStale()
            }
        }
    }

    private func issue(_ sitting: Sitting, to people: Set<PersonID>) throws {
        let issuing = Issuing(
            settings: settings, transaction: transaction, memory: memory, now: now, sitting: sitting)
        for person in people.sorted() { try issuing.issue(to: person) }
    }
}
