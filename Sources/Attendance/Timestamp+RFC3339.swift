extension Timestamp {
    /// RFC 3339 in UTC: `2026-11-21T19:00:00Z`, with three decimals only where the moment has milliseconds.
    public var rfc3339: String {
        let days = milliseconds.flooredDivision(by: 86_400_000)
        let inDay = milliseconds - days * 86_400_000
        let (year, month, day) = civil(fromDays: days)
        return String(unsafeUninitializedCapacity: 32) { out in
            var n = 0
            func put(_ byte: UInt8) {
                out[n] = byte
                n += 1
            }
            func digits(_ value: Int64, _ width: Int) {
                var divisor: Int64 = 1
                for _ in 1..<width { divisor *= 10 }
                var rest = value
                while divisor > 0 {
                    put(UInt8(truncatingIfNeeded: 48 + rest / divisor % 10))
                    rest %= divisor
                    divisor /= 10
                }
            }
            digits(min(max(year, 0), 9999), 4)
            put(45)
            digits(month, 2)
            put(45)
            digits(day, 2)
            put(84)
            digits(inDay / 3_600_000, 2)
            put(58)
            digits(inDay / 60_000 % 60, 2)
            put(58)
            digits(inDay / 1000 % 60, 2)
            if inDay % 1000 != 0 {
                put(46)
                digits(inDay % 1000, 3)
            }
            put(90)
            return n
        }
    }

    /// Reads RFC 3339 with `Z` or an offset and up to nine decimals (what is finer than a millisecond is cut off).
    public init?(rfc3339 text: some StringProtocol) {
        var text = String(text)
        let parsed: Int64? = text.withUTF8 { parse($0) }
        guard let parsed else { return nil }
        self.init(milliseconds: parsed)
    }
}

/// RFC 3339 §5.6 `date-time`; a leap second counts as the first second of the next minute.
private func parse(_ s: UnsafeBufferPointer<UInt8>) -> Int64? {
    func number(_ from: Int, _ width: Int) -> Int64? {
        guard from + width <= s.count else { return nil }
        var value: Int64 = 0
        for i in from..<from + width {
            guard s[i] >= 48, s[i] <= 57 else { return nil }
            value = value * 10 + Int64(s[i] - 48)
        }
        return value
    }
    guard s.count >= 20, s.count <= 35, s[4] == 45, s[7] == 45, s[10] | 32 == 116, s[13] == 58, s[16] == 58,
        let year = number(0, 4), let month = number(5, 2), let day = number(8, 2),
        let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
        month >= 1, month <= 12, day >= 1, day <= daysIn(month: month, year: year),
        hour < 24, minute < 60, second <= 60
    else { return nil }
    var at = 19
    var fraction: Int64 = 0
    if s[at] == 46 {
        at += 1
        var scale: Int64 = 100
        let first = at
        while at < s.count, s[at] >= 48, s[at] <= 57 {
            fraction += Int64(s[at] - 48) * scale
            scale /= 10
            at += 1
        }
        guard at > first else { return nil }
    }
    guard at < s.count else { return nil }
    var offset: Int64 = 0
    if s[at] | 32 == 122 {
        at += 1
    } else {
        guard s[at] == 43 || s[at] == 45, at + 6 == s.count, s[at + 3] == 58,
            let h = number(at + 1, 2), let m = number(at + 4, 2), h < 24, m < 60
        else { return nil }
        offset = (h * 60 + m) * (s[at] == 43 ? 60_000 : -60_000)
        at += 6
    }
    guard at == s.count else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    return days * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000 + fraction - offset
}

func daysIn(month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
    // Years begin in March, so that the leap day is the last day of a year.
    let y = month <= 2 ? year - 1 : year
    let m = (month + 9) % 12
    let era = y.flooredDivision(by: 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * m + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
}

private func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let z = days + 719_468
    let era = z.flooredDivision(by: 146_097)
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * m + 2) / 5 + 1)
}
