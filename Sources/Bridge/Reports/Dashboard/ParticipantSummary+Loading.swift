internal import Attendance
internal import CourtCard
internal import Crypto
internal import Store

extension ParticipantSummary {
    /// For how long a card that did not pass is news.
    static let cardsFor = Span.hours(14 * 24)

    /// Works out where many participants stand: a few questions, however many they are.
    static func load(
        _ people: [PersonID], at now: Timestamp, weekStart: Int, from queries: some Queries
    ) throws -> [PersonID: ParticipantSummary] {
        var summaries: [PersonID: ParticipantSummary] = [:]
        var rest = people[...]
        // Everything that one of them attended may be some hundred rows.
        while !rest.isEmpty {
            let portion = Portion(Array(rest.prefix(100)), at: now, weekStart: weekStart)
            rest = rest.dropFirst(100)
            summaries.merge(try portion.load(from: queries)) { $1 }
        }
        return summaries
    }
}

private struct Portion {
    let people: [PersonID]
    let now: Timestamp
    let weekStart: Int

    init(_ people: [PersonID], at now: Timestamp, weekStart: Int) {
        self.people = people
        self.now = now
        self.weekStart = weekStart
    }

    func load(from queries: some Queries) throws -> [PersonID: ParticipantSummary] {
        let attended = try queries.attendances(ofAll: people)
        let decisions = try queries.decisions(aboutAll: people).mapValues { Decisions($0) }
        let absences = try queries.occurrences(among: Set(decisions.values.flatMap(\.excusedOccurrences)))
            .reduce(into: [OccurrenceKey: OccurrenceRecord]()) { $0[$1.key] = $1 }
        let places = attended.values.joined().compactMap(\.occurrence.meeting) + absences.values.compactMap(\.meeting)
        let meetings = Array(try queries.meetingsWithoutSchedules(among: Set(places)).values)
        let cards = try cardsToSee(among: attended.values.joined(), from: queries)
        return try queries.participants(among: people).reduce(into: [:]) { summaries, participant in
            let attended = attended[participant.id] ?? []
            let decided = decisions[participant.id] ?? Decisions()
            var sittings = AttendedSittings(now: now, meetings: meetings)
            for one in attended { try sittings.add(one, in: queries) }
            for absence in decided.excusedOccurrences {
                if let occurrence = absences[absence] { try sittings.addExcused(occurrence, in: queries) }
            }
            let progress = Progress(
                requirement: participant.requirement, timeZone: participant.timeZone, now: now,
                attendances: sittings.summaries, current: sittings.current, weekStart: weekStart,
                excusedWeeks: decided.excusedWeeks)
            summaries[participant.id] = ParticipantSummary(
                participant, progress, sittings, decided, cards: cards[participant.id] ?? [],
                rememberedElsewhere: attended.filter { one in
                    one.occurrence.forgottenAt == nil
                        && !(one.occurrence.meeting.map(participant.meetings.contains) ?? false)
                }.map(\.occurrence.key))
        }
    }

    /// Those of the day before too: what is made from this is kept until the end of the day.
    private func cardsToSee(
        among attended: some Sequence<AttendedOccurrence>, from queries: some Queries
    ) throws -> [PersonID: [CardToSee]] {
        let first = now - ParticipantSummary.cardsFor - .hours(48)
        let recent = attended.filter { one in
            one.cardNumber != nil && one.verdict != Verdict.passed.rawValue && !one.isVoid && !one.isExcused
                && one.issuedAt.map { $0 >= first } ?? false
        }
        guard !recent.isEmpty else { return [:] }
        let stored = try queries.cards(among: recent.compactMap(\.cardNumber))
            .reduce(into: [CardNumber: StoredCard]()) { $0[$1.number] = $1 }
        let cards = try recent.compactMap { one -> CardToSee? in
            guard let card = one.cardNumber.flatMap({ stored[$0] }), let meeting = one.occurrence.meeting,
                let verdict = Verdict(rawValue: card.verdict)
            else { return nil }
            return CardToSee(
                number: card.number, participant: card.participant, issuedAt: card.issuedAt, verdict: verdict,
                meeting: meeting, occurrence: one.occurrence.id, start: one.occurrence.began,
                reasons: try card.reasons())
        }
        return Dictionary(grouping: cards.sorted { ($0.issuedAt, $0.number) > ($1.issuedAt, $1.number) }) {
            $0.participant
        }
    }
}

extension StoredCard {
    /// Why it did not pass, as it says itself; none once its document is gone.
    func reasons() throws -> [CardToSee.Reason] {
        guard !document.isEmpty, let hash = Digest(hash) else { return [] }
        let rules = try Card.content(of: document, disclosed: try disclosures(), hash: hash).facts.rules
        let (failed, unclear) = (RuleResult.Outcome.failed.rawValue, RuleResult.Outcome.needsReview.rawValue)
        return (rules.filter { $0.outcome == failed } + rules.filter { $0.outcome == unclear }).map {
            CardToSee.Reason(rule: $0.id, outcome: $0.outcome, sentence: $0.sentence)
        }
    }
}
