/// One connection to an occurrence.
///
/// Zoom's `participant_uuid` names it; it is kept over room moves and new after leaving and coming back. Where Zoom
/// sends none it is the `user_id` in the main room.
public enum ConnectionKey: Hashable, Comparable, Sendable {
    case participant(String)
    case user(String)
    /// Zoom named neither: known only by the person it sent.
    case unnamed(IdentityKey)
    /// A row of a report that names no connection, and that is no row of one known otherwise. Made of its times,
    /// its token and, among rows where these are the same, its place; never of the person, since a key is not personal
    /// data.
    case reported(String)
}

/// Somebody in an occurrence: every connection that Zoom itself says, or shows, to be the same person's.
///
/// Tied are a phone and the computer it was bound to, and connections of one registrant, customer key, Zoom account or
/// e-mail. Never by name: two people called "iPhone" stay two.
public struct Attendee: Hashable, Sendable {
    /// Sorted, never empty.
    public var connections: [ConnectionKey]
    public var identities: Set<ObservedIdentity>

    public init(connections: [ConnectionKey], identities: Set<ObservedIdentity>) {
        self.connections = connections
        self.identities = identities
    }

    /// The display names seen, original ones included, sorted.
    public var names: [String] {
        Set(identities.lazy.compactMap(\.displayName) + identities.lazy.compactMap(\.originalName)).sorted()
    }
}
