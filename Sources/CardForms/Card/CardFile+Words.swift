public import CourtCard

extension CardFile {
    /// What a card says, as it stands on paper, so that somebody can hold the one beside the other: who, at what meeting, when,
    /// for how long, and whether it counts.
    public var inWords: String {
        let reading = CardReading(CardSheet(self, standing: .inForce, code: ""), .english)
        return [
            reading.name, reading.meetingName, reading.clock.moment(reading.sheet.start), reading.minutes,
            reading.outcome.word,
        ].joined(separator: "; ")
    }
}
