public import Attendance
internal import Crypto
public import JSON

/// Why a policy file cannot be used; says where and what is allowed.
public struct PolicyMistake: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String
}

/// The JSON form of a policy.
///
///     { "name": "standard",
///       "rules": [
///         { "rule": "attended-share", "atLeastPercent": 80, "warnBelowPercent": 90 },
///         { "rule": "late", "atMostMinutes": 10 },
///         { "rule": "left-early", "atMostMinutes": 10 },
///         { "rule": "minimum-minutes", "atLeastMinutes": 5 } ] }
public enum PolicyFile {
    /// - Parameter name: what messages call the file.
    public static func read(_ bytes: [UInt8], named name: String) throws(PolicyMistake) -> Policy {
        let json: JSON
        do { json = try JSON.parse(bytes, duplicates: .refused) } catch {
            throw PolicyMistake(description: "\(name) is \(error).")
        }
        return try policy(json, name)
    }

    /// The policy as its file says it.
    public static func json(of policy: Policy) -> JSON {
        ["name": .string(policy.name), "rules": .array(policy.rules.map(json))]
    }

    private static func policy(_ json: JSON, _ file: String) throws(PolicyMistake) -> Policy {
        guard let object = json.object else {
            throw PolicyMistake(description: "\(file): the whole must be an object.")
        }
        try only(["name", "rules"], in: object, file)
        guard let name = object["name"]?.string, !name.isEmpty else {
            throw PolicyMistake(description: "\(file): name must be a text.")
        }
        guard let list = object["rules"]?.array, !list.isEmpty else {
            throw PolicyMistake(description: "\(file): rules must be a list of at least one rule.")
        }
        var rules: [Policy.Rule] = []
        for (index, entry) in list.enumerated() {
            let rule = try rule(entry, "\(file): rules[\(index)]")
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw PolicyMistake(description: "\(file): rules[\(index)]: \(rule.id.rawValue) stands there twice.")
            }
            rules.append(rule)
        }
        var policy = Policy(name: name, version: "", rules: rules)
        policy.version = version(of: policy)
        return policy
    }

    /// SHA-256 of the policy's canonical JSON: the same rules have the same version wherever they were written.
    static func version(of policy: Policy) -> String {
        let bytes = (try? json(of: policy).canonical()) ?? []
        return SHA256.hash(bytes).hex
    }

    private static func rule(_ json: JSON, _ place: String) throws(PolicyMistake) -> Policy.Rule {
        guard let object = json.object, let name = object["rule"]?.string, let id = RuleID(rawValue: name) else {
            let known = RuleID.allCases.map(\.rawValue).joined(separator: ", ")
            throw PolicyMistake(description: "\(place): rule must be one of \(known).")
        }
        func whole(_ key: String, _ range: ClosedRange<Int>) throws(PolicyMistake) -> Int {
            guard let value = object[key]?.integer, let whole = Int(exactly: value), range.contains(whole) else {
                throw PolicyMistake(
                    description:
                        "\(place): \(key) must be a whole number from \(range.lowerBound) to \(range.upperBound).")
            }
            return whole
        }
        let minutes = 0...1440
        switch id {
        case .attendedShare:
            try only(["rule", "atLeastPercent", "warnBelowPercent"], in: object, place)
            let least = try whole("atLeastPercent", 1...100)
            let warn = object["warnBelowPercent"] == nil ? nil : try whole("warnBelowPercent", least...100)
            return .attendedShare(atLeastPercent: least, warnBelowPercent: warn)
        case .late:
            try only(["rule", "atMostMinutes"], in: object, place)
            return .late(atMost: .minutes(Int64(try whole("atMostMinutes", minutes))))
        case .leftEarly:
            try only(["rule", "atMostMinutes"], in: object, place)
            return .leftEarly(atMost: .minutes(Int64(try whole("atMostMinutes", minutes))))
        case .minimum:
            try only(["rule", "atLeastMinutes"], in: object, place)
            return .minimum(.minutes(Int64(try whole("atLeastMinutes", minutes))))
        }
    }

    private static func only(
        _ keys: [String], in object: [String: JSON], _ place: String
    ) throws(PolicyMistake) {
        for key in object.keys.sorted() where !keys.contains(key) {
            throw PolicyMistake(
                description: "\(place): \(key) is not known; allowed are \(keys.joined(separator: ", ")).")
        }
    }

    private static func json(_ rule: Policy.Rule) -> JSON {
        switch rule {
        case .attendedShare(let least, let warn):
            var object: [String: JSON] = ["rule": "attended-share", "atLeastPercent": .integer(Int64(least))]
            if let warn { object["warnBelowPercent"] = .integer(Int64(warn)) }
            return .object(object)
        case .late(let most): return ["rule": "late", "atMostMinutes": .integer(most.wholeMinutes)]
        case .leftEarly(let most): return ["rule": "left-early", "atMostMinutes": .integer(most.wholeMinutes)]
        case .minimum(let least): return ["rule": "minimum-minutes", "atLeastMinutes": .integer(least.wholeMinutes)]
        }
    }
}

extension Policy {
    /// What holds where nothing else is configured, with its version.
    public static let builtIn: Policy = {
        var policy = Policy.standard
        policy.version = PolicyFile.version(of: policy)
        return policy
    }()
}
