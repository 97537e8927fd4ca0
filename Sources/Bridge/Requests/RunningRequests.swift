internal import Crypto
internal import Synchronization

/// The requests with a key that are being worked on. One bridge holds the database, so it knows them all.
final class RunningRequests: Sendable {
    private let ids = Mutex(Set<Digest>())

    /// False where one of this id is running.
    func begin(_ id: Digest) -> Bool { ids.withLock { $0.insert(id).inserted } }
    func end(_ id: Digest) { ids.withLock { _ = $0.remove(id) } }
}
