/// A column of the table of participants.
enum ReportColumn: Hashable, CaseIterable {
    case name
    case email
    case join
    case leave
    case duration
    case totalDuration
    case guest
    case waitingRoom
    case attended
    /// Known, and of no use here.
    case other
}

/// A column of what a report says about the meeting itself.
enum ReportMeetingColumn: Hashable, CaseIterable {
    case number
    case topic
    case start
    case end
    case duration
}

/// Headings of all languages, by the one form that their spellings share.
///
/// Zoom writes them in the language of the host's account, and has changed them over the years.
enum ReportHeading {
    /// Case, white space and the width of characters do not matter, nor how an apostrophe is drawn.
    static func normalised(_ heading: String) -> String {
        var out = ""
        var gap = false
        for scalar in heading.unicodeScalars {
            let scalar = scalar.narrow
            if scalar.properties.isWhitespace || scalar == "_" {
                gap = true
                continue
            }
            if scalar.properties.isDefaultIgnorableCodePoint { continue }
            if gap, !out.isEmpty, out.last != "(", scalar != "(", scalar != ")" { out += " " }
            gap = false
            out += scalar == "’" || scalar == "‘" ? "'" : scalar.properties.lowercaseMapping
        }
        return out
    }

    static func participantColumn(_ heading: String) -> ReportColumn? {
        let normal = normalised(heading)
        if let column = participantColumns[normal] { return column }
        // Whoever waits must not count as present: this one column is found however it is worded.
        return waitingRoomWords.contains { normal.contains($0) } ? .waitingRoom : nil
    }

    static func meetingColumn(_ heading: String) -> ReportMeetingColumn? { meetingColumns[normalised(heading)] }

    static let participantColumns: [String: ReportColumn] = index([
        .name: names, .email: emails, .join: joins, .leave: leaves, .duration: durations,
        .totalDuration: totalDurations, .guest: guests, .attended: attended, .other: others,
    ])

    static let meetingColumns: [String: ReportMeetingColumn] = index([
        .number: numbers, .topic: topics, .start: starts, .end: ends, .duration: durations + meetingDurations,
    ])

    private static func index<Column: Hashable>(_ spellings: [Column: [String]]) -> [String: Column] {
        var columns: [String: Column] = [:]
        for (column, headings) in spellings {
            for heading in headings { columns[normalised(heading)] = column }
        }
        return columns
    }
}

extension Unicode.Scalar {
    /// The ordinary form of a full-width letter, digit or sign.
    var narrow: Unicode.Scalar {
        guard (0xFF01...0xFF5E).contains(value), let narrow = Unicode.Scalar(value - 0xFEE0) else { return self }
        return narrow
    }
}
