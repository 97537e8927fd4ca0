internal import Synchronization

/// Wakes the job that sends subscribers what happens. What is to be sent stands in the database; this only says when to
/// look, and may say so too often.
final class OutboundNews: Sendable {
    let alarm = Alarm()
    private let hasFeed = Atomic<Bool>(false)
    private let hasChange = Atomic<Bool>(true)

    /// The feed went on; after the commit, on any thread.
    func noteFeed() {
        hasFeed.store(true, ordering: .releasing)
        alarm.ring()
    }

    /// Subscriptions were made, changed or removed; after the commit.
    func noteChange() {
        hasChange.store(true, ordering: .releasing)
        alarm.ring()
    }

    /// Whether the feed went on since the last time this was asked.
    func takeFeed() -> Bool { hasFeed.exchange(false, ordering: .acquiringAndReleasing) }

    /// Whether subscriptions are to be read anew; true the first time.
    func takeChange() -> Bool { hasChange.exchange(false, ordering: .acquiringAndReleasing) }
}
