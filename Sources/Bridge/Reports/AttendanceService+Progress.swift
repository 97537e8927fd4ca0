public import Attendance
internal import Store

/// What a participant and their court representative are shown of one participant.
public struct ProgressReport: Hashable, Sendable {
    public var participant: Participant
    public var progress: Progress
    /// By meeting, for those that appear in the progress.
    public var meetings: [MeetingID: Meeting]
    /// Disputes that were not taken back and not answered yet, by the card they are about.
    public var openDisputes: [CardNumber: Int64]
    /// The last position of the feed when this was read: a client that follows the feed from there misses nothing. It moves
    /// with every message to anybody.
    public var position: Int64
    /// When something of this last changed; nil when nothing has happened yet.
    public var lastUpdated: Timestamp?
}

extension AttendanceService {
    /// Where a participant stands at a moment; nil when there is no such participant.
    public func reportProgress(of id: PersonID, at now: Timestamp) async throws -> ProgressReport? {
        try await database.readers.read { [settings] snapshot -> ProgressReport? in
            guard let participant = try snapshot.participant(id) else { return nil }
            var sittings = AttendedSittings(now: now)
            for attended in try snapshot.attendances(of: id) { try sittings.add(attended, in: snapshot) }
            let decisions = Decisions(try snapshot.decisions(about: id))
            for absence in decisions.excusedOccurrences { try sittings.addExcused(absence, in: snapshot) }
            return ProgressReport(
                participant: participant,
                progress: Progress(
                    requirement: participant.requirement, timeZone: participant.timeZone, now: now,
                    attendances: sittings.summaries, current: sittings.current, weekStart: settings.weekStart,
                    excusedWeeks: decisions.excusedWeeks),
                meetings: sittings.meetings, openDisputes: decisions.openDisputes,
                position: try snapshot.lastFeedPosition(),
                lastUpdated: [
                    try snapshot.lastTold(id), try snapshot.lastCard(of: id)?.issuedAt, decisions.list.last?.at,
                ].compactMap(\.self).max())
        }
    }
}

/// What a participant attended, an occurrence at a time: those of one sitting are one attendance.
private struct AttendedSittings {
    let now: Timestamp
    private(set) var meetings: [MeetingID: Meeting] = [:]
    private(set) var current: Progress.Current?
    private var found: [Name: [AttendedOccurrence]] = [:]
    private var absences: [Name: AttendanceSummary] = [:]

    private enum Name: Hashable {
        case slot(MeetingID, Timestamp)
        case occurrence(OccurrenceID)
    }

    init(now: Timestamp) { self.now = now }

    mutating func add(_ attended: AttendedOccurrence, in snapshot: Snapshot) throws {
        guard let id = attended.occurrence.meeting else { return }
        guard let meeting = try meetings[id] ?? snapshot.meeting(id) else { return }
        meetings[id] = meeting
        let occurrence = attended.occurrence
        let name = occurrence.slot.map { Name.slot(id, $0.start) } ?? .occurrence(occurrence.id)
        found[name, default: []].append(attended)
        // In two meetings at once, the one joined last is the one they are in.
        guard occurrence.completedAt == nil,
            let current = Progress.Current(
                occurrence: occurrence.id, meeting: id, presence: Presence(attended.attendance), now: now),
            self.current.map({ $0.since < current.since }) ?? true
        else { return }
        self.current = current
    }

    /// An occurrence that need not be attended; what was attended tells of its being excused by its card.
    mutating func addExcused(_ key: OccurrenceKey, in snapshot: Snapshot) throws {
        guard let occurrence = try snapshot.occurrence(key), let id = occurrence.meeting,
            let meeting = try meetings[id] ?? snapshot.meeting(id)
        else { return }
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
    fileprivate var excusedWeeks: Set<LocalDate> {
        Set(
            list.filter { $0.kind == DecisionKind.excusedWeek.rawValue }.compactMap(\.week).compactMap { LocalDate($0) }
        )
    }

    fileprivate var excusedOccurrences: [OccurrenceKey] {
        list.filter { $0.kind == DecisionKind.excuse.rawValue }.compactMap(\.occurrence)
    }

    /// Disputes that were neither taken back nor answered, by the card they are about.
    var openDisputes: [CardNumber: Int64] {
        let answered = Set(list.filter { $0.kind == DecisionKind.disputeAnswer.rawValue }.compactMap(\.target))
        return list.reduce(into: [:]) { open, decision in
            guard decision.kind == DecisionKind.dispute.rawValue, !answered.contains(decision.id),
                let card = decision.card
            else { return }
            open[card] = decision.id
        }
    }
}
