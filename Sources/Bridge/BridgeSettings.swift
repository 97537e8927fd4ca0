public import Attendance
public import Crypto
public import Zoom

/// What the use cases need to be told; everything has been checked before.
public struct BridgeSettings: Sendable {
    /// The secret tokens of the Zoom app: the current one first, then those still accepted. Empty: nothing can be verified.
    public var zoomSecrets: [HMACKey]
    public var window: Signature.Window
    public var policies: Policies
    public var patience: Completion.Patience
    public var feedRetention: Span
    /// After which the personal data of attendees who are nobody's participant is forgotten.
    public var strangerRetention: Span
    /// The first day of a week, ISO 8601: 1 is Monday.
    public var weekStart: Int
    /// The time zone of the Zoom account, on whose clock its reports are; nil where it is not known.
    public var accountTimeZone: String?
    /// Occurrences are compared with Zoom's own record when they are over (`reconcileByItself`).
    public var reconcilesByItself = false
    public var cards = CardSettings()
    public var accounts = AccountSettings()
    public var outbound = OutboundSettings()
    public var digests = DigestSettings()
    /// Mail that is queued is sent (`sendMail(with:)` runs).
    public var sendsMail = false
    /// After which a participant is erased of whom nothing more is asked; nil: never by itself.
    public var participantRetention: Span?

    public init(
        zoomSecrets: [HMACKey] = [], window: Signature.Window = Signature.Window(),
        policies: Policies = Policies(default: .builtIn),
        patience: Completion.Patience = Completion.Patience(), feedRetention: Span = .hours(24 * 30),
        strangerRetention: Span = .hours(24 * 30), weekStart: Int = 1
    ) {
        self.zoomSecrets = zoomSecrets
        self.window = window
        self.policies = policies
        self.patience = patience
        self.feedRetention = feedRetention
        self.strangerRetention = strangerRetention
        self.weekStart = weekStart
    }
}
