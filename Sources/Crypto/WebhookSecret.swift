/// What signs the events that we send to others, as Standard Webhooks has it.
///
/// Either a secret that the receiver has, too (HMAC-SHA256, `v1`), or a key of which the receiver has the public half
/// (Ed25519, `v1a`). A copy is the same secret. Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct WebhookSecret: Sendable {
    public enum Scheme: String, Hashable, Sendable, CaseIterable {
        case hmac = "v1"
        case ed25519 = "v1a"
    }

    private enum Key {
        case hmac(HMACKey)
        case ed25519(SigningKey)
    }

    public let scheme: Scheme
    private let key: Key
    /// The HMAC's key, or the seed of the Ed25519 key.
    private let bytes: SecretBytes

    private init?(_ scheme: Scheme, _ bytes: [UInt8]) {
        switch scheme {
        case .hmac:
            // Standard Webhooks, "Signature scheme": 192 to 512 bits.
            guard (24...64).contains(bytes.count), let key = HMACKey(bytes) else { return nil }
            self.key = .hmac(key)
        case .ed25519:
            guard let key = SigningKey(seed: bytes) else { return nil }
            self.key = .ed25519(key)
        }
        self.scheme = scheme
        self.bytes = SecretBytes(bytes)
    }

    public static func random(_ scheme: Scheme) -> WebhookSecret {
        guard let secret = WebhookSecret(scheme, Random.bytes(32)) else { preconditionFailure("OpenSSL cannot go on") }
        return secret
    }

    /// Reads `whsec_…` (24 to 64 bytes in base64) and `whsk_…` (the 32 bytes of an Ed25519 key, or these and the 32 of its
    /// public half). Nil for anything else, a public key not least.
    public init?(_ text: some StringProtocol) {
        if let bytes = base64(text, after: "whsec_") {
            self.init(.hmac, bytes)
        } else if let bytes = base64(text, after: "whsk_") {
            self.init(.ed25519, Array(bytes.prefix(32)))
            // The other half tells whether something was lost on the way.
            guard bytes.count == 32 || publicBytes == Array(bytes.dropFirst(32)) else { return nil }
        } else {
            return nil
        }
    }

    /// The secret itself: for the vault, and for the receiver where the scheme is HMAC.
    public var text: String {
        (scheme == .hmac ? "whsec_" : "whsk_") + bytes.withBytes { Base64.encode($0, .standard) }
    }

    /// `whpk_…`: what everybody may know; nil where the scheme is HMAC.
    public var publicText: String? { publicBytes.map { "whpk_" + Base64.encode($0, .standard) } }

    private var publicBytes: [UInt8]? {
        guard case .ed25519(let key) = key else { return nil }
        return key.verificationKey.bytes
    }

    /// One word of the header `webhook-signature`.
    public func sign(_ message: WebhookMessage) -> String {
        let signature =
            switch key {
            case .hmac(let key): key.authenticate(message.signedBytes).bytes
            case .ed25519(let key): key.sign(message.signedBytes)
            }
        return "\(scheme.rawValue),\(Base64.encode(signature, .standard))"
    }
}

extension WebhookSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "WebhookSecret(\(scheme.rawValue), redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

func base64(_ text: some StringProtocol, after prefix: String) -> [UInt8]? {
    text.utf8.starts(with: prefix.utf8) ? Base64.decode(Array(text.utf8.dropFirst(prefix.utf8.count)), .standard) : nil
}
