internal import Attendance
internal import CourtCard
internal import Store

/// Works out what the court asked of a participant, and where they stood after one sitting.
struct Standing {
    let participant: Participant
    let weekStart: Int
    private let attendances: [AttendanceSummary]
    private let excusedWeeks: Set<LocalDate>

    /// - Parameter meeting: the one of the sitting.
    init(of participant: Participant, at meeting: Meeting?, weekStart: Int, in queries: some Queries) throws {
        self.participant = participant
        self.weekStart = weekStart
        var sittings = AttendedSittings(now: .distantPast, meetings: meeting.map { [$0] } ?? [])
        for attended in try queries.attendances(of: participant.id) { try sittings.add(attended, in: queries) }
        let decisions = Decisions(try queries.decisions(about: participant.id))
        for absence in decisions.excusedOccurrences { try sittings.addExcused(absence, in: queries) }
        attendances = sittings.summaries
        excusedWeeks = decisions.excusedWeeks
    }

    /// - Parameter facts: what the card of the sitting is about to say.
    func obligation(after facts: CardFacts) -> CardObligation {
        let mine = summary(facts)
        let before = attendances.filter { $0.counted <= mine.counted && !isSame($0, facts) }
        let moment = max(mine.counted, facts.actual.end ?? mine.interval?.end ?? mine.counted)
        let (without, with) = (progress(before, at: moment), progress(before + [mine], at: moment))
        let counts = counting(facts, isCounted: with.total.done > without.total.done)
        let requirement = participant.requirement
        return CardObligation(
            meetingsPerWeek: requirement.meetingsPerWeek, meetingsInTotal: requirement.meetingsInTotal,
            minimumMinutes: requirement.minimumMinutes, startsOn: requirement.startsOn, deadline: requirement.deadline,
            counts: counts, sentence: sentence(counts, facts),
            progress: CardObligation.Progress(
                weekStarts: with.thisWeek.firstDay, doneThisWeek: with.thisWeek.done,
                requiredThisWeek: with.thisWeek.required, doneInTotal: with.total.done,
                requiredInTotal: with.total.required, standing: with.standing, sentence: with.standingSentence))
    }

    /// How many meetings count until now.
    func done(at now: Timestamp) -> Int { progress(attendances, at: now).total.done }

    private func progress(_ attendances: [AttendanceSummary], at moment: Timestamp) -> Progress {
        Progress(
            requirement: participant.requirement, timeZone: participant.timeZone, now: moment,
            attendances: attendances, weekStart: weekStart, excusedWeeks: excusedWeeks)
    }

    private func summary(_ facts: CardFacts) -> AttendanceSummary {
        let presence = facts.presence
        let certain = presence.proven.union(presence.corrected)
        let start = facts.actual.start ?? facts.scheduled?.start ?? certain.start ?? presence.inferred.start
        return AttendanceSummary(
            occurrence: facts.meeting.occurrences[0], meeting: facts.meeting.id, start: start ?? .distantPast,
            slot: facts.scheduled.map { Slot(start: $0.start, end: $0.end) },
            interval: certain.start.flatMap { start in certain.end.map { Interval(start, $0) } },
            verdict: facts.verdict, isVoid: facts.isVoid, isExcused: facts.isExcused)
    }

    private func isSame(_ summary: AttendanceSummary, _ facts: CardFacts) -> Bool {
        if summary.meeting == facts.meeting.id, let slot = summary.slot { return slot.start == facts.scheduled?.start }
        return facts.meeting.occurrences.contains(summary.occurrence)
    }

    private func counting(_ facts: CardFacts, isCounted: Bool) -> CardObligation.Counting {
        if isCounted { return .counted }
        if facts.isVoid { return .notCounted }
        if facts.isExcused { return .excused }
        return facts.verdict == .needsReview ? .undecided : .notCounted
    }

    private func sentence(_ counts: CardObligation.Counting, _ facts: CardFacts) -> String {
        switch counts {
        case .counted: "This meeting counts."
        case .undecided: "Whether this meeting counts is not decided: a person has to look at it."
        case .excused: "This meeting does not count, and what is missing is not held against the participant."
        case .notCounted where facts.isVoid: "This meeting does not count: a person decided so."
        case .notCounted where facts.verdict == .passed:
            "This meeting does not count: another one at the same time does, or it lies outside the days of the "
                + "requirement."
        case .notCounted: "This meeting does not count."
        }
    }
}
