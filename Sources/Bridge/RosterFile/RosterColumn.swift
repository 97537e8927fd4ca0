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
                .startsOn, .deadline, .policy, .joinCode, .registrantID, .customerKey, .zoomUserID, .email, .phone,
                .zoomName, .meetings,
            ]
        case .meeting:
            [
                .id, .number, .link, .name, .program, .weekdays, .start, .durationMinutes, .timeZone, .from, .until,
                .dates, .cancelledDates,
            ]
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
    case startsOn = "starts_on"
    case deadline
    case policy
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
    case from
    case until
    case dates
    case cancelledDates = "cancelled_dates"

    /// What a weekly rule of a schedule says, the time zone aside.
    static let rule: [Self] = [.weekdays, .start, .durationMinutes, .from, .until]

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

    /// What separates several values in one text. Names, phone numbers and times of a date hold spaces themselves.
    var separators: String {
        switch self {
        case .registrantID, .customerKey, .zoomUserID, .email, .meetings: " |\n\t"
        case .phone, .zoomName: "|\n"
        case .weekdays, .start: " ,|/\n\t"
        case .dates: ",;|\n"
        case .cancelledDates: " ,;|\n\t"
        default: ""
        }
    }
}
