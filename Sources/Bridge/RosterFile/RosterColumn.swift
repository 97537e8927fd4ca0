/// What a line of a roster file is about.
enum RosterKind: String, CaseIterable {
    case courtRep = "court-rep"
    case administrator
    case participant
    case meeting

    /// The list that holds it in JSON.
    var list: String {
        switch self {
        case .courtRep: "courtReps"
        case .administrator: "administrators"
        case .participant: "participants"
        case .meeting: "meetings"
        }
    }

    /// The columns that may be filled, in the order they are written.
    var columns: [RosterColumn] {
        switch self {
        case .courtRep, .administrator: [.id, .name, .email]
        case .participant:
            [
                .id, .name, .caseNumber, .courtRep, .timeZone, .meetingsPerWeek, .meetingsInTotal, .minimumMinutes,
                .joinCode, .registrantID, .customerKey, .zoomUserID, .email, .phone, .zoomName, .meetings,
            ]
        case .meeting:
            [.id, .number, .link, .name, .program, .weekdays, .start, .durationMinutes, .timeZone]
        }
    }
}

/// A column of CSV, a key of JSON: the raw value is the heading, `key` the key.
enum RosterColumn: String, CaseIterable {
    case kind
    case id
    case name
    case email
    case caseNumber = "case_number"
    case courtRep = "court_rep"
    case timeZone = "time_zone"
    case meetingsPerWeek = "meetings_per_week"
    case meetingsInTotal = "meetings_in_total"
    case minimumMinutes = "minimum_minutes"
    case joinCode = "join_code"
    case registrantID = "registrant_id"
    case customerKey = "customer_key"
    case zoomUserID = "zoom_user_id"
    case phone
    case zoomName = "zoom_name"
    case meetings
    case number
    case link
    case program
    case weekdays
    case start
    case durationMinutes = "duration_minutes"

    /// Takes `case_number`, `Case Number`, `caseNumber` and the like for the same.
    init?(heading: String) {
        let plain = Self.plain(heading)
        guard let column = Self.allCases.first(where: { Self.plain($0.rawValue) == plain }) else { return nil }
        self = column
    }

    var key: String {
        let words = rawValue.split(separator: "_")
        return words.dropFirst().reduce(String(words[0])) { $0 + $1.prefix(1).uppercased() + $1.dropFirst() }
    }

    private static func plain(_ text: String) -> String {
        String(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    /// What separates several values in one text. Names and phone numbers hold spaces themselves.
    var separators: String {
        switch self {
        case .registrantID, .customerKey, .zoomUserID, .email, .meetings: " |\n\t"
        case .phone, .zoomName: "|\n"
        case .weekdays: " ,|/\n\t"
        default: ""
        }
    }
}
