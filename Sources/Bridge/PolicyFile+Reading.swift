internal import Attendance
internal import JSON

/// One rule of the file.
extension PolicyFile {
    static func rule(_ json: JSON, _ place: String) throws(PolicyMistake) -> PolicyRule {
        guard let object = json.object, let name = object["rule"]?.string, let id = RuleID(rawValue: name) else {
            throw PolicyMistake(place, "rule must be one of \(RuleID.allCases.names).")
        }
        try only(["rule"] + thresholds(of: id) + common, in: object, place)
        let demand = try demand(id, object, place)
        var rule = PolicyRule(demand)
        if let value = object["severity"] {
            guard let severity = value.string.flatMap(Severity.init) else {
                throw PolicyMistake(place, "severity must be one of \(Severity.allCases.names).")
            }
            rule.severity = severity
        }
        try readSentences(of: &rule, from: object, place)
        return rule
    }

    private static let common = ["severity", "sentences", "sentencesInDoubt", "sentencesNotMeasured"]

    private static func thresholds(of id: RuleID) -> [String] {
        switch id {
        case .attendedShare: ["atLeastPercent", "warnBelowPercent"]
        case .late, .leftEarly, .longestAbsence: ["atMostMinutes"]
        case .minimum: ["atLeastMinutes"]
        case .rejoins: ["atMost"]
        case .inferredShare: ["atMostPercent"]
        case .matchStrength: ["atLeast"]
        case .camera: ["atLeastPercent"]
        }
    }

    private static func demand(
        _ id: RuleID, _ object: [String: JSON], _ place: String
    ) throws(PolicyMistake) -> Demand {
        func whole(_ key: String, _ range: ClosedRange<Int>) throws(PolicyMistake) -> Int {
            guard let value = object[key]?.integer, let whole = Int(exactly: value), range.contains(whole) else {
                throw PolicyMistake(
                    place, "\(key) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return whole
        }
        func minutes(_ key: String) throws(PolicyMistake) -> Span { .minutes(Int64(try whole(key, 0...1440))) }
        switch id {
        case .attendedShare:
            let least = try whole("atLeastPercent", 1...100)
            let warn = object["warnBelowPercent"] == nil ? nil : try whole("warnBelowPercent", least...100)
            return .attendedShare(atLeastPercent: least, warnBelowPercent: warn)
        case .late: return .late(atMost: try minutes("atMostMinutes"))
        case .leftEarly: return .leftEarly(atMost: try minutes("atMostMinutes"))
        case .minimum: return .minimum(try minutes("atLeastMinutes"))
        case .longestAbsence: return .longestAbsence(atMost: try minutes("atMostMinutes"))
        case .rejoins: return .rejoins(atMost: try whole("atMost", 0...1000))
        case .inferredShare: return .inferredShare(atMostPercent: try whole("atMostPercent", 0...100))
        case .matchStrength:
            guard let least = object["atLeast"]?.string.flatMap(MatchStrength.init) else {
                throw PolicyMistake(place, "atLeast must be one of \(MatchStrength.allCases.names).")
            }
            return .matchStrength(atLeast: least)
        case .camera: return .camera(atLeastPercent: try whole("atLeastPercent", 1...100))
        }
    }
}

extension Sequence where Element: RawRepresentable<String> {
    fileprivate var names: String { map(\.rawValue).joined(separator: ", ") }
}
