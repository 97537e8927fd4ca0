internal import Attendance
internal import Store

/// What comes next for a subscriber, as the database says it at one moment.
enum OutboundLook {
    /// The subscription is disabled, or there is none.
    case over
    /// Nothing for it up to here; more may come where `isEnd` is false.
    case nothing(StoredSubscription, through: Position, isEnd: Bool)
    case message(StoredSubscription, FeedRow)
    /// What it has not been sent is no longer kept, up to here.
    case forgotten(StoredSubscription, since: Position, through: Position)

    /// How much of the feed was looked through in vain, and for what.
    struct Scanned: Hashable {
        var generation: Int64
        var cursor: Position
        var through: Position
    }

    /// How much of the feed one look goes through at most, so that other readers get their turn.
    private static let (mostPositions, mostRows) = (2000, 200)

    init(for id: SubscriptionID, after scanned: Scanned?, in snapshot: Snapshot) throws {
        guard let found = try snapshot.subscription(id), found.disabledAt == nil else {
            self = .over
            return
        }
        var start = found.cursor
        if let scanned, scanned.cursor == found.cursor, scanned.generation == found.generation {
            start = scanned.through
        }
        let forgotten = try snapshot.feedForgottenThrough()
        guard start >= forgotten else {
            self = .forgotten(found, since: start, through: forgotten)
            return
        }
        let head = try snapshot.lastFeedPosition()
        let end = min(head, start + Int64(Self.mostPositions))
        let rows = try snapshot.feedOfParticipants(of: found.courtRep, after: start, through: end, limit: Self.mostRows)
        for row in rows where try found.wants(row, in: snapshot) {
            self = .message(found, row)
            return
        }
        let through = rows.count == Self.mostRows ? rows[rows.count - 1].position : end
        self = .nothing(found, through: through, isEnd: through == head)
    }
}

extension StoredSubscription {
    fileprivate func wants(_ row: FeedRow, in snapshot: Snapshot) throws -> Bool {
        let isAsked = events.isEmpty || events.contains(row.event) || OutboundEvent.always.contains(row.event)
        guard isAsked, row.isOfItsPerson else { return false }
        guard row.event == Erasing.event else { return true }
        // It stands in the place of every older message, too: told once is enough.
        let newest = try snapshot.newestMessage(to: row.person)
        return newest.map { $0.event != Erasing.event || $0.position == row.position } ?? true
    }
}
