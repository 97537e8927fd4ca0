internal import JSON

/// The keys of one issuer: a JWK set (RFC 7517 §5).
struct TokenKeySet: Sendable {
    private let keys: [TokenKey]
    private static let maxKeys = 64

    init(_ set: JSON) throws(TokenKeySetError) {
        guard let list = set["keys"]?.array else { throw .notKeys }
        guard list.count <= Self.maxKeys else { throw .tooMany }
        var keys: [TokenKey] = []
        for (index, jwk) in list.enumerated() {
            do {
                if let key = try TokenKey(jwk: jwk) { keys.append(key) }
            } catch {
                throw .key(number: index + 1, error)
            }
        }
        guard !keys.isEmpty else { throw .noKey }
        // Whoever publishes keys publishes all of a set.
        guard Set(keys.map(\.algorithm.isSecret)).count == 1 else { throw .mixed }
        guard Set(keys.map { Array(($0.id ?? "").utf8) }).count == keys.count else { throw .sameID }
        self.keys = keys
    }

    /// The key that a token says it was signed with; where it says nothing, the only one that is for its algorithm.
    ///
    /// - Parameter id: only ever compared: it is no path, no address and no part of a query.
    func key(id: String?, algorithm: String) -> TokenKey? {
        let candidates = keys.filter { $0.algorithm.rawValue == algorithm }
        guard let id else { return candidates.count == 1 ? candidates[0] : nil }
        return candidates.first { $0.id.map { $0.utf8.elementsEqual(id.utf8) } ?? false }
    }
}

extension TokenKey {
    /// Nil for a key that says itself it is not for signatures: sets hold such, and they can verify nothing.
    fileprivate init?(jwk: JSON) throws(TokenKeyError) {
        guard case .object(let members) = jwk else { throw .noObject }
        let isSecret = members["kty"] == "oct"
        if !isSecret, ["d", "p", "q", "dp", "dq", "qi", "oth"].contains(where: { members[$0] != nil }) {
            throw .isPrivate
        }
        if members["use"] == "enc" { return nil }
        guard members["use"].map({ $0 == "sig" }) ?? true else { throw .wrongUse }
        if let operations = members["key_ops"] {
            guard let operations = operations.array, operations.contains("verify") else { throw .wrongUse }
        }
        guard let algorithm = members["alg"]?.string.flatMap(TokenAlgorithm.init) else { throw .wrongAlgorithm }
        guard members["kty"]?.string == algorithm.keyType else { throw .wrongType(algorithm: algorithm.rawValue) }
        var id: String?
        if let given = members["kid"] {
            guard let text = given.string, (1...256).contains(text.utf8.count) else { throw .wrongID }
            id = text
        }
        try self.init(members, algorithm: algorithm, id: id)
    }
}

/// What is wrong with a set of keys. Says nothing of them.
public enum TokenKeySetError: Error, Hashable, Sendable, CustomStringConvertible {
    case notKeys
    case tooMany
    case noKey
    case mixed
    case sameID
    /// Counted from 1.
    case key(number: Int, TokenKeyError)

    public var description: String {
        switch self {
        case .notKeys: #"a set of keys is written {"keys": [...]} (RFC 7517)"#
        case .tooMany: "a set has at most 64 keys"
        case .noKey: "there is no key for signatures in it"
        case .mixed: "a secret (oct) stands beside public keys: whoever can read these has it"
        case .sameID: "two keys have the same kid, or none: nobody could tell which one is meant"
        case .key(let number, let error): "key \(number): \(error)"
        }
    }
}
