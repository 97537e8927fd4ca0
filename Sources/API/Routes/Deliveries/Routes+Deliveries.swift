internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What Zoom sent, for whoever finds out why something is as it is.
    static func deliveryRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/deliveries", for: .administrators,
                "What the journal holds, without bodies: the newest first, or the oldest first after a number, for whoever "
                    + "watches what comes.",
                query: deliveryPaging.fields + [.afterDelivery, .event, .understanding, .source, .receivedSince],
                answer: "DeliveryPage", problems: [.notDone]
            ) { request, _, _ in
                let search = DeliverySearch(
                    event: try QueryField.event.text(in: request),
                    understanding: try QueryField.understanding.choice(in: request),
                    source: try QueryField.source.choice(in: request),
                    since: try QueryField.receivedSince.moment(in: request))
                let before = try deliveryPaging.number(in: request)
                let after = try QueryField.afterDelivery.integer(in: request)
                guard before == nil || after == nil else { throw Problem(.notDone, "Give either before or after.") }
                let page = try await service.deliveries(
                    search, from: after.map { .after($0) } ?? .before(before),
                    limit: try deliveryPaging.limit(in: request))
                var json = JSONWriter(reservingCapacity: 1024)
                json.object {
                    $0.member("deliveries", .array(page.deliveries.map(\.json)))
                    $0.member("next", page.next)
                    $0.member("more", page.hasMore)
                }
                let paging = after == nil ? deliveryPaging : upwardPaging
                let link = paging.link(
                    to: page.hasMore ? page.next : nil, from: request,
                    keeping: [.event, .understanding, .source, .receivedSince])
                let poll = HeaderField("Poll-Interval", String(settings.pollSeconds))
                return .json(json.bytes, headers: personal + link + [poll])
            },
            Route(
                .get, "/api/deliveries/{id}", for: .administrators,
                "A delivery with its body, in which everything that tells of people is masked.", answer: "Delivery",
                isConditional: true
            ) { request, parameters, _ in
                guard let id = parameters["id"].flatMap({ Int64($0) }),
                    let (report, body) = try await service.delivery(id)
                else { throw Problem.notFound }
                var json = JSONWriter()
                json.value(report.json(body: body))
                return conditional(.json(json.bytes, headers: personal), to: request)
            },
            Route(
                .post, "/api/deliveries/{id}/rederivation", for: .administrators,
                "Has the occurrence that a delivery is of derived anew from its journal, soon after the answer. What is the "
                    + "same stays the same.",
                answer: "Rederivation", status: 202
            ) { _, parameters, principal in
                guard let principal, let id = parameters["id"].flatMap({ Int64($0) }) else { throw Problem.notFound }
                let occurrence = try await service.rederive(occurrenceOfDelivery: id, by: principal.author)
                var json = JSONWriter()
                json.object { $0.member("occurrence", occurrence.rawValue) }
                return .json(json.bytes, status: 202, headers: [noStore])
            },
        ]
    }

    private static let deliveryPaging = Paging(.before, of: "deliveries", usually: 50, upTo: 200)
    private static let upwardPaging = Paging(.afterDelivery, of: "deliveries", usually: 50, upTo: 200)
}

extension QueryField {
    fileprivate static let afterDelivery = QueryField(
        name: "after", range: 0...Int64.max,
        about:
            "Only what came after this number, the oldest first. next is where it goes on, also where nothing is there "
            + "yet.")
    fileprivate static let event = QueryField(
        name: "event", range: nil, pattern: upTo200, about: "Only deliveries of this event, such as meeting.started.")
    fileprivate static let understanding = QueryField(
        name: "understanding", range: nil, choices: DeliverySearch.understandings,
        about: "Only what was understood so far when it came.")
    fileprivate static let source = QueryField(
        name: "source", range: nil, choices: DeliverySearch.sources, about: "Only what is from there.")
    fileprivate static let receivedSince = QueryField(
        name: "since", range: nil, format: "date-time", about: "Only what came then or later.")

    /// Nil when the address does not say it.
    fileprivate func choice(in request: Request) throws(Problem) -> String? {
        guard let text = request.query[name], choices?.contains(text) != true else { return request.query[name] }
        throw .badRequest("\(name) must be one of \((choices ?? []).joined(separator: ", ")).")
    }

    /// Nil when the address does not say it.
    fileprivate func moment(in request: Request) throws(Problem) -> Timestamp? {
        guard let text = request.query[name] else { return nil }
        guard let moment = Timestamp(rfc3339: text) else {
            throw .badRequest("\(name) must be a time such as 2026-09-15T19:00:00Z.")
        }
        return moment
    }
}
