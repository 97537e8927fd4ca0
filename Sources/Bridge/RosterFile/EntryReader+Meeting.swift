import Attendance

/// The number of a meeting, from wherever it is given.
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
}
