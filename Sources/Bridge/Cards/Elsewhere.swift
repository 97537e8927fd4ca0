internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

/// What a participant attended at about the same time as one sitting, so that being in two meetings at once is seen on the
/// cards of both.
struct Elsewhere {
    let person: PersonID
    /// Certain time in other sittings, by occurrence.
    private var others: [(occurrence: OccurrenceKey, time: IntervalSet)] = []
    private let here: IntervalSet

    /// Nobody stays in a meeting for longer.
    static let reach = Span.hours(24)

    init(of person: PersonID, but sitting: Sitting, in queries: some Queries) throws {
        self.person = person
        here = sitting.presence(of: person).certain
        // Somebody who is not here any more may have been, when the other card was issued.
        guard let start = here.start ?? sitting.times.began else { return }
        let end = here.end ?? start
        let mine = Set(sitting.states.map(\.record.key))
        for found in try queries.attendances(of: person, between: start - Self.reach, and: end + Self.reach)
        // Zoom does not let a meeting run twice at once: what looks so is an end that was told late.
        where !mine.contains(found.occurrence) && found.meeting != sitting.meeting?.id {
            others.append((found.occurrence, found.record.proven.union(found.record.corrected)))
        }
    }

    var isAtTheSameTime: Bool { others.contains { overlaps($0.time) } }

    /// Has the cards of other sittings looked at again that say something else of this.
    ///
    /// One that says it without need may have a third meeting to say it for. That is worked out there, but only after this
    /// sitting got a new card: two sittings that have each other looked at again must come to an end.
    func review(in transaction: Transaction, _ memory: Memory, isNew: Bool) throws {
        for (occurrence, time) in others {
            guard let stored = try findCard(coveringAttendanceOf: occurrence, in: transaction) else { continue }
            let facts = try stored.card().content.facts
            let isFlagged = facts.flags.contains { $0.id == PresenceFlag.inTwoMeetings.rawValue }
            guard isFlagged ? isNew && !overlaps(time) : overlaps(time) else { continue }
            try transaction.markStale(occurrence)
            memory.noteStale()
        }
    }

    /// The card stands under one of the occurrences of its sitting.
    private func findCard(coveringAttendanceOf key: OccurrenceKey, in transaction: Transaction) throws -> StoredCard? {
        if let card = try transaction.cardInForce(of: person, in: key) { return card }
        guard let record = try transaction.occurrence(key), let meeting = record.meeting, let slot = record.slot else {
            return nil
        }
        for other in try transaction.sitting(of: meeting, startingAt: slot.start) {
            if let card = try transaction.cardInForce(of: person, in: other.key) { return card }
        }
        return nil
    }

    private func overlaps(_ time: IntervalSet) -> Bool { !here.intersection(time).isEmpty }
}
