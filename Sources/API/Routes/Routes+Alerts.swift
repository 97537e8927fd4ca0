internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What administrators were alerted to.
    static func alertsRoute(_ service: AttendanceService) -> Route {
        Route(
            .get, "/api/alerts", for: .administrators,
            "What administrators were alerted to, the newest first: only what lasts, or also what is over.",
            query: [.open, .before, .alertLimit], answer: "Alerts"
        ) { request, _, _ in
            var json = JSONWriter()
            json.value(
                try await service.alerts(
                    isOpen: try QueryField.open.isTrue(in: request),
                    before: try QueryField.before.integer(in: request),
                    limit: Int(try QueryField.alertLimit.integer(in: request) ?? 50)
                ).json)
            return .json(json.bytes, headers: [noStore])
        }
    }
}

extension QueryField {
    fileprivate static let open = QueryField(name: "open", range: nil, about: "true: only what lasts, all of it.")
    fileprivate static let alertLimit = QueryField(
        name: "limit", range: 1...200, about: "How many at most; 50 where nothing is said.")

    /// False when the address does not say it.
    fileprivate func isTrue(in request: Request) throws(Problem) -> Bool {
        guard let value = Bool(request.query[name] ?? "false") else {
            throw .badRequest("\(name) must be true or false.")
        }
        return value
    }
}
