public import Attendance
internal import Store

extension AttendanceService {
    /// What a court representative sees; nil where nobody of that id is an official.
    public func dashboard(of courtRep: PersonID, at now: Timestamp) async throws -> DashboardReport? {
        try await database.readers.read { [dashboards, settings] snapshot in
            // The first question takes the snapshot, not its opening.
            let mark = dashboards.freshness.mark()
            guard let official = try snapshot.official(courtRep) else { return nil }
            let looking = Looking(snapshot: snapshot, mark: mark, now: now, dashboards: dashboards, settings: settings)
            return try looking.dashboard(of: official)
        }
    }
}

/// What dashboards keep between two looks. All of it follows from the database.
struct DashboardMemory: Sendable {
    let freshness: Freshness
    let summaries: FreshValues<PersonID, ParticipantSummary>
    /// How many attendees of an occurrence match nobody.
    let unmatched: FreshValues<OccurrenceKey, Int>

    init(_ freshness: Freshness) {
        self.freshness = freshness
        // A summary takes about two kilobytes.
        summaries = FreshValues(freshness, limit: 100_000) { .participant($0) }
        unmatched = FreshValues(freshness, limit: 400_000) { .unmatched($0) }
    }
}

/// One look at the database.
private struct Looking {
    let snapshot: Snapshot
    let mark: Freshness.Mark
    let now: Timestamp
    let dashboards: DashboardMemory
    let settings: BridgeSettings

    func dashboard(of official: Official) throws -> DashboardReport {
        let all = try summaries(of: snapshot.participants(of: official.id))
            .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        let places = Places(of: all, at: now)
        let here = Set(places.expected.keys).union(places.entered)
        let goingOn = try snapshot.occurrencesGoingOn(of: here).compactMap(places.goingOn)
        let first = now - ParticipantSummary.cardsFor
        let cards = all.flatMap(\.cards).filter { $0.issuedAt > first && $0.issuedAt <= now }
        let named = here.union(all.compactMap { $0.last?.meeting }).union(cards.map(\.meeting))
        return DashboardReport(
            courtRep: official.id, name: official.name, at: now, participants: all,
            goingOn: goingOn.sorted { ($0.start, $0.occurrence) < ($1.start, $1.occurrence) },
            cards: cards.sorted { ($0.issuedAt, $0.number) > ($1.issuedAt, $1.number) },
            unmatched: try unmatched(all, Set(places.expected.keys)),
            newestDigest: try snapshot.digestDays(of: official.id, before: nil, limit: 1).first?.date,
            meetings: try snapshot.meetingsWithoutSchedules(among: named).mapValues(\.name),
            position: try snapshot.lastFeedPosition())
    }

    private func summaries(of people: [PersonID]) throws -> [ParticipantSummary] {
        var dates: [String: LocalDate] = [:]
        func today(in timeZone: String) -> LocalDate {
            if let known = dates[timeZone] { return known }
            let date = Progress.date(of: now, in: timeZone)
            dates[timeZone] = date
            return date
        }
        let kept = dashboards.summaries.values(of: people, at: mark)
            .filter { $0.value.today == today(in: $0.value.timeZone) }
        let missing = people.filter { kept[$0] == nil }
        guard !missing.isEmpty else { return Array(kept.values) }
        let made = try ParticipantSummary.load(missing, at: now, weekStart: settings.weekStart, from: snapshot)
        dashboards.summaries.keep(made, at: mark)
        return Array(kept.values) + made.values
    }

    private func unmatched(
        _ all: [ParticipantSummary], _ expected: Set<MeetingID>
    ) throws -> DashboardReport.Unmatched {
        var occurrences = Set(try snapshot.rememberedOccurrences(of: expected))
        for summary in all { occurrences.formUnion(summary.rememberedElsewhere) }
        var counts = dashboards.unmatched.values(of: occurrences, at: mark)
        let missing = occurrences.filter { counts[$0] == nil }
        if !missing.isEmpty {
            let found = try snapshot.unmatchedCounts(in: missing)
            let made = missing.reduce(into: [OccurrenceKey: Int]()) { $0[$1] = found[$1] ?? 0 }
            dashboards.unmatched.keep(made, at: mark)
            counts.merge(made) { $1 }
        }
        let some = counts.values.filter { $0 > 0 }
        return DashboardReport.Unmatched(attendees: some.reduce(0, +), occurrences: some.count)
    }
}

/// Who is where, and who is expected where.
private struct Places {
    private(set) var expected: [MeetingID: [PersonID]] = [:]
    /// Meetings that somebody is in.
    private(set) var entered: Set<MeetingID> = []
    private var present: [OccurrenceID: [PersonID]] = [:]

    init(of all: [ParticipantSummary], at now: Timestamp) {
        for summary in all {
            for meeting in summary.meetings { expected[meeting, default: []].append(summary.id) }
            guard let current = summary.current(at: now) else { continue }
            entered.insert(current.meeting)
            present[current.occurrence, default: []].append(summary.id)
        }
    }

    /// Nil for one that nobody of them has to do with.
    func goingOn(_ record: OccurrenceRecord) -> MeetingGoingOn? {
        guard let meeting = record.meeting, let start = record.began else { return nil }
        let present = present[record.id] ?? []
        let absent = Set(expected[meeting] ?? []).subtracting(present)
        guard !present.isEmpty || !absent.isEmpty else { return nil }
        return MeetingGoingOn(
            occurrence: record.id, meeting: meeting, start: start, slot: record.slot, present: present.sorted(),
            absent: absent.sorted())
    }
}
