public import Attendance
public import Zoom

/// A participant report that a host downloaded, and what is known of it beside what it says.
public struct GivenReport: Hashable, Sendable {
    public var bytes: [UInt8]
    /// `participants_84712639219.csv` names the meeting.
    public var fileName: String?
    public var meeting: MeetingNumber?
    /// Needed where the report fits several.
    public var occurrence: OccurrenceID?
    /// An IANA name: of the account that it was downloaded from.
    public var timeZone: String?
    /// How it writes dates, where it leaves that open.
    public var dateOrder: DateOrder?

    public init(
        _ bytes: [UInt8], fileName: String? = nil, meeting: MeetingNumber? = nil, occurrence: OccurrenceID? = nil,
        timeZone: String? = nil, dateOrder: DateOrder? = nil
    ) {
        self.bytes = bytes
        self.fileName = fileName
        self.meeting = meeting
        self.occurrence = occurrence
        self.timeZone = timeZone
        self.dateOrder = dateOrder
    }
}

/// What a report says, beside what is known.
public struct ReportReconciliation: Hashable, Sendable {
    public var layout: ReportFile.Layout
    /// On whose clock its times were read.
    public var timeZone: String
    /// That zone was neither given nor set: it is the one of the meeting's schedule.
    public var isZoneGuessed: Bool
    /// For whoever gave the report.
    public var warnings: [ReportMistake]
    /// Rows of people in the waiting room, which prove nothing.
    public var waitingRows: Int
    /// Nil in the layout of totals: without times it can contradict, and never prove.
    public var reconciliation: Reconciliation?
    /// What the layout of totals says otherwise, in the order of its rows.
    public var contradictions: [TotalContradiction]
    /// The occurrence it was compared with.
    public var occurrence: OccurrenceID
}

/// A row of totals that does not fit what is known.
public struct TotalContradiction: Hashable, Sendable {
    /// Of the file, from 1; what names somebody stays in the file.
    public var line: Int
    /// Whom it is about, where that is a participant.
    public var participant: PersonID?
    public var reportedMinutes: Int
    /// Zero where nobody by that name is known to have been there.
    public var knownMinutes: Int
}
