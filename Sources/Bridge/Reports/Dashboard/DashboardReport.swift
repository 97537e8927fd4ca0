public import Attendance

/// What a court representative has to see of all their participants, as of one moment.
public struct DashboardReport: Sendable {
    public var courtRep: PersonID
    /// Of the court representative.
    public var name: String
    public var at: Timestamp
    /// Sorted by name.
    public var participants: [ParticipantSummary]
    /// What goes on where they are expected or are, in the order it began.
    public var goingOn: [MeetingGoingOn]
    /// Cards of the last fourteen days that did not pass and that nobody decided about, the newest first.
    public var cards: [CardToSee]
    public var unmatched: Unmatched
    /// The newest day of which there is a digest.
    public var newestDigest: LocalDate?
    /// Those that are named here.
    public var meetings: [MeetingID: String]
    /// The last position of the feed when this was read: a client that follows the feed from there misses nothing. It moves
    /// with every message to anybody.
    public var position: Int64

    /// Attendees who match nobody, where participants were or are expected; those who were forgotten are not counted.
    public struct Unmatched: Hashable, Sendable {
        public var attendees: Int
        public var occurrences: Int
    }
}

/// An occurrence that began and of which no end was told, with those participants of one court representative whom it
/// concerns.
public struct MeetingGoingOn: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var meeting: MeetingID
    public var start: Timestamp
    /// The scheduled time it is held in.
    public var slot: Slot?
    /// Who is there, sorted.
    public var present: [PersonID]
    /// Who is expected and not there, sorted.
    public var absent: [PersonID]
}
