public import Attendance
public import JSON

extension PolicyFile {
    /// The policy as its file says it. What is as usual is left out, so that a policy keeps its version when rules learn
    /// to say more.
    public static func json(of policy: Policy) -> JSON {
        ["name": .string(policy.name), "rules": .array(policy.rules.map(json))]
    }

    /// The policies as their file says them, sorted by name.
    public static func json(of policies: Policies) -> JSON {
        [
            "default": .string(policies.default.name),
            "policies": .array(policies.byName.values.sorted { $0.name < $1.name }.map { json(of: $0) }),
        ]
    }

    private static func json(_ rule: PolicyRule) -> JSON {
        var object = thresholds(rule.demand)
        object["rule"] = .string(rule.id.rawValue)
        if rule.severity != rule.id.usualSeverity { object["severity"] = .string(rule.severity.rawValue) }
        for (key, path, _) in sentenceKeys where !rule[keyPath: path].isEmpty {
            object[key] = .object(rule[keyPath: path].mapValues { .string($0) })
        }
        return .object(object)
    }

    private static func thresholds(_ demand: Demand) -> [String: JSON] {
        switch demand {
        case .attendedShare(let least, let warn):
            var object: [String: JSON] = ["atLeastPercent": .integer(Int64(least))]
            if let warn { object["warnBelowPercent"] = .integer(Int64(warn)) }
            return object
        case .late(let most), .leftEarly(let most), .longestAbsence(let most):
            return ["atMostMinutes": .integer(most.wholeMinutes)]
        case .minimum(let least): return ["atLeastMinutes": .integer(least.wholeMinutes)]
        case .rejoins(let most): return ["atMost": .integer(Int64(most))]
        case .inferredShare(let percent): return ["atMostPercent": .integer(Int64(percent))]
        case .matchStrength(let least): return ["atLeast": .string(least.rawValue)]
        case .camera(let percent): return ["atLeastPercent": .integer(Int64(percent))]
        }
    }
}
