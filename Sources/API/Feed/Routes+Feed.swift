internal import Attendance
internal import Bridge
internal import Crypto
internal import JSON
internal import Server
internal import Synchronization

extension BridgeAPI {
    /// The feed, in every way in which it is told.
    static func feedRoutes(
        _ service: AttendanceService, _ settings: APISettings, _ feed: FeedDesk,
        _ statistics: @escaping @Sendable () -> Statistics?
    ) -> [Route] {
        [
            // These two become connections before the table is asked; here they are told of.
            Route(
                .get, FeedTransport.webSocket.rawValue, for: .anybodySignedIn, "The feed, over WebSocket.",
                query: [.token, .ticket] + FeedRequest.query,
                answer: Answer(101, "The feed: messages {event, data, id, at}; see /asyncapi.json.", as: []),
                problems: [.badRequest, .upgradeRequired, .originNotAllowed], scope: .feed
            ) { _, _, _ in throw Problem.upgradeRequired },
            Route(
                .get, FeedTransport.eventStream.rawValue, for: .anybodySignedIn, "The feed, as Server-Sent Events.",
                query: [.ticket] + FeedRequest.query,
                answer: .text("text/event-stream", "The feed: events whose data are messages {event, data, id, at}."),
                problems: [.badRequest, .originNotAllowed], scope: .feed
            ) { _, _, _ in throw Problem.notFound },
            Route(
                .get, "/api/feed", for: .anybodySignedIn, "The feed, for who asks now and then: what came since.",
                query: FeedRequest.query + [.feedLimit], answer: "FeedPage", isConditional: true,
                scope: .feed
            ) { request, _, principal in
                guard let principal else { throw Problem.noToken }
                let limit = try QueryField.feedLimit.integer(in: request) ?? 100
                let page = try await FeedPage.read(
                    FeedRequest(request), of: principal.id, limit: Int(limit), from: service)
                feed.polls.withLock {
                    $0.count += 1
                    if page.isResync { $0.resyncs += 1 }
                }
                return conditional(
                    .json(page.json, headers: [HeaderField("Poll-Interval", String(settings.pollSeconds)), noStore]),
                    to: request)
            },
            Route(
                .post, "/api/feed/tickets", for: .anybodySignedIn,
                "A ticket that opens one connection of the feed within 30 seconds, so that no token stands in an address.",
                answer: .json("FeedTicket", 201), problems: [.tooManyTickets], scope: .feed
            ) { _, _, principal in
                guard let principal else { throw Problem.noToken }
                let ticket = SecretToken.random(.feedTicket)
                guard let end = feed.tickets.withLock({ $0.issue(ticket, to: principal, at: settings.now()) }) else {
                    throw Problem(.tooManyTickets, headers: [HeaderField("Retry-After", "5")])
                }
                var json = JSONWriter()
                json.object {
                    $0.member("ticket", ticket.text)
                    $0.member("expiresAt", end.rfc3339)
                }
                return .json(json.bytes, status: 201, headers: [noStore])
            },
            Route(
                .get, "/api/feed/stats", for: .administrators, "Who listens to the feed, and how that goes.",
                answer: "FeedStatistics"
            ) { _, _, _ in
                .json(await feed.statistics.json(queuedBytes: statistics()?.queuedBytes), headers: [noStore])
            },
        ]
    }
}
