public import Attendance

/// The participant report of one meeting as a host downloads it from Zoom: CSV in any of its layouts and languages.
///
/// Its times have no zone: they are on the wall clock of the account it was downloaded from.
public struct ReportFile: Hashable, Sendable {
    public enum Layout: String, Hashable, Sendable {
        /// A row for each stay of each connection.
        case sessions
        /// A row for each person with a total and no times ("Show unique users"). It can contradict, never prove.
        case unique
        /// The attendee report of a webinar, with rows for host, panelists and attendees.
        case webinar
    }

    /// What the report says about the meeting itself ("Export with meeting data").
    public struct Meeting: Hashable, Sendable {
        public var number: MeetingNumber
        public var topic: String?
        public var start: Timestamp?
        public var end: Timestamp?
        /// Whole minutes, rounded up by Zoom.
        public var durationMinutes: Int?
        /// How far `start` and `end` may stand before the truth: a second, or a minute where they lack seconds.
        public var precision: Span
    }

    public var layout: Layout
    public var meeting: Meeting?
    /// In the order of the file, waiting-room stays among them.
    public var rows: [ReportRow]
    /// Nil where no date leaves it open.
    public var dateOrder: DateOrder?
    /// What could be read in one way only by guessing, or was passed over; for the person who gave the file.
    public var warnings: [ReportMistake]

    /// The coarsest of all rows.
    public var precision: Span { rows.map(\.precision).max() ?? .seconds(1) }

    /// From the first join to the last leave outside the waiting room: where to look for the occurrence when the report
    /// does not say when the meeting began.
    public var interval: (first: Timestamp, last: Timestamp)? {
        let present = rows.filter { !$0.isInWaitingRoom }
        guard let first = present.compactMap(\.join).min(), let last = present.compactMap(\.leave).max() else {
            return nil
        }
        return (first, last)
    }

    /// A name for the occurrence where no webhook has told its uuid; nil when the report tells number or start neither.
    public var occurrence: OccurrenceID? {
        guard let meeting, let start = meeting.start else { return nil }
        return OccurrenceID("report:\(meeting.number):\(start.rfc3339)")
    }

    /// The stays that prove presence: whoever is in the waiting room is not in the meeting.
    public func stays(in occurrence: OccurrenceID, of number: MeetingNumber? = nil) -> [ReportStay] {
        rows.compactMap { $0.stay(in: occurrence, of: number ?? meeting?.number) }
    }

    /// All that the report proves, as bodies for the journal: began, ended, then the stays. The same report gives the
    /// same bodies; two equal rows give one.
    public func bodies(in occurrence: OccurrenceID, of number: MeetingNumber? = nil) -> [[UInt8]] {
        var bodies: [[UInt8]] = []
        let number = number ?? meeting?.number
        // Where seconds are cut off, the start is moved to the end of its minute: no more is claimed than is known, and
        // a webhook that knows the second still decides.
        if let meeting, let start = meeting.start {
            let bound = meeting.precision > .seconds(1) ? start + meeting.precision : start
            bodies.append(ReportBound(.started, at: bound, in: occurrence, of: number, source: .csv).body)
        }
        if let end = meeting?.end {
            bodies.append(ReportBound(.ended, at: end, in: occurrence, of: number, source: .csv).body)
        }
        bodies += stays(in: occurrence, of: number).map(\.body)
        var seen: Set<[UInt8]> = []
        return bodies.filter { seen.insert($0).inserted }
    }

    /// `participants_84712639219.csv`: the file's name tells the meeting where the file does not.
    public static func number(inFileName name: String) -> MeetingNumber? {
        let digits = name.split { !$0.isASCII || !$0.isNumber }.filter { (9...12).contains($0.count) }
        return digits.count == 1 ? MeetingNumber(String(digits[0])) : nil
    }
}

/// A row of a report: one stay, or in the unique layout one person.
public struct ReportRow: Hashable, Sendable {
    /// Of the file, from 1.
    public var line: Int
    /// Nil where Zoom withholds it.
    public var name: String?
    /// Where a person has renamed themselves: `New (Original)`.
    public var originalName: String?
    public var email: String?
    /// Nil in the unique layout.
    public var join: Timestamp?
    public var leave: Timestamp?
    /// Whole minutes, rounded up by Zoom; of all stays in the unique layout.
    public var durationMinutes: Int?
    public var isInWaitingRoom: Bool
    /// Not of the host's account; nil where the report does not say.
    public var isGuest: Bool?
    /// How far `join` and `leave` may stand before the truth.
    public var precision: Span

    /// Nil for what proves nothing: a row without times, and one of the waiting room.
    public func stay(in occurrence: OccurrenceID, of meeting: MeetingNumber?) -> ReportStay? {
        guard !isInWaitingRoom, let join, let leave else { return nil }
        var stay = ReportStay(in: occurrence, of: meeting, from: join, until: leave, source: .csv)
        stay.precision = precision
        stay.name = name
        stay.originalName = originalName
        stay.email = email
        return stay
    }
}
