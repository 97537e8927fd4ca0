internal import Attendance
public import Crypto
internal import Synchronization

/// The key that signs at present. Another one takes its place while the bridge runs.
final class CardSigner: Sendable {
    struct Current: Sendable {
        var key: SigningKey
        /// Nothing that it signs says that it was issued before.
        var since: Timestamp
    }

    private let state: Mutex<Current>

    init(_ key: SigningKey) { state = Mutex(Current(key: key, since: .distantPast)) }

    var current: Current { state.withLock { $0 } }
    var key: SigningKey { current.key }

    func replace(with current: Current) { state.withLock { $0 = current } }
}

/// Where the private key is that cards are signed with.
public enum SigningKeySource: Sendable {
    /// A file; nil: the one beside the database. Made where there is none, for a database that was never signed for.
    case file(String?)
    /// Read already. One that is new to the database takes the place of the one before.
    case given(SigningKey)

    /// Where the key stands that signs for a database, if nothing else is said.
    public static func path(beside database: String) -> String { database + ".signing-key.pem" }
}
