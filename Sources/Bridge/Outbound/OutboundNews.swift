internal import Synchronization

/// Wakes the job that sends subscribers what happens. What is to be sent stands in the database; this only says when to
/// look, and may say so too often.
final class OutboundNews: Sendable {
    let alarm = Alarm()
    /// Somebody is to be sent something: without anybody, commits wake nobody.
    private let hasSubscribers = Atomic<Bool>(false)
    private let hasFeed = Atomic<Bool>(false)
    private let hasChange = Atomic<Bool>(true)

    /// The feed went on; after the commit, on any thread.
    func noteFeed() {
        hasFeed.store(true, ordering: .sequentiallyConsistent)
        if hasSubscribers.load(ordering: .sequentiallyConsistent) { alarm.ring() }
    }

    /// To be said before subscriptions are read, as if there were some: what is committed meanwhile may be for them.
    func expectFeed(_ isExpected: Bool) { hasSubscribers.store(isExpected, ordering: .sequentiallyConsistent) }

    /// Subscriptions were made, changed or removed; after the commit.
    func noteChange() {
        hasChange.store(true, ordering: .releasing)
        alarm.ring()
    }

    /// Whether the feed went on since the last time this was asked.
    func takeFeed() -> Bool { hasFeed.exchange(false, ordering: .sequentiallyConsistent) }

    /// It could not be read: it is still news, and nobody is woken for it.
    func putChangeBack() { hasChange.store(true, ordering: .releasing) }

    /// Whether subscriptions are to be read anew; true the first time.
    func takeChange() -> Bool { hasChange.exchange(false, ordering: .acquiringAndReleasing) }
}
