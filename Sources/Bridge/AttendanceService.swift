public import Attendance
public import Live
public import Store
internal import Synchronization
internal import Zoom

/// The use cases over one database: what the edge calls and what runs by itself.
public final class AttendanceService: Sendable {
    public let settings: BridgeSettings
    public let counters = Counters()
    public let database: Database<Memory>
    let now: @Sendable () -> Timestamp
    let log: @Sendable (Notable) -> Void
    let alarm = Alarm()

    /// - Parameters:
    ///   - now: the wall clock.
    ///   - log: told of what an operator should know; never holds a person's data.
    ///   - committed: called on the writer's thread with the rows each commit added to the feed, and a closure that
    ///     answers everybody who waited for the commit; it must call the closure once, from any thread.
    public init(
        settings: BridgeSettings, path: String, now: @escaping @Sendable () -> Timestamp,
        log: @escaping @Sendable (Notable) -> Void = { _ in },
        committed: @escaping @Sendable (_ feed: [FeedMessage], _ answer: @escaping @Sendable () -> Void) -> Void = {
            $1()
        }
    ) throws {
        self.settings = settings
        self.now = now
        self.log = log
        let counters = counters
        database = try Database(
            path: path, memory: { Memory() },
            committed: { commit in
                counters.feedRows.add(commit.feed.count)
                counters.commitSize.observe(Double(commit.writes))
                counters.commitSeconds.observe(commit.duration / .seconds(1))
                committed(commit.feed.map { FeedMessage($0) }, commit.answer)
            })
    }

    /// What keeps the service from doing its work, in words for an operator; empty when it is ready.
    public var troubles: [String] {
        var troubles: [String] = []
        if settings.zoomSecrets.isEmpty {
            troubles.append("No Zoom secret is configured: set BRIDGE_ZOOM_SECRETS.")
        }
        if let fault = database.writer.fault { troubles.append("Nothing can be stored: \(fault).") }
        if counters.outsideWindowInARow.value >= 3 {
            troubles.append(
                "Deliveries with valid signatures lie outside the time window: check the clock of this machine.")
        }
        return troubles
    }

    /// How many writes wait for the next commit.
    public var writesWaiting: Int { database.writer.waiting }

    /// Writes what is waiting and closes the database.
    public func close() async { await database.writer.close() }
}

/// Something an operator should know. Names deliveries and occurrences by number only.
public enum Notable: Sendable, Equatable {
    case refused(hint: String)
    case outsideWindow
    case lateSigned(event: String?)
    case notUnderstood(event: String?)
    case validated
    case notStored(String)
    case storageRecovered
    case jobFailed(job: String, String)
}
