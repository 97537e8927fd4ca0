/// What everything that is sealed hangs on: wraps the keys that seal, and hashes what must stay comparable.
///
/// Each use has a key of its own, made of the master key (HKDF), so that none tells anything of another. Says nothing of
/// them in `description`, `dump` or a debugger's summary.
public struct Vault: Sendable {
    /// What every hash of an identity begins with; digits follow.
    public static let hashPrefix = "sealed:"
    /// How many bytes a wrapped key has.
    public static let wrappedByteCount = SealingKey.byteCount + SealingKey.overhead

    /// 16 digits that tell master keys apart and nothing else of them: to notice that a database came with another key.
    public let fingerprint: String
    private let wrapping: SealingKey
    private let sealing: SealingKey
    private let hashing: HMACKey
    private let digesting: HMACKey

    /// Nil unless there are 32 bytes.
    public init?(masterKey: [UInt8]) {
        func derived(_ purpose: String, _ count: Int) -> [UInt8] {
            HKDF.sha256(key: masterKey, info: Array("attendance-bridge \(purpose) 1".utf8), count: count)
        }
        guard masterKey.count == SealingKey.byteCount,
            let wrapping = SealingKey(derived("wrapping", SealingKey.byteCount)),
            let sealing = SealingKey(derived("sealing", SealingKey.byteCount)),
            let hashing = HMACKey(derived("hashing", Digest.byteCount)),
            let digesting = HMACKey(derived("digesting", Digest.byteCount))
        else { return nil }
        self.wrapping = wrapping
        self.sealing = sealing
        self.hashing = hashing
        self.digesting = digesting
        fingerprint = derived("fingerprint", 8).hexadecimal
    }

    /// The key, sealed: to be kept, and destroyed when nobody shall open what it seals.
    ///
    /// - Parameter name: what the key is for, for instance the occurrence: unwraps only with the same.
    public func wrap(_ key: SealingKey, for name: String) -> [UInt8] {
        wrapping.seal(key.bytes, binding: Array(name.utf8))
    }

    public func unwrap(_ wrapped: [UInt8], for name: String) throws(SealingError) -> SealingKey {
        let bytes = try wrapping.open(wrapped, binding: Array(name.utf8))
        guard let key = SealingKey(bytes) else { throw .notAuthentic }
        return key
    }

    /// Seals a small secret of a person or a machine, to be kept in the database.
    ///
    /// - Parameter name: what it is and whose, for instance `totp maria.lopez`: opens only with the same.
    public func seal(_ plain: [UInt8], for name: String) -> [UInt8] {
        sealing.seal(plain, binding: Array(name.utf8))
    }

    /// - Throws: `SealingError` where it was sealed for something else or under another key, or was changed.
    public func open(_ sealed: [UInt8], for name: String) throws(SealingError) -> [UInt8] {
        try sealing.open(sealed, binding: Array(name.utf8))
    }

    /// `sealed:` and 32 lower-case hexadecimal digits: the same for the same value of the same kind, and nothing to find
    /// the value by without the master key, not even by trying every phone number.
    public func hash(_ kind: String, _ value: String) -> String {
        var mac = hashing.begin()
        // The length first, so that no end of a kind can pass for the beginning of a value.
        var length = UInt64(kind.utf8.count).bigEndian
        withUnsafeBytes(of: &length) { mac.update($0) }
        mac.update(kind.utf8)
        mac.update(value.utf8)
        return Self.hashPrefix + mac.digest().bytes.prefix(16).hexadecimal
    }

    /// For a digest of content that shall be forgotten: it still tells equal from unequal, but nobody can try out contents.
    public func keyedDigest(of digest: Digest) -> Digest {
        var mac = digesting.begin()
        digest.withBytes { mac.update($0) }
        return mac.digest()
    }
}

extension Vault: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Vault(\(fingerprint), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
