internal import Attendance
public import Crypto
public import JSON

/// A personal value of a card, which stands beside the document and not in it: the document holds `digest` only, so that
/// the value can be erased and everything else stays verifiable (in the manner of SD-JWT, RFC 9901).
public struct Disclosure: Hashable, Sendable {
    /// 32 hexadecimal digits of chance, without which the value could be found by trying.
    public var salt: String
    public var value: JSON

    public init(salt: String, value: JSON) {
        self.salt = salt
        self.value = value
    }

    /// SHA-256 over the canonical JSON of `[salt, path, value]`.
    public func digest(at path: String) throws(CardError) -> Digest {
        SHA256.hash(try Card.canonical(.array([.string(salt), .string(path), value])))
    }

    var json: JSON { .array([.string(salt), value]) }

    init(_ field: FieldReader) throws(CardError) {
        guard let parts = field.json.array, parts.count == 2, let salt = parts[0].string, Self.isSalt(salt) else {
            throw .field(field.path, expected: "a salt of 32 digits and a value")
        }
        self.init(salt: salt, value: parts[1])
    }

    private static func isSalt(_ text: String) -> Bool {
        text.utf8.count == 32
            && text.utf8.allSatisfy {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
            }
    }
}

/// The personal values of a card, by where they belong.
public struct Disclosures: Hashable, Sendable {
    public var byPath: [String: Disclosure]

    public init(_ byPath: [String: Disclosure] = [:]) { self.byPath = byPath }

    /// - Parameter bytes: what `encoded` wrote.
    public init(decoding bytes: [UInt8]) throws(CardError) { try self.init(try Card.parse(bytes)) }

    init(_ json: JSON) throws(CardError) {
        guard case .object(let members) = json else { throw .field("disclosed", expected: "an object") }
        byPath = [:]
        for (path, value) in members {
            byPath[path] = try Disclosure(FieldReader(value, path: "disclosed.\(path)"))
        }
    }

    public var json: JSON { .object(byPath.mapValues(\.json)) }

    /// Canonical JSON: `{path: [salt, value]}`.
    public func encoded() throws(CardError) -> [UInt8] { try Card.canonical(json) }
}

extension JSON {
    /// Takes the personal values out of what a card says.
    ///
    /// - Parameter salt: gives the salt for each path.
    func withoutPersonalValues(
        _ salt: (_ path: String) -> String
    ) throws(CardError) -> (document: JSON, disclosures: Disclosures) {
        guard case .object(var members) = self else { return (self, Disclosures()) }
        var found = Disclosures()
        func take(_ object: inout [String: JSON], _ key: String, at path: String) {
            guard let value = object.removeValue(forKey: key) else { return }
            found.byPath[path] = Disclosure(salt: salt(path), value: value)
        }
        for (group, keys) in PersonalPath.single {
            guard case .object(var object)? = members[group] else { continue }
            for key in keys { take(&object, key, at: "\(group).\(key)") }
            members[group] = .object(object)
        }
        if case .array(var decisions)? = members["decisions"] {
            for index in decisions.indices {
                guard case .object(var decision) = decisions[index] else { continue }
                take(&decision, "reason", at: PersonalPath.reason(ofDecision: index))
                decisions[index] = .object(decision)
            }
            members["decisions"] = .array(decisions)
        }
        var digests: [String: JSON] = [:]
        for (path, disclosure) in found.byPath { digests[path] = .string(try disclosure.digest(at: path).hex) }
        members["disclosures"] = .object(digests)
        return (.object(members), found)
    }

    /// Puts personal values back where they belong, after checking that they are those that the document names. One that is
    /// not given reads as empty.
    func withPersonalValues(_ given: Disclosures) throws(CardError) -> (json: JSON, isErased: Bool) {
        guard case .object(var members) = self else { throw .field("the document", expected: "an object") }
        guard case .object(let digests)? = members.removeValue(forKey: "disclosures") else {
            throw .field("disclosures", expected: "an object")
        }
        for path in given.byPath.keys where digests[path] == nil { throw .undisclosed(path) }
        var isErased = false
        func put(_ object: inout [String: JSON], _ key: String, at path: String) throws(CardError) {
            guard object[key] == nil else { throw .inconsistent(path, "it stands in the document") }
            let digest = try FieldReader(digests[path] ?? .null, path: "disclosures.\(path)").digest
            if let disclosure = given.byPath[path] {
                guard try disclosure.digest(at: path) == digest else { throw .otherValue(path) }
                object[key] = disclosure.value
            } else {
                isErased = true
                object[key] = key == "changes" ? .array([]) : .string("")
            }
        }
        var count = 0
        for (group, keys) in PersonalPath.single {
            guard case .object(var object)? = members[group] else { continue }
            for key in keys {
                try put(&object, key, at: "\(group).\(key)")
                count += 1
            }
            members[group] = .object(object)
        }
        if case .array(var decisions)? = members["decisions"] {
            for index in decisions.indices {
                guard case .object(var decision) = decisions[index] else { continue }
                try put(&decision, "reason", at: PersonalPath.reason(ofDecision: index))
                count += 1
                decisions[index] = .object(decision)
            }
            members["decisions"] = .array(decisions)
        }
        guard count == digests.count else {
            throw .inconsistent("disclosures", "there are more than the document has places for")
        }
        return (.object(members), isErased)
    }
}

/// Where personal values stand in what a card says.
private enum PersonalPath {
    static let single = [("participant", ["caseNumber", "name"]), ("supersedes", ["changes", "reason"])]

    static func reason(ofDecision index: Int) -> String { "decisions[\(index)].reason" }
}
