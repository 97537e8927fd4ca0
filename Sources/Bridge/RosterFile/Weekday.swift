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
