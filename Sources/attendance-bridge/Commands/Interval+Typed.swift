import Attendance

extension Interval {
    /// - Parameters:
    ///   - typed: `START/END`, each `2026-09-15T19:05:00-04:00`, or, in a zone, `2026-09-15T19:05`; the end may leave out
    ///     the date where it is the same.
    ///   - zone: where clocks show what is typed without an offset.
    init(typed: String, zone: LocalClock?) throws(TypedIntervalMistake) {
        let halves = typed.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw TypedIntervalMistake("“\(typed)” is not START/END.") }
        let date = halves[0].split(separator: "T", omittingEmptySubsequences: false)[0]
        let last = halves[1].contains("T") ? String(halves[1]) : "\(date)T\(halves[1])"
        self.init(try moment(String(halves[0]), zone), try moment(last, zone))
        guard !isEmpty else { throw TypedIntervalMistake("“\(typed)” ends before it begins.") }
    }
}

/// Why a typed time cannot be taken, and what to type, as whole sentences.
struct TypedIntervalMistake: Error, Equatable, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

private func moment(_ text: String, _ zone: LocalClock?) throws(TypedIntervalMistake) -> Timestamp {
    if let moment = Timestamp(rfc3339: text) { return moment }
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let date = LocalDate(parts[0]), let second = secondOfDay(parts[1]) else {
        throw TypedIntervalMistake("“\(text)” is no time such as 2026-09-15T19:05:00-04:00.")
    }
    guard let zone else {
        throw TypedIntervalMistake("“\(text)” does not say in which zone: add its offset, such as -04:00, or --zone.")
    }
    let moments = zone.moments(day: date.day, second: second)
    guard let moment = moments.first, moments.count == 1 else {
        throw TypedIntervalMistake(
            moments.isEmpty
                ? "“\(text)” does not exist: clocks were set forward over it. Give the time with its offset."
                : "“\(text)” exists twice: clocks were set back. Give the time with its offset.")
    }
    return moment
}

/// `19:05` or `19:05:30`.
private func secondOfDay(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count),
        parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else { return nil }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
}
