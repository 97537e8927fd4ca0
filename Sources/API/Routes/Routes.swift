internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    static func routes(
        _ service: AttendanceService, _ settings: APISettings, _ feed: FeedDesk,
        _ statistics: @escaping @Sendable () -> Statistics?
    ) -> [Route] {
        [
            Route(.get, "/healthz", for: .everybody, "Whether the process runs.", answer: "Health") { _, _, _ in
                .json(Array(#"{"status":"ok"}"#.utf8), headers: [noStore])
            },
            Route(
                .get, "/readyz", for: .everybody, "Whether deliveries can be taken; 503 says what is wrong.",
                answer: "Readiness", also: [.json("Readiness", 503, "Not ready: the troubles say why.")]
            ) { _, _, _ in readiness(service.troubles) },
            Route(
                .get, "/metrics", for: .everybody, "What was counted, as Prometheus text.",
                answer: .text("text/plain")
            ) { _, _, _ in
                let metrics = Metrics(
                    service: service, statistics: statistics(), feed: await feed.statistics,
                    unmatched: try await service.unmatchedCount(), cards: try await service.cardCount(),
                    alerts: try await service.openAlertCounts(), version: settings.version)
                return Response(
                    contentType: "text/plain; version=0.0.4; charset=utf-8", headers: [noStore],
                    body: Array(metrics.text.utf8))
            },
            Route(
                .post, "/webhooks/zoom", for: .zoom, "Zoom's event notification URL.",
                answer: .json("Received", 200, "Kept for good, or the answer to endpoint.url_validation.")
            ) { _, _, _ in
                // Answered before the table is asked; reached by nothing.
                throw Problem.notFound
            },
            Route(
                .get, "/api/participants/{id}/progress", for: .participantAndTheirRep,
                "Where a participant stands: what they poll.", answer: "Progress",
                isConditional: true
            ) { request, parameters, _ in
                guard let id = parameters["id"],
                    let report = try await service.reportProgress(of: PersonID(id), at: settings.now())
                else { throw Problem.notFound }
                return poll(
                    report.json(pollSeconds: settings.pollSeconds), position: report.position, request, settings)
            },
            alertsRoute(service), auditLogRoute(service), erasureRoute(service), healthRoute(service, settings, feed),
        ] + cardRoutes(service) + [hearingRoute(service, settings)] + ledgerRoutes(service)
            + verificationRoutes(service, settings)
            + decisionRoutes(service) + sessionRoutes(service, settings) + secondFactorRoutes(service, settings)
            + accessTokenRoutes(service, settings) + inviteRoutes(service, settings) + userRoutes(service, settings)
            + subscriptionRoutes(service) + dashboardRoutes(service, settings) + participantRoutes(service, settings)
            + meetingRoutes(service, settings) + [disputesRoute(service)] + deliveryRoutes(service, settings)
            + digestRoutes(service) + problemRoutes + feedRoutes(service, settings, feed, statistics)
            + descriptionRoutes(settings) { Self.routes(service, settings, feed, statistics) }
    }

    private static func readiness(_ troubles: [String]) -> Response {
        var json = JSONWriter()
        json.object {
            $0.member("status", troubles.isEmpty ? "ready" : "not-ready")
            $0.member("troubles", .array(troubles.map { .string($0) }))
        }
        return .json(json.bytes, status: troubles.isEmpty ? 200 : 503, headers: [noStore])
    }

    /// An answer that says when to ask again.
    ///
    /// - Parameters:
    ///   - position: where the feed stood; not part of what is compared, since it moves with everybody's news.
    ///   - fields: of the request, that it depends on.
    static func poll(
        _ body: [UInt8], position: Int64, _ request: Request, _ settings: APISettings,
        varying fields: String = "Authorization, Accept-Encoding"
    ) -> Response {
        conditional(
            .json(
                body,
                headers: [
                    HeaderField("Poll-Interval", String(settings.pollSeconds)),
                    HeaderField("Feed-Position", String(position)),
                    noStore, HeaderField("Vary", fields),
                ]), to: request
        ).compressed(length: body.count, to: request)
    }
}

let noStore = HeaderField("Cache-Control", "no-store")
