public import Attendance
internal import Store

/// Somebody who was in a meeting of the roster and matches nobody, with what may tell a person who it was.
public struct UnmatchedAttendee: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var meeting: MeetingID
    public var meetingName: String
    /// When the occurrence began.
    public var began: Timestamp?
    /// The attendee's name inside this occurrence; says nothing of the person.
    public var attendee: String
    /// It could be several participants equally well.
    public var isAmbiguous: Bool
    public var first: Timestamp?
    public var last: Timestamp?
    public var proven: Span
    public var inferred: Span
    public var connections: Int
    /// What was seen, sorted; empty once it was forgotten.
    public var names: [String]
    public var emails: [String]
    public var phones: [String]
    /// When what was seen was forgotten; nil: it is not.
    public var forgottenAt: Timestamp?
    /// Whom it may be; never applied by itself. Only participants of whoever asks.
    public var suggestions: [Suggestion]
    /// The kinds of name by which a claim can be made for good.
    public var lastingKinds: [IdentityKey.Kind]
}

/// One page of a list, newest first.
public struct UnmatchedPage: Hashable, Sendable {
    public var attendees: [UnmatchedAttendee]
    /// Ask for what comes after this; nil at the end.
    public var next: Int64?
}

extension AttendanceService {
    /// Who was in meetings and matches nobody, for a court representative whose participants these meetings concern, or
    /// for an administrator.
    /// - Parameter before: `next` of the page before.
    public func unmatched(for author: Author, before: Int64? = nil, limit: Int = 20) async throws -> UnmatchedPage {
        guard author.role != .participant else { return UnmatchedPage(attendees: [], next: nil) }
        return try await database.readers.read { [archive] snapshot in
            let records = try snapshot.occurrencesWithUnmatched(
                concerning: author.role == .administrator ? nil : author.id, before: before.map { OccurrenceKey($0) },
                limit: limit)
            // A court representative has some; all there are may be a million.
            let candidates =
                author.role == .administrator
                ? try snapshot.participants()
                : try snapshot.participants(of: author.id).compactMap { try snapshot.participant($0) }
            var attendees: [UnmatchedAttendee] = []
            for record in records {
                guard let id = record.meeting, let meeting = try snapshot.meeting(id) else { continue }
                let state = try OccurrenceState.load(record, meeting, from: snapshot, archive)
                attendees += try state.unmatched.keys.sorted().compactMap { attendee in
                    try UnmatchedAttendee(attendee, in: state, meeting, candidates) { key in
                        Set(try snapshot.claimants(seenWith: archive.hash(key)))
                    }
                }
            }
            return UnmatchedPage(
                attendees: attendees, next: records.count == limit ? records.last?.key.value : nil)
        }
    }
}

extension UnmatchedAttendee {
    /// - Parameter seenBefore: for whom attendees with a name were claimed before.
    fileprivate init?(
        _ attendee: String, in state: OccurrenceState, _ meeting: Meeting, _ candidates: [Participant],
        seenBefore: (IdentityKey) throws -> Set<PersonID>
    ) throws {
        guard let record = state.unmatched[attendee] else { return nil }
        let identities = Set(
            state.connections(ofUnmatched: attendee).flatMap { state.timeline.identities(of: $0) })
        let all = Set(identities.flatMap(\.keys))
        let keys = all.filter { !$0.isSealed }
        let known = try all.reduce(into: [IdentityKey: Set<PersonID>]()) { $0[$1] = try seenBefore($1) }
        func seen(_ value: (ObservedIdentity) -> String?) -> [String] {
            Set(identities.compactMap(value)).filter { IdentityKey(.name, $0)?.isSealed != true }.sorted()
        }
        self.init(
            occurrence: state.record.id, meeting: meeting.id, meetingName: meeting.name, began: state.record.began,
            attendee: attendee, isAmbiguous: record.reason == "ambiguous", first: record.first, last: record.last,
            proven: record.proven, inferred: record.inferred, connections: record.connections,
            names: Set(seen(\.displayName) + seen(\.originalName)).sorted(), emails: seen(\.email),
            phones: seen(\.phoneNumber), forgottenAt: state.record.forgottenAt,
            suggestions: Attendance.suggestions(
                for: identities, among: candidates, seenBefore: known),
            lastingKinds: IdentityKey.Kind.allCases.filter { kind in
                let found = keys.filter { $0.kind == kind }
                return kind.isLasting && found.count == 1 && !found.contains(where: \.namesNobody)
            })
    }
}
