public import Attendance
internal import Store

/// One holding of a meeting.
public struct OccurrenceReport: Hashable, Sendable {
    public var id: OccurrenceID
    /// Nil: the roster does not know the meeting.
    public var meeting: MeetingID?
    public var meetingName: String?
    /// As far as was told.
    public var began: Timestamp?
    public var ended: Timestamp?
    public var slot: Slot?
    /// What closed the books; nil: they are open.
    public var completion: String?
    public var completedAt: Timestamp?
    /// How many of those whom whoever asks may see attended, and are there now.
    public var attended: Int
    public var present: Int
}

/// Some of a meeting's occurrences, the newest first.
public struct OccurrencePage: Hashable, Sendable {
    public var occurrences: [OccurrenceReport]
    /// Ask for what comes before this; nil at the end.
    public var next: Int64?
}

/// An occurrence with those whom whoever asks may see.
public struct OccurrenceDetail: Hashable, Sendable {
    public var report: OccurrenceReport
    /// Sorted by participant.
    public var attendances: [AttendanceReport]
    /// By id, of those who attended.
    public var names: [PersonID: String]
    /// Who was expected and did not attend, sorted by id.
    public var absent: [NamedParticipant]
    /// Of those who attended; nil where nobody asked for them.
    public var lanes: [PersonID: AttendanceLanes]?
    /// How many attendees match nobody; nil where that is nothing to whoever asks.
    public var unmatched: Int?
}

extension AttendanceService {
    /// When a meeting was held, for officials; nil when there is no such meeting.
    /// - Parameter before: `next` of the page before.
    public func occurrences(
        of meeting: MeetingID, for author: Author, before: Int64?, limit: Int
    ) async throws -> OccurrencePage? {
        try await database.readers.read { snapshot in
            guard let name = try snapshot.meeting(meeting)?.name else { return nil }
            var found = try snapshot.occurrences(
                of: meeting, before: before.map { OccurrenceKey($0) }, limit: limit + 1)
            let isLast = found.count <= limit
            if !isLast { found.removeLast() }
            let counts = try snapshot.attendanceCounts(in: found.map(\.key), under: author.asCourtRep)
            return OccurrencePage(
                occurrences: found.map { OccurrenceReport($0, name, counts[$0.key] ?? (0, 0)) },
                next: isLast ? nil : found.last?.key.value)
        }
    }

    /// One of them and who was there, for officials; nil when there is none. Those of meetings that the roster does not know
    /// are for administrators.
    /// - Parameter withLanes: says when each connection was there; for that everything that was told of the occurrence is
    ///   read.
    public func occurrence(
        _ id: OccurrenceID, for author: Author, withLanes: Bool = false
    ) async throws -> OccurrenceDetail? {
        try await database.readers.read { [archive] snapshot in
            guard let record = try snapshot.occurrence(id), record.key != .none,
                record.meeting != nil || author.role == .administrator
            else { return nil }
            let meeting = try record.meeting.flatMap { try snapshot.meeting($0) }
            let attended = try snapshot.attendances(in: record.key, under: author.asCourtRep)
            let people = Set(attended.map(\.attendance.participant))
            let expected = try meeting.map { try snapshot.expected(at: $0.id, under: author.asCourtRep) } ?? []
            let isConcerned =
                try author.role == .administrator
                || meeting.map { try snapshot.concerns(courtRep: author.id, record.key, $0.id) } ?? false
            let present = attended.count { $0.attendance.presentSince != nil }
            let state = withLanes ? try OccurrenceState.load(record, meeting, from: snapshot, archive) : nil
            return OccurrenceDetail(
                report: OccurrenceReport(record, meeting?.name, (attended.count, present)),
                attendances: attended.compactMap {
                    AttendanceReport($0, name: { _ in meeting?.name }, timeZone: { _ in meeting?.schedule?.timeZone })
                },
                names: try snapshot.participants(among: people).reduce(into: [:]) { $0[$1.id] = $1.name },
                absent: expected.filter { !people.contains($0.id) }.map { NamedParticipant(id: $0.id, name: $0.name) },
                lanes: state.map { state in
                    people.reduce(into: [:]) { $0[$1] = AttendanceLanes(of: $1, in: state) }
                },
                unmatched: isConcerned ? try snapshot.unmatchedCounts(in: [record.key])[record.key] ?? 0 : nil)
        }
    }
}

extension OccurrenceReport {
    fileprivate init(_ record: OccurrenceRecord, _ name: String?, _ counts: (attended: Int, present: Int)) {
        self.init(
            id: record.id, meeting: record.meeting, meetingName: name, began: record.began, ended: record.ended,
            slot: record.slot, completion: record.completion, completedAt: record.completedAt,
            attended: counts.attended, present: counts.present)
    }
}
