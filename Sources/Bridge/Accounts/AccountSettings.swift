public import Attendance

/// How long what lets people in holds.
public struct AccountSettings: Hashable, Sendable {
    /// A browser of a participant: a phone of their own, mostly.
    public var participantSession: Span
    /// A browser of a court representative or an administrator: a day's work.
    public var officialSession: Span
    /// A link that sets a password.
    public var invite: Span

    public init(
        participantSession: Span = .hours(24 * 30), officialSession: Span = .hours(12), invite: Span = .hours(24 * 7)
    ) {
        self.participantSession = participantSession
        self.officialSession = officialSession
        self.invite = invite
    }

    func session(of role: Role) -> Span { role == .participant ? participantSession : officialSession }
}
