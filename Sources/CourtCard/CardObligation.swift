public import Attendance

/// What the court asked of the participant when a card was issued, and where they stood after it.
public struct CardObligation: Hashable, Sendable {
    /// Nil where the court asks for no number.
    public var meetingsPerWeek: Int?
    public var meetingsInTotal: Int?
    public var minimumMinutes: Int?
    public var startsOn: LocalDate?
    /// The last day.
    public var deadline: LocalDate?
    public var counts: Counting
    /// `counts` in plain words.
    public var sentence: String
    public var progress: Progress

    public enum Counting: String, Hashable, Sendable, CaseIterable {
        case counted
        case notCounted = "not-counted"
        /// A person has to decide.
        case undecided
        /// It is not held against them.
        case excused
    }

    /// With this attendance in it.
    public struct Progress: Hashable, Sendable {
        public var weekStarts: LocalDate
        public var doneThisWeek: Int
        public var requiredThisWeek: Int?
        public var doneInTotal: Int
        public var requiredInTotal: Int?
        public var standing: Attendance.Progress.Standing
        public var sentence: String

        public init(
            weekStarts: LocalDate, doneThisWeek: Int, requiredThisWeek: Int?, doneInTotal: Int, requiredInTotal: Int?,
            standing: Attendance.Progress.Standing, sentence: String
        ) {
            self.weekStarts = weekStarts
            self.doneThisWeek = doneThisWeek
            self.requiredThisWeek = requiredThisWeek
            self.doneInTotal = doneInTotal
            self.requiredInTotal = requiredInTotal
            self.standing = standing
            self.sentence = sentence
        }
    }

    public init(
        meetingsPerWeek: Int?, meetingsInTotal: Int?, minimumMinutes: Int?, startsOn: LocalDate?, deadline: LocalDate?,
        counts: Counting, sentence: String, progress: Progress
    ) {
        self.meetingsPerWeek = meetingsPerWeek
        self.meetingsInTotal = meetingsInTotal
        self.minimumMinutes = minimumMinutes
        self.startsOn = startsOn
        self.deadline = deadline
        self.counts = counts
        self.sentence = sentence
        self.progress = progress
    }
}
