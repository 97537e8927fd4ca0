internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Who did what.
    static func auditLogRoute(_ service: AttendanceService) -> Route {
        Route(
            .get, "/api/audit-log", for: .administrators,
            "Who did what, in the order it was written down; each entry holds the hash of the one before it.",
            query: [.after, .entryLimit], answer: "AuditLog"
        ) { request, _, _ in
            var json = JSONWriter()
            json.value(
                try await service.auditLog(
                    after: try QueryField.after.integer(in: request) ?? 0,
                    limit: Int(try QueryField.entryLimit.integer(in: request) ?? 100)
                ).json)
            return .json(json.bytes, headers: [noStore])
        }
    }
}

extension QueryField {
    fileprivate static let after = QueryField(
        name: "after", range: 0...Int64.max,
        about: "What the page before gave as last; without it, from the first entry on.")
    fileprivate static let entryLimit = QueryField(
        name: "limit", range: 1...1000, about: "How many at most; 100 where nothing is said.")
}
