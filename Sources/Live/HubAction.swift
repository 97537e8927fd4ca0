public import Attendance

/// What the hub wants done. To be carried out in the order given; what is sent to one connection keeps that order.
public enum HubAction: Hashable, Sendable {
    /// The first word to a new connection. It will be told everything after `after`, and may resume from there.
    case welcome(ConnectionID, after: Position)
    /// Encode once, send to each.
    case send(FeedMessage, to: [ConnectionID])
    /// Read the person's rows in (after, through] from the store, as many as fit a page, and answer with `caughtUp`; or
    /// `backlogUnavailable` where that fails.
    case readBacklog(ConnectionID, PersonID, after: Position, through: Position)
    /// What lies between is not to be had: the client has to read its state afresh. It is told what comes after `after`.
    case resync(ConnectionID, after: Position)
    /// The hub has forgotten the connection; nothing is sent to it any more.
    case close(ConnectionID, CloseReason)
    /// Rows were passed over: read the feed of all people after this position and publish it.
    case reload(after: Position)
}

/// Why the service closes a connection of the feed.
public enum CloseReason: String, Hashable, Sendable, CaseIterable {
    /// The service stops. Connect again and resume.
    case goingAway = "going away"
    /// The client reads more slowly than it is told things. Connect again and resume.
    case tooSlow = "too slow"
    /// The person opened more connections than are kept; the oldest gives way.
    case tooManyConnections = "too many connections"
    /// The person was erased.
    case revoked = "access ended"
    /// What let the client in has run out. Connect again with something newer and resume.
    case expired = "the token has expired"
    /// What let the client in is no longer good: signed out, disabled, another role. Sign in again and resume.
    case accessChanged = "sign in again"
    /// What was missed could not be read now. Connect again later and resume.
    case backlogUnavailable = "try again later"
    /// The client sent a binary message. Requests are text.
    case notText = "send text"
    /// The client asked more often than is answered. Connect again, ask less, and resume.
    case tooManyRequests = "too many requests"

    /// RFC 6455 §7.4: 1001, 1003, 1008 and 1013 as registered, 4000 and up our own. Event streams are told the same numbers.
    public var webSocketCode: UInt16 {
        switch self {
        case .goingAway: 1001
        case .notText: 1003
        case .tooManyRequests: 1008
        case .backlogUnavailable: 1013
        case .expired, .accessChanged: 4401
        case .revoked: 4403
        case .tooSlow: 4408
        case .tooManyConnections: 4429
        }
    }
}
