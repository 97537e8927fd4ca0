internal import Attendance
internal import Store

/// What a participant attended, an occurrence at a time: those of one sitting are one attendance.
struct AttendedSittings {
    let now: Timestamp
    private(set) var meetings: [MeetingID: Meeting] = [:]
    private(set) var current: Progress.Current?
    /// As far as they are in that meeting.
    private(set) var currentPresence: Presence?
    private var found: [Name: [AttendedOccurrence]] = [:]
    private var absences: [Name: AttendanceSummary] = [:]

    private enum Name: Hashable {
        case slot(MeetingID, Timestamp)
        case occurrence(OccurrenceID)
    }

    /// - Parameter meetings: those that are known already and need not be asked for.
    init(now: Timestamp, meetings: [Meeting] = []) {
        self.now = now
        for meeting in meetings { self.meetings[meeting.id] = meeting }
    }

    mutating func add(_ attended: AttendedOccurrence, in queries: some Queries) throws {
        guard let id = attended.occurrence.meeting else { return }
        guard let meeting = try meetings[id] ?? queries.meeting(id) else { return }
        meetings[id] = meeting
        let occurrence = attended.occurrence
        let name = occurrence.slot.map { Name.slot(id, $0.start) } ?? .occurrence(occurrence.id)
        found[name, default: []].append(attended)
        // In two meetings at once, the one joined last is the one they are in.
        guard occurrence.completedAt == nil else { return }
        let presence = Presence(attended.attendance)
        guard
            let current = Progress.Current(occurrence: occurrence.id, meeting: id, presence: presence, now: now),
            self.current.map({ $0.since < current.since }) ?? true
        else { return }
        self.current = current
        currentPresence = presence
    }

    /// An occurrence that need not be attended; what was attended tells of its being excused by its card.
    mutating func addExcused(_ key: OccurrenceKey, in queries: some Queries) throws {
        if let occurrence = try queries.occurrence(key) { try addExcused(occurrence, in: queries) }
    }

    mutating func addExcused(_ occurrence: OccurrenceRecord, in queries: some Queries) throws {
        guard let id = occurrence.meeting, let meeting = try meetings[id] ?? queries.meeting(id) else { return }
        let name = occurrence.slot.map { Name.slot(id, $0.start) } ?? .occurrence(occurrence.id)
        guard found[name] == nil, absences[name] == nil else { return }
        meetings[id] = meeting
        absences[name] = AttendanceSummary(
            occurrence: occurrence.id, meeting: id, start: occurrence.began ?? occurrence.firstReceivedAt,
            slot: occurrence.slot, isExcused: true)
    }

    var summaries: [AttendanceSummary] { found.values.compactMap(summary) + absences.values }

    private func summary(_ occurrences: [AttendedOccurrence]) -> AttendanceSummary? {
        let all = occurrences.sorted { ($0.start, $0.occurrence.id) < ($1.start, $1.occurrence.id) }
        guard let first = all.first, let meeting = first.occurrence.meeting else { return nil }
        let presence = Presence(merging: all.map { Presence($0.attendance) })
        let certain = presence.certain
        let card = all.last { $0.cardNumber != nil }
        return AttendanceSummary(
            occurrence: first.occurrence.id, meeting: meeting, start: first.start, slot: first.occurrence.slot,
            interval: certain.start.flatMap { start in certain.end.map { Interval(start, $0) } },
            verdict: card?.verdict.flatMap { Verdict(rawValue: $0) }, isVoid: card?.isVoid ?? false,
            isExcused: card?.isExcused ?? false, card: card?.cardNumber, proven: presence.proven.total,
            corrected: presence.corrected.total, inferred: presence.inferred.total)
    }
}

extension AttendedOccurrence {
    fileprivate var start: Timestamp { occurrence.began ?? attendance.first ?? occurrence.firstReceivedAt }
}

extension Presence {
    fileprivate init(_ record: AttendanceRecord) {
        self.init(
            proven: record.proven, corrected: record.corrected, inferred: record.inferred,
            presentSince: record.presentSince)
    }
}

extension Decisions {
    /// The first day of each week in which nothing is asked for.
    var excusedWeeks: Set<LocalDate> {
        Set(
            list.filter { $0.kind == DecisionKind.excusedWeek.rawValue }.compactMap(\.week).compactMap { LocalDate($0) }
        )
    }

    var excusedOccurrences: [OccurrenceKey] {
        list.filter { $0.kind == DecisionKind.excuse.rawValue }.compactMap(\.occurrence)
    }
}
