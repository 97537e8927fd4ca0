internal import Attendance
internal import Bridge
internal import JSON
internal import Live

/// What one person was told after a position, for clients that ask now and then instead of listening.
struct FeedPage: Sendable {
    var messages: [FeedMessage] = []
    /// Where the next question goes on.
    var position: Live.Position
    /// What lies before `position` is not to be had: the client has to load everything again.
    var isResync = false
    /// There is more already.
    var hasMore = false

    /// `{"messages","position","resync","more"}`; the messages as they are told over every transport.
    var json: [UInt8] {
        var out = Array(#"{"messages":["#.utf8)
        for (number, message) in messages.enumerated() {
            if number > 0 { out.append(0x2C) }
            out += message.envelope()
        }
        out += #"],"position":\#(position),"resync":\#(isResync),"more":\#(hasMore)}"#.utf8
        return out
    }

    /// - Parameter limit: how many of the person's messages are read at most; of these the filter leaves some.
    static func read(
        _ asked: FeedRequest, of person: PersonID, limit: Int, from service: AttendanceService
    ) async throws -> FeedPage {
        let (head, forgotten) = try await service.feedState()
        guard let since = asked.since, since != head else { return FeedPage(position: head) }
        guard since < head, since >= forgotten else { return FeedPage(position: head, isResync: true) }
        let page = try await service.backlog(of: person, after: since, through: head, limit: limit)
        guard !page.isTooLong, since >= page.forgottenThrough else { return FeedPage(position: head, isResync: true) }
        return FeedPage(
            messages: page.rows.filter(asked.filter.admits), position: page.readThrough,
            hasMore: page.readThrough < head)
    }
}

/// How often clients that poll came.
struct FeedPolls: Hashable, Sendable {
    var count = 0
    var resyncs = 0
}
