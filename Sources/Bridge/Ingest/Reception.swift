public import Attendance

/// A request to the notification URL, as it came.
public struct Webhook: Sendable {
    /// Every value of `x-zm-request-timestamp` and of `x-zm-signature`.
    public var timestamps: [String]
    public var signatures: [String]
    public var body: [UInt8]
    public var receivedAt: Timestamp

    public init(timestamps: [String], signatures: [String], body: [UInt8], receivedAt: Timestamp) {
        self.timestamps = timestamps
        self.signatures = signatures
        self.body = body
        self.receivedAt = receivedAt
    }
}

/// What Zoom is to be told.
public enum Reception: Sendable {
    /// Kept, durably, now or before.
    case kept
    /// The answer to `endpoint.url_validation`: JSON.
    case validated([UInt8])
}

/// Why a delivery was not kept.
public enum IngestError: Error, Sendable, Equatable {
    /// No secret is configured: our fault, Zoom should send again.
    case notConfigured
    /// It carries no valid signature; the hint says what is wrong with it, never what would be right.
    case notSigned(hint: String)
    /// The signature is valid and too old, or from the future.
    case outsideWindow
    /// It could not be made durable: Zoom should send again.
    case notStored
}
