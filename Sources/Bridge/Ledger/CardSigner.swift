internal import Attendance
public import Crypto
internal import Store
internal import Synchronization

/// The private keys at hand. Which of them signs is for the database to say: the transaction in which another key takes its
/// place may come to nothing, and after a fault of the disk only the database knows whether it did.
final class CardSigner: Sendable {
    struct Current: Sendable {
        var key: SigningKey
        /// Nothing that it signs says that it was issued before.
        var since: Timestamp
    }

    private struct State {
        var keys: [String: SigningKey]
        var isChanging = false
    }

    private let state: Mutex<State>

    init(_ key: SigningKey) { state = Mutex(State(keys: [key.verificationKey.id: key])) }

    /// The key that signs.
    ///
    /// - Throws: `ServiceFault.otherSigningKey` where its private half is not here.
    func current(in queries: some Queries) throws -> Current {
        guard let stored = try queries.signingKeys().last(where: { $0.until == nil }),
            let key = state.withLock({ $0.keys[stored.id] })
        else { throw ServiceFault.otherSigningKey }
        return Current(key: key, since: stored.since)
    }

    func add(_ key: SigningKey) { state.withLock { $0.keys[key.verificationKey.id] = key } }

    func forgetAll(but key: SigningKey) { state.withLock { $0.keys = [key.verificationKey.id: key] } }

    /// One change of keys at a time: false while there is one. Whoever is let in says when it is over.
    func beginChange() -> Bool {
        state.withLock { state in
            defer { state.isChanging = true }
            return !state.isChanging
        }
    }

    func endChange() { state.withLock { $0.isChanging = false } }
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
