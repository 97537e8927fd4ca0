public import Attendance
internal import Store

/// Some participants, sorted by id.
public struct ParticipantPage: Hashable, Sendable {
    public var participants: [Participant]
    /// What the next page comes after; nil when this is the last.
    public var next: PersonID?
}

/// A participant with the meetings they are expected at.
public struct ParticipantReport: Hashable, Sendable {
    public var participant: Participant
    /// Sorted by id.
    public var meetings: [MeetingReport]
}

extension AttendanceService {
    /// The participants of a court representative, or all.
    ///
    /// - Parameters:
    ///   - courtRep: nil: all that `author` may see.
    ///   - id: `next` of the page before.
    /// - Returns: nil where `author` may see none of them.
    public func participants(
        for author: Author, of courtRep: PersonID?, after id: PersonID?, limit: Int
    ) async throws -> ParticipantPage? {
        let isAdministrator = author.role == .administrator
        guard isAdministrator || author.role == .courtRep && courtRep ?? author.id == author.id else { return nil }
        return try await database.readers.read { snapshot in
            var ids = try snapshot.participants(
                of: isAdministrator ? courtRep : author.id, after: id, limit: limit + 1)
            let isLast = ids.count <= limit
            if !isLast { ids.removeLast() }
            return ParticipantPage(
                participants: try snapshot.participants(among: ids), next: isLast ? nil : ids.last)
        }
    }

    /// Somebody, for whoever may read about them; nil when there is no such participant.
    public func participant(_ id: PersonID, at now: Timestamp) async throws -> ParticipantReport? {
        try await database.readers.read { snapshot in
            guard let found = try snapshot.participant(id) else { return nil }
            let meetings = try found.meetings.sorted().compactMap { try snapshot.meeting($0) }
            return ParticipantReport(
                participant: found, meetings: meetings.map { MeetingReport($0, expected: nil, at: now) })
        }
    }
}
