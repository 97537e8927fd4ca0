internal import Attendance
internal import JSON

/// Zoom's fields, which may be missing, empty, or a number where the documentation says string.
extension JSONView {
    /// A string that is not empty, or a whole number in digits.
    var text: String? {
        if let string { return string.isEmpty ? nil : string }
        if let integer { return String(integer) }
        return whole.map { String($0) }
    }

    /// A whole number, in digits or not.
    var whole: Int64? {
        if let integer { return integer }
        if let string { return Int64(string) }
        guard let number, number.magnitude < 0x1p53, Double(Int64(number)) == number else { return nil }
        return Int64(number)
    }

    /// `2026-11-21T19:00:00Z`
    var moment: Timestamp? { string.flatMap { Timestamp(rfc3339: $0) } }

    /// `event_ts`: Unix milliseconds. What would be 1973 in milliseconds is taken for seconds; nothing beyond the year 9999.
    var eventMoment: Timestamp? {
        guard let whole, whole > 0, whole < 253_402_300_800_000 else { return nil }
        return whole < 100_000_000_000 ? Timestamp(seconds: whole) : Timestamp(milliseconds: whole)
    }

    /// A meeting number is digits; spaces and hyphens are how people write it.
    var meetingNumber: MeetingNumber? {
        guard let text, text.utf8.first.map(isDigit) == true else { return nil }
        let digits = text.filter { $0 != " " && $0 != "-" }
        guard digits.utf8.count <= 20, digits.utf8.allSatisfy(isDigit)
        else { return nil }
        return MeetingNumber(digits)
    }
}

func isDigit(_ character: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character) }
