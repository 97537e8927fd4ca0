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
    /// Nil where none was ever written down.
    public var consent: Consent?
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
            let everything = try snapshot.decisions(about: id)
            let decisions = Decisions(everything)
            for absence in decisions.excusedOccurrences { try sittings.addExcused(absence, in: snapshot) }
            return ProgressReport(
                participant: participant,
                progress: Progress(
                    requirement: participant.requirement, timeZone: participant.timeZone, now: now,
                    attendances: sittings.summaries, current: sittings.current, weekStart: settings.weekStart,
                    excusedWeeks: decisions.excusedWeeks),
                meetings: sittings.meetings, openDisputes: decisions.openDisputes,
                consent: Consent(everything),
                position: try snapshot.lastFeedPosition(),
                lastUpdated: [
                    try snapshot.lastTold(id), try snapshot.lastCard(of: id)?.issuedAt, everything.last?.at,
                ].compactMap(\.self).max())
        }
    }
}

extension Decisions {
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
