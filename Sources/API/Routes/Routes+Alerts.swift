internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What administrators were alerted to.
    static func alertsRoute(_ service: AttendanceService) -> Route {
        Route(
            .get, "/api/alerts", for: .administrators,
            "What administrators were alerted to, the newest first: only what lasts, or also what is over.",
            query: [.open] + alertPaging.fields, answer: "Alerts"
        ) { request, _, _ in
            let page = try await service.alerts(
                isOpen: try QueryField.open.isTrue(in: request), before: try alertPaging.number(in: request),
                limit: try alertPaging.limit(in: request))
            var json = JSONWriter()
            json.value(page.json)
            return .json(
                json.bytes, headers: [noStore] + alertPaging.link(to: page.next, from: request, keeping: [.open]))
        }
    }

    private static let alertPaging = Paging(.before, of: "alerts", usually: 50, upTo: 200)
}

extension QueryField {
    fileprivate static let open = QueryField(
        name: "open", range: nil, choices: ["true", "false"], about: "true: only what lasts, all of it.")
}
