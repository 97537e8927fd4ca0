internal import Attendance
internal import Store

/// Finds what a digest tells: a few questions for many participants at once.
struct DigestMaking {
    let queries: any Queries
    let calendar: DigestCalendar
    let weekStart: Int

    /// A digest that tells of no participant yet.
    func empty(for courtRep: PersonID, _ date: LocalDate) throws -> DailyDigest {
        let day = calendar.day(of: date)
        let waiting = try queries.unmatchedWaiting(for: courtRep)
        return DailyDigest(
            date: date, timeZone: calendar.timeZone, attendances: [], cards: [], disputes: [],
            unmatched: DailyDigest.Unmatched(
                ofDay: waiting.filter { day.start <= $0.began && $0.began < day.end }.reduce(0) { $0 + $1.attendees },
                waiting: waiting.reduce(0) { $0 + $1.attendees }), behind: [])
    }

    /// Adds what is told of some of them.
    func add(_ people: [PersonID], to digest: inout DailyDigest) throws {
        let day = calendar.day(of: digest.date)
        let attended = try queries.attendances(ofAll: people)
        let decisions = try queries.decisions(aboutAll: people).mapValues { Decisions($0) }
        let cards = try queries.cards(ofAll: people, issuedFrom: day.start, before: day.end)
        let occurrences = try queries.occurrences(
            among: Set(cards.map(\.occurrence) + decisions.values.flatMap(\.excusedOccurrences))
        ).reduce(into: [OccurrenceKey: OccurrenceRecord]()) { $0[$1.key] = $1 }
        let places =
            attended.values.joined().compactMap(\.occurrence.meeting) + occurrences.values.compactMap(\.meeting)
        let meetings = try queries.meetingsWithoutSchedules(among: Set(places))
        digest.attendances += attended.values.joined().compactMap { Self.attended($0, on: day, meetings) }
        digest.cards += try cards.compactMap { try Self.issued($0, occurrences[$0.occurrence], meetings) }
        digest.disputes += decisions.flatMap(Self.disputed)
        for participant in try queries.participants(among: people) {
            let decided = decisions[participant.id] ?? Decisions()
            var sittings = AttendedSittings(now: day.end, meetings: Array(meetings.values))
            // As it stood at the end of the day, however late it is made.
            for one in attended[participant.id] ?? [] where one.began < day.end { try sittings.add(one, in: queries) }
            for key in decided.excusedOccurrences {
                if let occurrence = occurrences[key] { try sittings.addExcused(occurrence, in: queries) }
            }
            let lagging = Lagging(
                participant: participant, attendances: sittings.summaries, excusedWeeks: decided.excusedWeeks,
                weekStart: weekStart, day: day)
            if let behind = lagging.behind { digest.behind.append(behind) }
        }
    }

    private static func attended(
        _ one: AttendedOccurrence, on day: Interval, _ meetings: [MeetingID: Meeting]
    ) -> DailyDigest.Attended? {
        guard day.start <= one.began, one.began < day.end, let id = one.occurrence.meeting, let meeting = meetings[id]
        else { return nil }
        return DailyDigest.Attended(
            participant: one.attendance.participant, meeting: id, meetingName: meeting.name,
            occurrence: one.occurrence.id, start: one.began,
            provenMinutes: one.attendance.proven.total.wholeMinutes,
            correctedMinutes: one.attendance.corrected.total.wholeMinutes,
            inferredMinutes: one.attendance.inferred.total.wholeMinutes,
            verdict: one.verdict.flatMap { Verdict(rawValue: $0) })
    }

    private static func issued(
        _ card: StoredCard, _ occurrence: OccurrenceRecord?, _ meetings: [MeetingID: Meeting]
    ) throws -> DailyDigest.Issued? {
        guard let verdict = Verdict(rawValue: card.verdict) else { return nil }
        return DailyDigest.Issued(
            number: card.number, participant: card.participant, issuedAt: card.issuedAt, verdict: verdict,
            isVoid: card.isVoid, isExcused: card.isExcused, supersedes: card.supersedes,
            meetingName: occurrence?.meeting.flatMap { meetings[$0]?.name }, start: occurrence?.began,
            reasons: verdict == .passed ? [] : try card.reasons().map(\.sentence))
    }

    private static func disputed(_ participant: PersonID, _ decisions: Decisions) -> [DailyDigest.Disputed] {
        let moments = decisions.list.reduce(into: [Int64: Timestamp]()) { $0[$1.id] = $1.at }
        return decisions.openDisputes.compactMap { card, dispute in
            moments[dispute].map {
                DailyDigest.Disputed(dispute: dispute, card: card, participant: participant, at: $0)
            }
        }
    }
}

extension AttendedOccurrence {
    fileprivate var began: Timestamp { attendance.first ?? occurrence.began ?? occurrence.firstReceivedAt }
}
