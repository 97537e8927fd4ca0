extension WallTime {
    /// Reads `08/12/2026 07:00:05 PM`, `12.08.2026 19:00`, `2026-08-12 19:00:05`, `Aug 12, 2026 7:00 PM`,
    /// `12 de agosto de 2026, 7:00 p. m.`, `2026年8月12日 午後7:00` and what lies between them. Nil for anything else.
    init?(_ text: String) {
        var reader = Reader(text)
        guard let time = reader.takeTime(), let date = reader.takeDate(), reader.words.isEmpty else { return nil }
        self.init(date: date, second: time.second, hasSeconds: time.hasSeconds, isDotted: reader.isDotted)
    }
}

/// The numbers and words of a time, in the order written.
private struct Reader {
    struct Number {
        var value: Int
        var digits: Int
        /// What stands between the number before and this one.
        var gap: String
    }

    private(set) var numbers: [Number] = []
    private(set) var words: [String] = []
    private(set) var isDotted = false

    init(_ text: String) {
        var gap = ""
        var digits = ""
        var word = ""
        func isWordPart(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isAlphabetic }
        func flush(_ reader: inout Reader) {
            if !digits.isEmpty {
                // More digits than any date has stay a number that fits none.
                reader.numbers.append(Number(value: Int(digits.prefix(9)) ?? 0, digits: digits.count, gap: gap))
                gap = ""
            }
            if !word.isEmpty { reader.words.append(word.lowercased()) }
            digits = ""
            word = ""
        }
        for scalar in text.unicodeScalars {
            let scalar = scalar.narrow
            if ("0"..."9").contains(scalar) {
                if !word.isEmpty { flush(&self) }
                digits.unicodeScalars.append(scalar)
            } else if let sign = Self.signs[scalar] {
                flush(&self)
                gap += sign
            } else if isWordPart(scalar) {
                if !digits.isEmpty { flush(&self) }
                word.unicodeScalars.append(scalar)
            } else {
                flush(&self)
                gap.unicodeScalars.append(scalar)
            }
        }
        flush(&self)
        words.removeAll { Self.fillers.contains($0) }
    }

    /// What Chinese characters and Hangul say with a word where others put a sign.
    private static let signs: [Unicode.Scalar: String] = [
        "年": "/", "月": "/", "日": " ", "時": ":", "分": ":", "秒": " ", "년": "/", "월": "/", "일": " ", "시": ":", "분": ":",
        "초": " ",
    ]
    private static let fillers: Set<String> = ["de", "del", "at", "um", "uhr", "à", "às", "alle", "t", "le", "el"]
    private static let meridiems: [String: Bool] = [
        "am": false, "pm": true, "午前": false, "午後": true, "오전": false, "오후": true,
    ]
    /// Beginnings of months in English, Spanish, German, French, Portuguese and Italian. None means two months.
    private static let months: [(beginning: String, month: Int)] = [
        ("jan", 1), ("ene", 1), ("gen", 1), ("feb", 2), ("fév", 2), ("fev", 2), ("mar", 3), ("mär", 3), ("apr", 4),
        ("abr", 4), ("avr", 4), ("may", 5), ("mai", 5), ("mag", 5), ("jun", 6), ("juin", 6), ("giu", 6),
        ("jul", 7), ("juil", 7), ("lug", 7), ("aug", 8), ("ago", 8), ("aoû", 8), ("aou", 8), ("sep", 9), ("set", 9),
        ("oct", 10), ("okt", 10), ("out", 10), ("ott", 10), ("nov", 11), ("dec", 12), ("dic", 12), ("dez", 12),
        ("déc", 12),
    ]

    /// Takes the hands of the clock out, and what says whether it is before or after noon.
    mutating func takeTime() -> (second: Int, hasSeconds: Bool)? {
        guard let minuteAt = numbers.indices.first(where: { $0 > 0 && numbers[$0].isAfterColon }) else { return nil }
        var (hour, minute) = (numbers[minuteAt - 1].value, numbers[minuteAt].value)
        var end = minuteAt + 1
        let hasSeconds = end < numbers.count && numbers[end].isAfterColon
        let second = hasSeconds ? numbers[end].value : 0
        if hasSeconds { end += 1 }
        // Fractions of a second.
        if hasSeconds, end < numbers.count, numbers[end].gap == "." { end += 1 }
        let gapBefore = numbers[minuteAt - 1].gap
        numbers.removeSubrange(minuteAt - 1..<end)
        // What stood before the hour stands before what follows it.
        if minuteAt - 1 < numbers.count, !gapBefore.isEmpty { numbers[minuteAt - 1].gap = gapBefore }
        if let isAfternoon = takeMeridiem() {
            // Some countries write 13:00 PM.
            guard hour <= 12 || isAfternoon else { return nil }
            if hour == 12, !isAfternoon { hour = 0 } else if hour < 12, isAfternoon { hour += 12 }
        }
        guard hour < 24, minute < 60, second < 60 else { return nil }
        minute += 60 * hour
        return (60 * minute + second, hasSeconds)
    }

    /// `a. m.` is two words to the reader.
    private mutating func takeMeridiem() -> Bool? {
        if let at = words.firstIndex(where: { Self.meridiems[$0] != nil }) {
            return Self.meridiems[words.remove(at: at)]
        }
        guard let at = words.indices.first(where: { $0 + 1 < words.count && words[$0 + 1] == "m" }),
            words[at] == "a" || words[at] == "p"
        else { return nil }
        let isAfternoon = words[at] == "p"
        words.removeSubrange(at...at + 1)
        return isAfternoon
    }

    mutating func takeDate() -> WallTime.Date? {
        let values = numbers.map(\.value)
        if values.count == 3, words.isEmpty {
            guard numbers.allSatisfy({ $0.digits <= 4 && $0.digits != 3 }) else { return nil }
            isDotted = numbers[1].gap == "." && numbers[2].gap == "."
            return .numbers(values[0], values[1], values[2])
        }
        guard values.count == 2, words.count == 1, let word = words.first,
            let month = Self.months.first(where: { word.hasPrefix($0.beginning) })?.month
        else { return nil }
        words = []
        // `Aug 12, 2026`, `12 Aug 2026`, `2026 Aug 12`
        return numbers[0].digits == 4
            ? .named(year: values[0], month: month, day: values[1])
            : .named(year: values[1], month: month, day: values[0])
    }
}

extension Reader.Number {
    fileprivate var isAfterColon: Bool { gap == ":" }
}
