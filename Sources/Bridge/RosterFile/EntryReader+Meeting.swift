import Attendance

/// What only meetings have: the number, from wherever it is given, and the schedule.
extension EntryReader {
    mutating func meetingNumber() -> MeetingNumber? {
        let given = numberColumn()
        let linked = linkColumn(numberGiven: has(.number))
        if !has(.number), !has(.link) {
            report(.number, "number or link is missing, for example 847 1263 9219 or https://zoom.us/j/84712639219")
        }
        if let given, let linked, given != linked {
            report(.link, "link is for the meeting \(linked), but number is \(given); which is right?")
            return nil
        }
        return given ?? linked
    }

    private mutating func numberColumn() -> MeetingNumber? {
        guard let text = text(.number) else { return nil }
        let digits = text.filter { !$0.isWhitespace && $0 != "-" }
        guard ZoomLink.isNumber(digits) else {
            let hint = text.contains("/") ? "; a link belongs in the column link" : ""
            report(.number, "number is \(text.quoted); allowed are Zoom's 9 to 11 digits, such as 847 1263 9219\(hint)")
            return nil
        }
        return MeetingNumber(digits)
    }

    private mutating func linkColumn(numberGiven: Bool) -> MeetingNumber? {
        guard let text = text(.link) else { return nil }
        let link: ZoomLink
        do {
            link = try ZoomLink(text)
        } catch {
            let example = "allowed is a join link such as https://us02web.zoom.us/j/84712639219"
            switch error {
            case .notALink: report(.link, "link is \(text.quoted), which is no link; \(example)")
            case .notZoom: report(.link, "link is \(text.quoted), which does not lead to Zoom; \(example)")
            case .noMeeting: report(.link, "link is \(text.quoted), which leads to no meeting; \(example)")
            }
            return nil
        }
        if link.number == nil, !numberGiven {
            report(.link, "link is \(text.quoted), a personal link that hides the meeting's number; fill number too")
        }
        return link.number.map { MeetingNumber($0) }
    }

    mutating func schedule() -> Schedule? {
        let columns: [RosterColumn] = [.weekdays, .start, .durationMinutes, .timeZone]
        guard columns.contains(where: { has($0) }) else { return nil }
        for column in columns where !has(column) {
            report(
                column,
                "\(column.rawValue) is missing: a schedule needs weekdays, start, duration_minutes and time_zone")
        }
        let weekdays = weekdays()
        let start = startMinute()
        let duration = integer(.durationMinutes, in: 1...1440)
        let timeZone = timeZone()
        guard let weekdays, let start, let duration, let timeZone else { return nil }
        return Schedule(weekdays: weekdays, startMinute: start, durationMinutes: duration, timeZone: timeZone)
    }

    private mutating func weekdays() -> Set<Int>? {
        var days: Set<Int> = []
        for text in list(.weekdays) {
            guard text.count >= 2, let day = Weekday.names.firstIndex(where: { $0.hasPrefix(text.lowercased()) }) else {
                report(.weekdays, "weekdays has \(text.quoted); allowed are Mon Tue Wed Thu Fri Sat Sun")
                return nil
            }
            days.insert(day + 1)
        }
        return days.isEmpty ? nil : days
    }

    private mutating func startMinute() -> Int? {
        guard let text = text(.start) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.joined().utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else {
            report(.start, "start is \(text.quoted); allowed is a time on the 24-hour clock, such as 19:00")
            return nil
        }
        return hour * 60 + minute
    }
}

/// English names, Monday first as in ISO 8601.
enum Weekday {
    static let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// - Parameter day: 1 is Monday.
    static func short(_ day: Int) -> String {
        names.indices.contains(day - 1) ? names[day - 1].prefix(3).capitalizedFirst : String(day)
    }
}

extension StringProtocol {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
