public import Attendance
public import Crypto

/// Signs bodies as Zoom does: for tests, the demonstration, `send` and the benchmark.
public struct Signer: Sendable {
    private let secret: HMACKey

    public init(secret: HMACKey) { self.secret = secret }

    /// The value of `x-zm-signature` for a body sent with this `x-zm-request-timestamp`.
    public func signature(of body: some Collection<UInt8>, timestamp: String) -> String {
        var timestamp = timestamp
        return "v0=" + Signature.mac(of: body, timestamp: &timestamp, secret: secret).hex
    }

    /// The header fields of a delivery that Zoom would send, names in lower case. Whole seconds: the rest is cut off.
    public func headers(for body: some Collection<UInt8>, sentAt: Timestamp) -> [(name: String, value: String)] {
        let timestamp = String(sentAt.milliseconds / 1000)
        return [
            ("content-type", "application/json; charset=utf-8"),
            ("user-agent", "Zoom Marketplace/1.0a"),
            (Signature.timestampHeader, timestamp),
            (Signature.signatureHeader, signature(of: body, timestamp: timestamp)),
        ]
    }
}
