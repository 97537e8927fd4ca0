/// What is kept of a password: Argon2id with a salt of its own, from which nobody gets it back.
///
/// To make and to check one takes time and memory on purpose: see `PasswordHasher`. Says nothing of itself in `description`,
/// `dump` or a debugger's summary: whoever has it can try out passwords at home.
public struct PasswordHash: Hashable, Sendable {
    /// How it was made.
    public let parameters: PasswordParameters
    private let salt: [UInt8]
    private let hash: [UInt8]

    /// Takes as long as `parameters` say.
    ///
    /// - Throws: `PasswordHashError.noMemory`.
    public init(_ password: Password, parameters: PasswordParameters = .standard) throws(PasswordHashError) {
        try self.init(password, parameters: parameters, salt: Random.bytes(Self.saltBytes))
    }

    init(_ password: Password, parameters: PasswordParameters, salt: [UInt8]) throws(PasswordHashError) {
        self.parameters = parameters
        self.salt = salt
        hash = try Self.hash(password, salt, parameters, Self.hashBytes)
    }

    /// Whether the password is the one that the hash was made of. Takes as long as `parameters` say, whatever the answer.
    ///
    /// - Throws: `PasswordHashError.noMemory`.
    public func matches(_ password: Password) throws(PasswordHashError) -> Bool {
        equalInConstantTime(hash, try Self.hash(password, salt, parameters, hash.count))
    }

    /// Whether it was made otherwise than new ones are: time to make it anew, whenever the password is at hand.
    public func needsRehash(for parameters: PasswordParameters) -> Bool {
        self.parameters != parameters || hash.count != Self.hashBytes || salt.count != Self.saltBytes
    }

    private static func hash(
        _ password: Password, _ salt: [UInt8], _ parameters: PasswordParameters, _ count: Int
    ) throws(PasswordHashError) -> [UInt8] {
        guard let hash = Argon2id.hash(password.bytes, salt: salt, parameters: parameters, count: count) else {
            throw .noMemory
        }
        return hash
    }

    private static let saltBytes = 16
    private static let hashBytes = 32
}

extension PasswordHash {
    /// Reads `$argon2id$v=19$m=…,t=…,p=…$salt$hash` as the password-hashing competition writes it, to the letter. Nil for
    /// other algorithms and versions, and for parameters beyond those of `PasswordParameters`.
    public init?(phc: some StringProtocol) {
        let parts = Array(phc.utf8).split(separator: UInt8(ascii: "$"), omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0].isEmpty, parts[1].elementsEqual("argon2id".utf8),
            parts[2].elementsEqual("v=19".utf8),
            let parameters = PasswordParameters(phc: parts[3]),
            let salt = unpaddedBase64(parts[4]), (8...64).contains(salt.count),
            let hash = unpaddedBase64(parts[5]), (16...64).contains(hash.count)
        else { return nil }
        self.parameters = parameters
        self.salt = salt
        self.hash = hash
    }

    /// For the database, and nobody else.
    public var phc: String {
        "$argon2id$v=19$\(parameters.phc)$\(unpaddedBase64(salt))$\(unpaddedBase64(hash))"
    }
}

extension PasswordHash: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "PasswordHash(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

public enum PasswordHashError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The system gave no memory to compute with: later, perhaps.
    case noMemory

    public var description: String { "there is no memory to hash a password with" }
}

extension PasswordParameters {
    fileprivate var phc: String { "m=\(memoryKiB),t=\(passes),p=\(lanes)" }

    fileprivate init?(phc text: ArraySlice<UInt8>) {
        let fields = String(decoding: text, as: UTF8.self).split(separator: ",", omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        let numbers = zip(["m=", "t=", "p="], fields).compactMap { name, field in
            field.hasPrefix(name) ? Int(field.dropFirst(name.count)) : nil
        }
        guard numbers.count == 3 else { return nil }
        self.init(memoryKiB: numbers[0], passes: numbers[1], lanes: numbers[2])
        // One spelling only: no zero or sign before a number.
        guard text.elementsEqual(phc.utf8) else { return nil }
    }
}

private func unpaddedBase64(_ bytes: [UInt8]) -> String {
    String(Base64.encode(bytes, .standard).prefix { $0 != "=" })
}

private func unpaddedBase64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard !text.contains(UInt8(ascii: "=")) else { return nil }
    return Base64.decode(text + repeatElement(UInt8(ascii: "="), count: (4 - text.count % 4) % 4), .standard)
}
