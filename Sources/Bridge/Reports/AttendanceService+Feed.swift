public import Attendance
public import Live
internal import Store

extension AttendanceService {
    /// In messages; beyond it a client is told to load everything again.
    static let longestBacklog = 20_000

    /// Where the feed stands: the last position, and the last one that is no longer kept.
    public func feedState() async throws -> (head: Live.Position, forgottenThrough: Live.Position) {
        try await database.readers.read {
            (Live.Position(try $0.lastFeedPosition()), Live.Position(try $0.feedForgottenThrough()))
        }
    }

    /// A page of what one person was told in (after, through].
    public func backlog(
        of person: PersonID, after: Live.Position, through: Live.Position, limit: Int = 256
    ) async throws -> Backlog {
        try await database.readers.read {
            let rows = try $0.feed(of: person, after: after.rawValue, through: through.rawValue, limit: limit)
            return Backlog(
                rows: rows.map { FeedMessage($0) },
                readThrough: rows.count < limit ? through : Live.Position(rows[rows.count - 1].position),
                forgottenThrough: Live.Position(try $0.feedForgottenThrough()),
                isTooLong: try $0.hasMissedMore(than: Self.longestBacklog, person, after: after.rawValue))
        }
    }

    /// A page of what everybody was told after a position.
    public func feed(after: Live.Position, limit: Int = 500) async throws -> [FeedMessage] {
        try await database.readers.read { try $0.feed(after: after.rawValue, limit: limit) }.map { FeedMessage($0) }
    }
}

/// What one person missed, or the first part of it.
public struct Backlog: Sendable {
    public var rows: [FeedMessage]
    /// No row of the person up to here is missing, except those forgotten.
    public var readThrough: Live.Position
    /// Rows up to here are no longer kept.
    public var forgottenThrough: Live.Position
    /// It goes on for so long that loading everything again is quicker.
    public var isTooLong: Bool
}

extension FeedMessage {
    /// Whether it tells somebody that they themself were erased: after it, they hear nothing more.
    public var endsAccess: Bool { event == Erasing.event && data == Erasing.message(person) }

    init(_ row: FeedRow) {
        self.init(
            position: Live.Position(row.position), person: row.person, at: row.at, event: row.event, data: row.data)
    }
}
