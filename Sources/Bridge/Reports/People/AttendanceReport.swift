public import Attendance
internal import Store

/// What is known of one participant in one occurrence, and what was made of it.
public struct AttendanceReport: Hashable, Sendable {
    public var participant: PersonID
    public var occurrence: OccurrenceID
    public var meeting: MeetingID
    /// Nil where the roster does not know the meeting any more.
    public var meetingName: String?
    /// In which the meeting is scheduled (IANA); nil where it has no schedule.
    public var timeZone: String?
    /// As far as was told.
    public var began: Timestamp?
    public var ended: Timestamp?
    /// Occurrences with the same one are one sitting: they are judged together, and one card is for all of them.
    public var slot: Slot?
    public var isOver: Bool
    public var proven: IntervalSet
    public var inferred: IntervalSet
    public var corrected: IntervalSet
    /// Taken away by a person; part of none of the others.
    public var removed: IntervalSet
    /// Since when they have been there; nil when they are not.
    public var presentSince: Timestamp?
    public var first: Timestamp?
    public var last: Timestamp?
    public var connections: Int
    /// How they were recognised: a `MatchStrength`, and the kind of name.
    public var strength: String
    public var matchedBy: String
    /// Sorted; `PresenceFlag`s.
    public var flags: [String]
    /// The card in force that was issued for this occurrence.
    public var card: CardNumber?
    public var verdict: Verdict?
    public var isVoid: Bool
    public var isExcused: Bool
}

extension AttendanceReport {
    /// Nil for an occurrence of no meeting.
    init?(_ attended: AttendedOccurrence, name: (MeetingID) -> String?, timeZone: (MeetingID) -> String?) {
        let (occurrence, attendance) = (attended.occurrence, attended.attendance)
        guard let meeting = occurrence.meeting else { return nil }
        self.init(
            participant: attendance.participant, occurrence: occurrence.id, meeting: meeting,
            meetingName: name(meeting), timeZone: timeZone(meeting), began: occurrence.began, ended: occurrence.ended,
            slot: occurrence.slot,
            isOver: occurrence.completedAt != nil, proven: attendance.proven, inferred: attendance.inferred,
            corrected: attendance.corrected, removed: attendance.removed, presentSince: attendance.presentSince,
            first: attendance.first, last: attendance.last, connections: attendance.connections,
            strength: attendance.strength, matchedBy: attendance.matchedBy, flags: attendance.flags,
            card: attended.cardNumber, verdict: attended.verdict.flatMap { Verdict(rawValue: $0) },
            isVoid: attended.isVoid, isExcused: attended.isExcused)
    }
}
