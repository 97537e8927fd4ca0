internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What Zoom sent, for whoever finds out why something is as it is.
    static func deliveryRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/api/deliveries", for: .administrators,
                "What the journal holds, the newest first, without bodies.",
                query: deliveryPaging.fields, answer: "DeliveryPage"
            ) { request, _, _ in
                let limit = try deliveryPaging.limit(in: request)
                let deliveries = try await service.deliveries(
                    before: try deliveryPaging.number(in: request), limit: limit)
                let next = deliveries.count == limit ? deliveries.last?.id : nil
                var json = JSONWriter(reservingCapacity: 1024)
                json.object {
                    $0.member("deliveries", .array(deliveries.map(\.json)))
                    $0.member("next", next)
                }
                return .json(json.bytes, headers: personal + deliveryPaging.link(to: next, from: request))
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
}
