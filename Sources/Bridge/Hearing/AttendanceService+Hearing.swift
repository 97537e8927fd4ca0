public import Attendance
internal import CourtCard
internal import Crypto
internal import JSON
internal import Store

extension AttendanceService {
    /// The cards a court looks at in a hearing about one participant: those of all meetings that were held in a time, each on
    /// the date of its own zone; also those that others took the place of.
    ///
    /// - Parameter actor: taken down in the audit log as who exported them, unless there are none; nil where that was done.
    /// - Returns: in the order of the meetings, and of one meeting as they were issued; nil when there is no such participant.
    public func cardsForHearing(
        of participant: PersonID, from: LocalDate, through: LocalDate, notedBy actor: AuditEntry.Actor?
    ) async throws -> [CardNumber]? {
        let numbers = try await database.readers.read { snapshot -> [CardNumber]? in
            guard let found = try snapshot.participant(participant) else { return nil }
            let cards = try snapshot.cards(of: participant).map { stored in
                let facts = try stored.facts()
                return (number: stored.number, start: facts.start, day: facts.day(in: found.timeZone), id: stored.id)
            }
            return cards.filter { from <= $0.day && $0.day <= through }
                .sorted { ($0.start, $0.id) < ($1.start, $1.id) }.map(\.number)
        }
        if let numbers, !numbers.isEmpty, let actor {
            let detail: JSON = [
                "from": .string(from.description), "through": .string(through.description),
                "cards": .integer(Int64(numbers.count)),
            ]
            try await note(.cardsExported, participant.rawValue, by: actor, detail)
        }
        return numbers
    }
}

extension StoredCard {
    fileprivate func facts() throws -> CardFacts {
        guard let digest = Digest(hash) else { throw LedgerFault.damaged }
        return try Card.content(of: document, disclosed: try disclosures(), hash: digest).facts
    }
}

extension CardFacts {
    /// When the meeting was to begin, or else began, or else the participant came.
    fileprivate var start: Timestamp {
        let came = [presence.proven.start, presence.inferred.start, presence.corrected.start].compactMap(\.self).min()
        return scheduled?.start ?? actual.start ?? came ?? .distantPast
    }

    /// The date of the meeting where it was held.
    ///
    /// - Parameter zone: the participant's, for a meeting without a schedule.
    fileprivate func day(in zone: String) -> LocalDate {
        let clock = (scheduled.map { LocalClock($0.timeZone) } ?? nil) ?? LocalClock(zone)
        return clock?.date(of: start) ?? LocalDate(day: start.milliseconds / 86_400_000)
    }
}
