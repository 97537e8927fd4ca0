public import Attendance
public import Crypto
public import Zoom

/// What the use cases need to be told; everything has been checked before.
public struct BridgeSettings: Sendable {
    /// The secret tokens of the Zoom app: the current one first, then those still accepted. Empty: nothing can be verified.
    public var zoomSecrets: [HMACKey]
    public var window: Signature.Window
    public var policy: Policy
    public var patience: Completion.Patience
    public var feedRetention: Span

    public init(
        zoomSecrets: [HMACKey] = [], window: Signature.Window = Signature.Window(), policy: Policy = .standard,
        patience: Completion.Patience = Completion.Patience(), feedRetention: Span = .hours(24 * 30)
    ) {
        self.zoomSecrets = zoomSecrets
        self.window = window
        self.policy = policy
        self.patience = patience
        self.feedRetention = feedRetention
    }
}
