internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What participants say is wrong with their cards.
    static func disputesRoute(_ service: AttendanceService) -> Route {
        Route(
            .get, "/api/disputes", for: .anybodySignedIn,
            "One's own disputes, those of one's participants, or all for administrators, the newest first, with what was "
                + "answered.",
            query: [.openDisputes] + disputePaging.fields, answer: "DisputePage", isConditional: true
        ) { request, _, principal in
            guard let principal else { throw Problem.notFound }
            let page = try await service.disputes(
                for: principal.author, isOpen: try QueryField.openDisputes.isTrue(in: request),
                before: try disputePaging.number(in: request), limit: try disputePaging.limit(in: request))
            let link = disputePaging.link(to: page.next, from: request, keeping: [.openDisputes])
            return conditional(.json(page.json, headers: personal + link), to: request)
        }
    }

    private static let disputePaging = Paging(.before, of: "disputes")
}

extension QueryField {
    fileprivate static let openDisputes = QueryField(
        name: "open", range: nil, choices: ["true", "false"],
        about: "true: only those that were neither answered nor taken back.")
}

extension DisputePage {
    fileprivate var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object {
            $0.member("disputes") { json in json.array { json in for one in disputes { one.write(&json) } } }
            $0.member("next", next)
        }
        return json.bytes
    }
}

extension DisputeReport {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("dispute", id)
            $0.member("participant", participant.rawValue)
            $0.member("name", name)
            $0.member("card", card.rawValue)
            $0.member("supersededBy", supersededBy?.rawValue)
            $0.member("openedAt", at.rfc3339)
            $0.member("reason", reason)
            $0.member("answer") { json in
                guard let answer else { return json.null() }
                json.object {
                    $0.member("decision", answer.decision)
                    $0.member("at", answer.at.rfc3339)
                    $0.member("author", answer.author.rawValue)
                    $0.member("role", answer.role)
                    $0.member("reason", answer.reason)
                }
            }
            $0.member("isTakenBack", isTakenBack)
            $0.member("isOpen", isOpen)
        }
    }
}
