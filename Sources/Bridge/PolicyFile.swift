public import Attendance
internal import Crypto
internal import JSON

/// The JSON form of the policies.
///
///     { "default": "standard",
///       "policies": [
///         { "name": "standard",
///           "rules": [
///             { "rule": "attended-share", "atLeastPercent": 80, "warnBelowPercent": 90 },
///             { "rule": "late", "atMostMinutes": 10, "severity": "review",
///               "sentences": { "es": "Llegó {measured} tarde. Permitido: {threshold}." } } ] } ] }
///
/// A file that is one policy by itself is the default of everybody.
public enum PolicyFile {
    /// - Parameter name: what messages call the file.
    public static func read(_ bytes: [UInt8], named name: String) throws(PolicyMistake) -> Policies {
        let json: JSON
        do { json = try JSON.parse(bytes, duplicates: .refused) } catch {
            throw PolicyMistake(name, "is \(error).")
        }
        return try policies(json, name)
    }

    /// SHA-256 of the policy's canonical JSON: the same rules have the same version wherever they were written.
    static func version(of policy: Policy) -> String {
        let bytes = (try? json(of: policy).canonical()) ?? []
        return SHA256.hash(bytes).hex
    }

    private static func policies(_ json: JSON, _ file: String) throws(PolicyMistake) -> Policies {
        guard let object = json.object else { throw PolicyMistake(file, "the whole must be an object.") }
        if object["policies"] == nil, object["default"] == nil { return Policies(default: try policy(json, file)) }
        try only(["default", "policies"], in: object, file)
        guard let list = object["policies"]?.array, !list.isEmpty else {
            throw PolicyMistake(file, "policies must be a list of at least one policy.")
        }
        var all: [Policy] = []
        for (index, entry) in list.enumerated() {
            let place = "\(file): policies[\(index)]"
            let policy = try policy(entry, place)
            guard !all.contains(where: { $0.name == policy.name }) else {
                throw PolicyMistake(place, "another policy is called \(policy.name) too.")
            }
            all.append(policy)
        }
        let names = all.map(\.name).joined(separator: ", ")
        guard let name = object["default"]?.string, let standard = all.first(where: { $0.name == name }) else {
            throw PolicyMistake(file, "default must be the name of one of the policies: \(names).")
        }
        return Policies(default: standard, others: all)
    }

    private static func policy(_ json: JSON, _ place: String) throws(PolicyMistake) -> Policy {
        guard let object = json.object else { throw PolicyMistake(place, "a policy must be an object.") }
        try only(["name", "rules"], in: object, place)
        guard let name = object["name"]?.string, isName(name) else {
            throw PolicyMistake(place, "name must be a text of 1 to 64 characters, without spaces at its ends.")
        }
        guard let list = object["rules"]?.array, !list.isEmpty else {
            throw PolicyMistake(place, "rules must be a list of at least one rule.")
        }
        var rules: [PolicyRule] = []
        for (index, entry) in list.enumerated() {
            let place = "\(place): rules[\(index)]"
            let rule = try rule(entry, place)
            guard !rules.contains(where: { $0.id == rule.id }) else {
                throw PolicyMistake(place, "\(rule.id.rawValue) stands there twice.")
            }
            rules.append(rule)
        }
        var policy = Policy(name: name, version: "", rules: rules)
        policy.version = version(of: policy)
        return policy
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.first, let last = name.last, name.count <= 64 else { return false }
        return !first.isWhitespace && !last.isWhitespace && !name.contains(where: \.isNewline)
    }

    static func only(_ keys: [String], in object: [String: JSON], _ place: String) throws(PolicyMistake) {
        for key in object.keys.sorted() where !keys.contains(key) {
            throw PolicyMistake(place, "\(key) is not known; allowed are \(keys.joined(separator: ", ")).")
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

extension Policies {
    /// What holds where nothing else is configured.
    public static let builtIn = Policies(default: .builtIn)
}
