/// Checks signatures of Standard Webhooks, as a receiver does.
public struct WebhookVerifier: Sendable {
    private enum Key {
        case hmac(HMACKey)
        case ed25519(VerificationKey)
    }

    /// How far a clock may be off, in seconds, and how long something may be told again by somebody who overheard it.
    public static let tolerance: Int64 = 300
    private static let maxSignatures = 16

    private let key: Key

    /// Reads what the receiver was told: `whsec_…` or `whpk_…`.
    public init?(_ text: some StringProtocol) {
        if let bytes = base64(text, after: "whsec_"), (24...64).contains(bytes.count), let key = HMACKey(bytes) {
            self.key = .hmac(key)
        } else if let bytes = base64(text, after: "whpk_"), let key = VerificationKey(bytes) {
            self.key = .ed25519(key)
        } else {
            return nil
        }
    }

    /// Whether one of the signatures is right and the message of now.
    ///
    /// - Parameters:
    ///   - signatures: the header `webhook-signature`; those of other schemes and keys do not matter.
    ///   - now: Unix seconds.
    public func isValid(_ message: WebhookMessage, signatures: String, now: Int64) -> Bool {
        let (age, overflow) = now.subtractingReportingOverflow(message.timestamp)
        guard !overflow, (-Self.tolerance...Self.tolerance).contains(age) else { return false }
        let words = signatures.split(separator: " ", maxSplits: Self.maxSignatures)
        return words.prefix(Self.maxSignatures).contains { isSignature($0, of: message) }
    }

    private func isSignature(_ word: Substring, of message: WebhookMessage) -> Bool {
        switch key {
        case .hmac(let key):
            base64(word, after: "v1,").flatMap { Digest($0) } == key.authenticate(message.signedBytes)
        case .ed25519(let key):
            base64(word, after: "v1a,").map { key.isValid(signature: $0, over: message.signedBytes) } ?? false
        }
    }
}

extension WebhookVerifier: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "WebhookVerifier(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
