public import Attendance
internal import Store

/// A meeting of the roster, and who is expected there.
public struct MeetingReport: Hashable, Sendable {
    public var meeting: Meeting
    /// The next scheduled time that is not over.
    public var next: Slot?
    /// How many of those whom whoever asks may see are expected; nil where that was not counted.
    public var expected: Int?
}

/// Some meetings, sorted by id.
public struct MeetingPage: Hashable, Sendable {
    public var meetings: [MeetingReport]
    /// What the next page comes after; nil when this is the last.
    public var next: MeetingID?
}

/// A participant by id and name.
public struct NamedParticipant: Hashable, Sendable {
    public var id: PersonID
    public var name: String
}

extension AttendanceService {
    /// The meetings of the roster, for officials.
    /// - Parameter id: `next` of the page before.
    public func meetings(
        for author: Author, after id: MeetingID?, limit: Int, at now: Timestamp
    ) async throws -> MeetingPage {
        try await database.readers.read { snapshot in
            var found = try snapshot.meetings(after: id, limit: limit + 1)
            let isLast = found.count <= limit
            if !isLast { found.removeLast() }
            let expected = try snapshot.enrollmentCounts(in: found.map(\.id), under: author.asCourtRep)
            return MeetingPage(
                meetings: found.map { MeetingReport($0, expected: expected[$0.id] ?? 0, at: now) },
                next: isLast ? nil : found.last?.id)
        }
    }

    /// One of them, and who of those whom an official may see is expected there; nil when there is no such meeting.
    public func meeting(
        _ id: MeetingID, for author: Author, at now: Timestamp
    ) async throws -> (report: MeetingReport, expected: [NamedParticipant])? {
        try await database.readers.read { snapshot in
            guard let meeting = try snapshot.meeting(id) else { return nil }
            let expected = try snapshot.expected(at: id, under: author.asCourtRep).map {
                NamedParticipant(id: $0.id, name: $0.name)
            }
            return (MeetingReport(meeting, expected: expected.count, at: now), expected)
        }
    }
}

extension MeetingReport {
    init(_ meeting: Meeting, expected: Int?, at now: Timestamp) {
        // A slot may have begun yesterday.
        let slots = meeting.schedule?.slots(from: now - .hours(24), through: now + .hours(60 * 24)) ?? []
        self.init(meeting: meeting, next: slots.first { $0.end > now }, expected: expected)
    }
}

extension Author {
    /// Nil for whoever sees everybody.
    var asCourtRep: PersonID? { role == .administrator ? nil : id }
}
