internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

/// All occurrences of a meeting held in one slot: it ended and started again, and is one attendance and one card. Outside
/// any schedule an occurrence is a sitting of its own.
struct Sitting {
    /// In the order they began, never empty.
    let states: [OccurrenceState]

    init(of state: OccurrenceState, in transaction: Transaction, _ memory: Memory) throws {
        guard let meeting = state.meeting, let slot = state.record.slot else {
            states = [state]
            return
        }
        states = try transaction.sitting(of: meeting.id, startingAt: slot.start).compactMap { record in
            record.key == state.record.key ? state : try memory.occurrence(record.id, in: transaction)
        }
    }

    /// For those who only read.
    init(_ states: [OccurrenceState]) { self.states = states }

    var slot: Slot? { states.first?.record.slot }
    var meeting: Meeting? { states.first?.meeting }

    /// Every occurrence of it is over.
    var isOver: Bool { states.allSatisfy { $0.record.completedAt != nil } }

    /// When it was over; nil when that was never told of one of its occurrences.
    var finished: Timestamp? {
        let ends = states.map(\.timeline.finished)
        return ends.contains(nil) ? nil : ends.compactMap(\.self).max()
    }

    /// Until when it may start again, so that it is too early for cards; nil when there is nothing to wait for.
    func waitsForRestart(at now: Timestamp, _ patience: Completion.Patience) -> Timestamp? {
        finished.flatMap { patience.restartDeadline(finished: $0, slot: slot, now: now) }
    }

    /// Everybody who attended.
    var attendees: Set<PersonID> { states.reduce(into: []) { $0.formUnion($1.attendance.keys) } }

    func presence(of person: PersonID) -> Presence {
        states.count == 1 ? states[0].presence(of: person) : Presence(merging: states.map { $0.presence(of: person) })
    }

    var completion: Completion.Reason {
        let reasons = states.compactMap { $0.record.completion.flatMap(Completion.Reason.init) }
        if reasons.isEmpty || reasons.contains(.stale) { return .stale }
        return reasons.contains(.settled) ? .settled : .allLeft
    }

    var times: OccurrenceTimes {
        let all = states.map {
            OccurrenceTimes(
                $0.timeline, slot: slot,
                completion: $0.record.completion.flatMap(Completion.Reason.init) ?? .stale)
        }
        return all.count == 1 ? all[0] : OccurrenceTimes(merging: all)
    }

    /// Each connection of somebody by itself, in the order they began.
    func lanes(of person: PersonID) -> [CardFacts.Presence.Lane] { states.flatMap { $0.lanes(of: person) } }

    func evidence(of person: PersonID) -> [Digest: CardFacts.Evidence.Item] {
        states.reduce(into: [:]) { all, state in all.merge(state.evidence(of: person)) { first, _ in first } }
    }

    /// The occurrence under which a card of somebody stands: the first they attended, else the first of all.
    func occurrence(for person: PersonID) -> OccurrenceKey {
        (states.first { $0.attendance[person] != nil } ?? states[0]).record.key
    }

    /// What people decided about somebody's attendance of it, in the order it was decided.
    func decisions(about person: PersonID) -> [StoredDecision] {
        states.flatMap { $0.decisions.shown(of: person) }.sorted { $0.id < $1.id }
    }
}
