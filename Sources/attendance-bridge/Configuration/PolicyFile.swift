import Attendance
import Crypto
import JSON

/// A policy as JSON, in the form of `Config/policy.json`.
enum PolicyFile {
    /// The rule's own name for each of its thresholds, in the file.
    private enum Key: String, CaseIterable {
        case rule, atLeastPercent, warnBelowPercent, atMostMinutes, minutes
    }

    /// The built-in standard, with the version that its file would have.
    static var standard: Policy { versioned(.standard) }

    /// - Throws: the first thing that is wrong, as a sentence.
    static func read(_ bytes: [UInt8], named path: String) throws(FileError) -> Policy {
        let root: JSON
        do { root = try JSON.parse(bytes, duplicates: .refused) } catch {
            throw FileError("\(path), line \(error.line), column \(error.column): \(error.message).")
        }
        let allowed = "; it holds a name and a list of rules, like Config/policy.json."
        guard let members = root.object, Set(members.keys) == ["name", "rules"], let list = root["rules"]?.array,
            let name = root["name"]?.string, !name.isEmpty, !list.isEmpty
        else { throw FileError("\(path) is no policy\(allowed)") }
        var rules: [Policy.Rule] = []
        for (index, entry) in list.enumerated() {
            guard let rule = rule(entry) else {
                throw FileError("\(path), rule \(index + 1) is not one of these: \(forms).")
            }
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw FileError("\(path), rule \(index + 1): \(rule.id.rawValue) stands there twice.")
            }
            rules.append(rule)
        }
        return versioned(Policy(name: name, version: "", rules: rules))
    }

    private static let forms = """
        {"rule": "attended-share", "atLeastPercent": 0 to 100, "warnBelowPercent": atLeastPercent to 100 or left out}, \
        {"rule": "late", "atMostMinutes": 0 to 1440}, {"rule": "left-early", "atMostMinutes": 0 to 1440}, \
        {"rule": "minimum-minutes", "minutes": 0 to 1440}
        """

    private static func rule(_ entry: JSON) -> Policy.Rule? {
        guard let members = entry.object, let id = entry["rule"]?.string.flatMap(RuleID.init(rawValue:)) else { return nil }
        func whole(_ key: Key, _ range: ClosedRange<Int64>) -> Int64? {
            entry[key.rawValue]?.integer.flatMap { range.contains($0) ? $0 : nil }
        }
        func holdsOnly(_ keys: Key...) -> Bool { Set(members.keys).isSubset(of: (keys + [.rule]).map(\.rawValue)) }
        switch id {
        case .attendedShare:
            guard holdsOnly(.atLeastPercent, .warnBelowPercent), let least = whole(.atLeastPercent, 0...100)
            else { return nil }
            let warning = whole(.warnBelowPercent, least...100)
            guard warning != nil || members[Key.warnBelowPercent.rawValue] == nil else { return nil }
            return .attendedShare(atLeastPercent: Int(least), warnBelowPercent: warning.map { Int($0) })
        case .late:
            guard holdsOnly(.atMostMinutes), let most = whole(.atMostMinutes, 0...1440) else { return nil }
            return .late(atMost: .minutes(most))
        case .leftEarly:
            guard holdsOnly(.atMostMinutes), let most = whole(.atMostMinutes, 0...1440) else { return nil }
            return .leftEarly(atMost: .minutes(most))
        case .minimum:
            guard holdsOnly(.minutes), let minutes = whole(.minutes, 0...1440) else { return nil }
            return .minimum(.minutes(minutes))
        }
    }

    /// The version is the beginning of the SHA-256 of the policy's canonical JSON (RFC 8785): whoever has the file can
    /// say whether a card was made by it.
    private static func versioned(_ policy: Policy) -> Policy {
        var policy = policy
        let canonical = (try? json(policy).canonical()) ?? []
        policy.version = String(SHA256.hash(canonical).hex.prefix(16))
        return policy
    }

    static func json(_ policy: Policy) -> JSON {
        let rules = policy.rules.map { rule -> JSON in
            var members: [Key: JSON] = [.rule: .string(rule.id.rawValue)]
            switch rule {
            case .attendedShare(let least, let warning):
                members[.atLeastPercent] = .integer(Int64(least))
                members[.warnBelowPercent] = warning.map { .integer(Int64($0)) }
            case .late(let most), .leftEarly(let most): members[.atMostMinutes] = .integer(most.wholeMinutes)
            case .minimum(let least): members[.minutes] = .integer(least.wholeMinutes)
            }
            return .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key.rawValue, $0.value) }))
        }
        return ["name": .string(policy.name), "rules": .array(rules)]
    }
}
