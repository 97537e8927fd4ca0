public import Attendance
internal import CourtCard

/// All cards of one participant over a time, for a hearing.
public struct HearingBook: Hashable, Sendable {
    /// In the order of the meetings.
    public let sheets: [CardSheet]
    /// The first and the last day that was asked for.
    public var from: LocalDate
    public var to: LocalDate
    public var madeAt: Timestamp

    /// - Parameter sheets: in any order.
    public init(_ sheets: [CardSheet], from: LocalDate, to: LocalDate, madeAt: Timestamp) {
        self.sheets = sheets.map { ($0.start, $0) }
            .sorted { ($0.0, $0.1.file.card.content.issuedAt) < ($1.0, $1.1.file.card.content.issuedAt) }
            .map(\.1)
        self.from = from
        self.to = to
        self.madeAt = madeAt
    }
}

extension CardSheet {
    /// When the meeting was to begin, or else began.
    var start: Timestamp {
        let facts = file.card.content.facts
        return facts.scheduled?.start ?? facts.actual.start ?? file.card.content.issuedAt
    }
}

extension CardReading {
    /// One line on the card, as a book and a table list it.
    struct Line: Hashable {
        var date: String
        var meeting: String
        var minutes: String
        var share: String
        var outcome: Outcome
        var number: String
    }

    var line: Line {
        Line(
            date: clock.moment(sheet.start), meeting: meetingName, minutes: String(minutesThere),
            share: percent.map { "\($0) %" } ?? "–", outcome: listed, number: number)
    }

    /// As `outcome`, where the card still stands: one that was replaced must not be counted twice.
    private var listed: Outcome {
        if isSuperseded { return Outcome(symbol: .dash, word: words.superseded, sentence: "") }
        return facts.isVoid ? Outcome(symbol: .problem, word: words.void, sentence: "") : outcome
    }

    var isSuperseded: Bool {
        if case .superseded = sheet.standing { true } else { false }
    }
}
