public import Attendance

/// What Zoom's own record of an occurrence changes, or has changed.
public struct Reconciliation: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var number: MeetingNumber?
    /// Nil where the roster does not know the meeting: then nothing follows from it, until the roster does.
    public var meeting: MeetingID?
    /// No delivery was known of the occurrence.
    public var isNew: Bool
    /// As far as it is known with the record.
    public var began: Timestamp?
    public var ended: Timestamp?
    /// How much the record says that tells of attendance, and how much of that was not in the journal.
    public var entries: Int
    public var newEntries: Int
    /// Whose attendance is another with it, sorted by participant.
    public var people: [AttendanceDifference]
    /// How many attendees match nobody.
    public var unmatchedBefore: Int
    public var unmatchedAfter: Int
    /// It is in the journal, and everything that follows has been done.
    public var isApplied: Bool
}

/// One participant's attendance without the record and with it.
public struct AttendanceDifference: Hashable, Sendable {
    public var participant: PersonID
    /// Nil where they were not known to have attended.
    public var before: AttendanceFigures?
    public var after: AttendanceFigures?
}

/// How long somebody attended.
public struct AttendanceFigures: Hashable, Sendable {
    public var proven: Span
    public var inferred: Span
    public var corrected: Span
    /// Raw values of `PresenceFlag`, sorted.
    public var flags: [String]

    public var total: Span { proven + inferred + corrected }
}

/// Why a record cannot be compared.
public enum ReconcileError: Error, Hashable, Sendable {
    /// Neither the report nor whoever gave it says which meeting it is of.
    case numberMissing
    /// The report is of another meeting than was said.
    case otherMeeting(told: MeetingNumber, given: MeetingNumber)
    /// The report's times are of no known zone.
    case zoneMissing
    case zoneUnknown(String)
    /// The report says nothing of when it was.
    case startMissing
    /// It may be any of these, sorted by when they began.
    case several([Candidate])
    /// Nothing is known of a meeting at that time that totals without times could be held against.
    case nothingKnown(MeetingNumber, Timestamp)
    /// No occurrence is known by that uuid.
    case occurrenceUnknown(OccurrenceID)

    public struct Candidate: Hashable, Sendable {
        public var occurrence: OccurrenceID
        public var began: Timestamp?
        public var ended: Timestamp?
    }
}

extension ReconcileError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .numberMissing: "The report does not say which meeting it is of: add --meeting NUMBER."
        case .otherMeeting(let told, let given):
            "The report is of meeting \(told), not of \(given): leave --meeting out, or give the right report."
        case .zoneMissing:
            "The report's times are on the clock of the Zoom account that it was downloaded from, and no time zone is "
                + "known: add --zone, such as --zone America/New_York, or set zoomAPI.timeZone."
        case .zoneUnknown(let name): "\(name) is no time zone; write it like America/New_York."
        case .startMissing:
            "The report does not say when it was: download it again with meeting data, or add --occurrence UUID."
        case .several(let candidates):
            "The report may be of any of these; add --occurrence UUID:"
                + candidates.map { candidate in
                    let times = [candidate.began, candidate.ended].map { $0?.rfc3339 ?? "unknown" }
                    return "\n  \(candidate.occurrence)  \(times[0]) to \(times[1])"
                }.joined()
        case .nothingKnown(let number, let start):
            "Nothing is known of meeting \(number) at \(start.rfc3339), and totals without times prove nothing: export the "
                + "report without “Show unique users”."
        case .occurrenceUnknown(let id): "No occurrence \(id) is known."
        }
    }
}
