public import Attendance

/// What is looked for in the journal; nil: whatever it be.
public struct JournalSearch: Hashable, Sendable {
    public var event: String?
    public var understanding: Understanding?
    public var source: EvidenceSource?
    /// Only what came then or later.
    public var since: Timestamp?

    public init(
        event: String? = nil, understanding: Understanding? = nil, source: EvidenceSource? = nil,
        since: Timestamp? = nil
    ) {
        self.event = event
        self.understanding = understanding
        self.source = source
        self.since = since
    }

    /// Where a page begins, and in which direction it goes.
    public enum Start: Hashable, Sendable {
        /// The newest first, with ids below one; nil: from the newest of all.
        case before(Int64?)
        /// The oldest first, with ids above one.
        case after(Int64)
    }

    /// How many are looked at for one page: whoever looks for what there is not waits no longer than for what there is.
    static let mostLookedAt = 20_000

    /// By what they are found.
    enum Path: CaseIterable {
        case event, understanding, source, id
    }

    /// The one that leaves the fewest to look at.
    var path: Path {
        if let understanding, understanding != .known { return .understanding }
        if let source, source != .webhook { return .source }
        if let event, !Self.ordinary.contains(event) { return .event }
        return .id
    }

    /// Those that `delivery_event` leaves out.
    private static let ordinary: Set<String> = ["meeting.participant_joined", "meeting.participant_left"]

    /// Everything that is found by its path is what is looked for.
    fileprivate var isExact: Bool {
        let asked = [event != nil, understanding != nil, source != nil, since != nil].count { $0 }
        return asked == (path == .id ? 0 : 1)
    }

    fileprivate func admits(_ candidate: Candidate) -> Bool {
        (event.map { $0 == candidate.event } ?? true)
            && (understanding.map { $0.rawValue == candidate.understanding } ?? true)
            && (source.map { $0.rawValue == candidate.source } ?? true)
            && (since.map { $0 <= candidate.receivedAt } ?? true)
    }

    /// What of an entry is compared.
    fileprivate struct Candidate {
        let id: Int64
        let receivedAt: Timestamp
        let event: String?
        let understanding: String
        let source: String
    }
}

/// A page of what was found.
public struct JournalPage: Hashable, Sendable {
    public var rows: [JournalRow]
    /// Where the next page begins. Of the newest first, nil at the end; of the oldest first, always there: more may come.
    public var next: Int64?
    /// There may be more already. A page may hold less than was asked for, or nothing, and there is more all the same.
    public var hasMore: Bool
}

extension Queries {
    /// - Parameter limit: 1 and up.
    public func journal(
        _ search: JournalSearch, from start: JournalSearch.Start, limit: Int
    ) throws(StoreError) -> JournalPage {
        let newest = try lastDelivery()
        var (low, high): (Int64, Int64)
        switch start {
        case .before(let id): (low, high) = (0, min(id ?? .max, newest + 1))
        case .after(let id): (low, high) = (id, newest + 1)
        }
        if let since = search.since { low = max(low, try firstDelivery(since: since, through: newest) - 1) }
        let isUpwards = if case .after = start { true } else { false }
        let portion = search.isExact ? limit : 1000
        var (found, lookedAt): ([Int64], Int) = ([], 0)
        var isWhole = low >= high
        while found.count < limit, lookedAt < JournalSearch.mostLookedAt, !isWhole {
            let candidates = try candidates(search, low, high, isUpwards, portion)
            isWhole = candidates.count < portion
            lookedAt += candidates.count
            for candidate in candidates {
                if isUpwards { low = candidate.id } else { high = candidate.id }
                if search.admits(candidate) { found.append(candidate.id) }
                if found.count == limit {
                    isWhole = false
                    break
                }
            }
        }
        var rows = try found.isEmpty ? [] : journal(ofIDs: found)
        if !isUpwards { rows.reverse() }
        let next = isUpwards ? (isWhole ? max(low, newest) : low) : isWhole ? nil : high
        return JournalPage(rows: rows, next: next, hasMore: !isWhole)
    }

    /// Before this one nothing came at a moment or later, as long as nobody set the clock back by more than a minute. Found
    /// by halving, as one finds a page in a book: entries stand in the order they came.
    private func firstDelivery(since moment: Timestamp, through newest: Int64) throws(StoreError) -> Int64 {
        let moment = moment.milliseconds - 60_000
        var (low, high): (Int64, Int64) = (1, newest + 1)
        while low < high {
            let middle = low + (high - low) / 2
            let entry = try connection.first(
                "SELECT id, received_ms FROM delivery WHERE id >= ? ORDER BY id LIMIT 1", middle
            ) { (id: $0.integer(0), received: $0.integer(1)) }
            if let entry, entry.received < moment { low = entry.id + 1 } else { high = middle }
        }
        return low
    }

    private func candidates(
        _ search: JournalSearch, _ low: Int64, _ high: Int64, _ isUpwards: Bool, _ limit: Int
    ) throws(StoreError) -> [JournalSearch.Candidate] {
        let sql = search.path.sql(isUpwards: isUpwards)
        func read(_ row: Row) -> JournalSearch.Candidate {
            JournalSearch.Candidate(
                id: row.integer(0), receivedAt: Timestamp(milliseconds: row.integer(1)),
                event: row.optional(2, row.text), understanding: row.text(3), source: row.text(4))
        }
        let word: String? =
            switch search.path {
            case .event: search.event
            case .understanding: search.understanding?.rawValue
            case .source: search.source?.rawValue
            case .id: nil
            }
        guard let word else { return try connection.rows(sql, low, high, limit, read: read) }
        return try connection.rows(sql, low, high, limit, word, read: read)
    }

    /// In the order of their ids.
    private func journal(ofIDs ids: [Int64]) throws(StoreError) -> [JournalRow] {
        try connection.rows(
            """
            SELECT d.id, o.uuid, o.id, received_ms, sent_ms, event, understanding, late_signed, digest, body, form, source
            FROM delivery AS d JOIN occurrence AS o ON o.id = d.occurrence
            WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.id
            """,
            listed(ids), read: journalRow)
    }
}

extension JournalSearch.Path {
    /// With ids above the first value and below the second, as many as the third says.
    func sql(isUpwards: Bool) -> StaticString {
        switch (self, isUpwards) {
        case (.id, false):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery
            WHERE id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.id, true):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery
            WHERE id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.event, false):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_event
            WHERE event = ?4 AND event NOT IN ('meeting.participant_joined', 'meeting.participant_left')
              AND id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.event, true):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_event
            WHERE event = ?4 AND event NOT IN ('meeting.participant_joined', 'meeting.participant_left')
              AND id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.understanding, false):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_not_understood
            WHERE understanding = ?4 AND understanding <> 'known' AND id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.understanding, true):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_not_understood
            WHERE understanding = ?4 AND understanding <> 'known' AND id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        case (.source, false):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_from_elsewhere
            WHERE source = ?4 AND source <> 'webhook' AND id > ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3
            """
        case (.source, true):
            """
            SELECT id, received_ms, event, understanding, source FROM delivery INDEXED BY delivery_from_elsewhere
            WHERE source = ?4 AND source <> 'webhook' AND id > ?1 AND id < ?2 ORDER BY id LIMIT ?3
            """
        }
    }
}
