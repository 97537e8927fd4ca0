public import Attendance
internal import Store

/// What a participant and their court representative are shown of one participant.
public struct ProgressReport: Hashable, Sendable {
    public var participant: Participant
    public var progress: Progress
    /// By meeting, for those that appear in the progress.
    public var meetings: [MeetingID: Meeting]
    /// The last position of the feed when this was read: a client that follows the feed from there misses nothing. It moves
    /// with every message to anybody.
    public var position: Int64
    /// When something of this last changed; nil when nothing has happened yet.
    public var lastUpdated: Timestamp?
}

extension AttendanceService {
    /// Where a participant stands at a moment; nil when there is no such participant.
    public func reportProgress(of id: PersonID, at now: Timestamp) async throws -> ProgressReport? {
        try await database.readers.read { snapshot -> ProgressReport? in
            guard let participant = try snapshot.participant(id) else { return nil }
            var summaries: [AttendanceSummary] = []
            var current: Progress.Current?
            var meetings: [MeetingID: Meeting] = [:]
            for attended in try snapshot.attendances(of: id) {
                guard let id = attended.occurrence.meeting else { continue }
                guard let meeting = try meetings[id] ?? snapshot.meeting(id) else { continue }
                meetings[id] = meeting
                let (record, occurrence) = (attended.attendance, attended.occurrence)
                summaries.append(
                    AttendanceSummary(
                        occurrence: occurrence.id, meeting: meeting.id,
                        start: occurrence.began ?? record.first ?? occurrence.firstReceivedAt, slot: occurrence.slot,
                        verdict: attended.verdict.flatMap { Verdict(rawValue: $0) }, card: attended.cardNumber,
                        proven: record.proven.total, corrected: record.corrected.total,
                        inferred: record.inferred.total))
                // In two meetings at once, the one joined last is the one they are in.
                if occurrence.completedAt == nil, let found = meetingNow(record, occurrence, meeting, now),
                    current.map({ $0.since < found.since }) ?? true
                {
                    current = found
                }
            }
            return ProgressReport(
                participant: participant,
                progress: Progress(
                    requirement: participant.requirement, timeZone: participant.timeZone, now: now,
                    attendances: summaries, current: current),
                meetings: meetings, position: try snapshot.lastFeedPosition(),
                lastUpdated: [try snapshot.lastTold(id), try snapshot.lastCard(of: id)?.issuedAt].compactMap(\.self)
                    .max())
        }
    }
}

private func meetingNow(
    _ record: AttendanceRecord, _ occurrence: OccurrenceRecord, _ meeting: Meeting, _ now: Timestamp
) -> Progress.Current? {
    Progress.Current(
        occurrence: occurrence.id, meeting: meeting.id,
        presence: Presence(
            proven: record.proven, corrected: record.corrected, inferred: record.inferred,
            presentSince: record.presentSince),
        now: now)
}
