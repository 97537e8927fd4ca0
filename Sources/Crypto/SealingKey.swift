/// A key that seals bytes so that nobody reads or changes them without it: AES-256-GCM (NIST SP 800-38D).
///
/// Any thread may use it; a copy is the same key. What it holds is wiped when the last copy goes. Says nothing of itself in
/// `description`, `dump` or a debugger's summary.
public struct SealingKey: Sendable {
    public static let byteCount = 32
    /// How many bytes longer than its content something sealed is: a random nonce before it, a tag after it.
    public static let overhead = nonceBytes + tagBytes
    static let nonceBytes = 12
    static let tagBytes = 16

    private let state: SealingState

    /// Nil unless there are 32 bytes.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        state = SealingState(key: Array(bytes))
    }

    public static func random() -> SealingKey { SealingKey(state: SealingState(key: Random.bytes(byteCount))) }

    private init(state: SealingState) { self.state = state }

    /// A nonce, the sealed bytes and their tag. No two calls give the same, so that nobody sees that two contents are equal.
    ///
    /// - Parameter binding: where the content belongs, for instance its row: opens only with the same. Not kept inside.
    public func seal(_ plain: [UInt8], binding: [UInt8] = []) -> [UInt8] {
        seal(plain, binding: binding, nonce: Random.bytes(Self.nonceBytes))
    }

    /// - Precondition: under one key no `nonce` seals twice.
    func seal(_ plain: [UInt8], binding: [UInt8], nonce: [UInt8]) -> [UInt8] {
        state.seal(plain, binding: binding, nonce: nonce)
    }

    /// - Throws: `SealingError.tooShort` or `.notAuthentic`; nothing of the content is given out then.
    public func open(_ sealed: [UInt8], binding: [UInt8] = []) throws(SealingError) -> [UInt8] {
        guard sealed.count >= Self.overhead else { throw .tooShort(bytes: sealed.count) }
        guard let plain = state.open(sealed, binding: binding) else { throw .notAuthentic }
        return plain
    }

    /// For wrapping it under another key.
    var bytes: [UInt8] { state.keyBytes }
}

extension SealingKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SealingKey(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// Why something sealed does not open.
public enum SealingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Shorter than an empty content sealed.
    case tooShort(bytes: Int)
    /// Sealed under another key, bound to something else, or changed since: which of them cannot be known.
    case notAuthentic

    public var description: String {
        switch self {
        case .tooShort(let bytes): "\(bytes) bytes are too few to be sealed; at least \(SealingKey.overhead) are needed"
        case .notAuthentic: "sealed under another key, bound to something else, or changed since"
        }
    }
}
