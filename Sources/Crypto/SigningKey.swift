/// A key that signs: Ed25519 (RFC 8032).
///
/// Any thread may use it; a copy is the same key. What it holds is wiped when the last copy goes. Says nothing of itself in
/// `description`, `dump` or a debugger's summary.
public struct SigningKey: Sendable {
    /// An Ed25519 key takes about 120 bytes; anything much longer is none.
    static let maximumPEMBytes = 1024

    /// What others check its signatures with.
    public let verificationKey: VerificationKey
    private let state: SigningState

    private init?(_ state: SigningState) {
        guard let verificationKey = VerificationKey(state.publicBytes) else { return nil }
        self.verificationKey = verificationKey
        self.state = state
    }

    /// The 32 secret bytes that RFC 8032 §5.1.5 begins with; nil for any other number of them.
    init?(seed: [UInt8]) {
        guard let state = SigningState(seed: seed) else { return nil }
        self.init(state)
    }

    /// A new key, of random bytes.
    public static func generate() -> SigningKey {
        guard let key = SigningKey(seed: Random.bytes(VerificationKey.byteCount)) else {
            preconditionFailure("OpenSSL cannot go on")
        }
        return key
    }

    /// Reads a PKCS#8 key in PEM (RFC 5958, RFC 7468, RFC 8410), as `pem` and `openssl genpkey -algorithm ed25519` write it.
    ///
    /// Nil for keys of other kinds, keys under a password, and anything before or after the key but white space.
    public init?(pem: some Collection<UInt8>) {
        guard let state = SigningState(pem: Array(pem)) else { return nil }
        self.init(state)
    }

    /// As `init?(pem:)` reads it. The secret itself: only ever for a file of its owner's alone.
    public var pem: [UInt8] { state.pem }

    /// 64 bytes: always the same for the same message, as RFC 8032 has it.
    public func sign(_ message: [UInt8]) -> [UInt8] { state.sign(message) }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SigningKey(\(verificationKey.id), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
