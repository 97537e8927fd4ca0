internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Who did what.
    static func auditLogRoute(_ service: AttendanceService) -> Route {
        Route(
            .get, "/api/audit-log", for: .administrators,
            "Who did what, in the order it was written down; each entry holds the hash of the one before it.",
            query: entryPaging.fields, answer: "AuditLog"
        ) { request, _, _ in
            let limit = try entryPaging.limit(in: request)
            let page = try await service.auditLog(after: try entryPaging.number(in: request) ?? 0, limit: limit)
            var json = JSONWriter()
            json.value(page.json)
            let next = page.entries.count == limit ? page.last : nil
            return .json(json.bytes, headers: [noStore] + entryPaging.link(to: next, from: request))
        }
    }

    private static let entryPaging = Paging(.afterEntry, of: "entries", usually: 100, upTo: 1000)
}

extension QueryField {
    fileprivate static let afterEntry = QueryField(
        name: "after", range: 0...Int64.max,
        about: "What the page before gave as last; without it, from the first entry on.")
}
