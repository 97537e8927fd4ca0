internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// The meetings of the roster, when they were held and who was there: officials see their own participants there.
    static func meetingRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/meetings", for: .courtRepsAndAdministrators,
                "The meetings of the roster, in the order of their ids.", query: meetingPaging.fields,
                answer: "MeetingPage", isConditional: true
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let page = try await service.meetings(
                    for: principal.author, after: try meetingPaging.name(in: request).map { MeetingID($0) },
                    limit: try meetingPaging.limit(in: request), at: settings.now())
                let link = meetingPaging.link(to: page.next?.rawValue, from: request)
                return conditional(.json(page.json, headers: personal + link), to: request)
            },
            Route(
                .get, "/api/meetings/{id}", for: .courtRepsAndAdministrators,
                "A meeting, and which of one's own participants are expected there.", answer: "Meeting",
                isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ MeetingID($0) }),
                    let found = try await service.meeting(id, for: principal.author, at: settings.now())
                else { throw Problem.notFound }
                var json = JSONWriter()
                json.object {
                    found.report.writeMembers(&$0)
                    $0.member("participants") { json in
                        json.array { json in for participant in found.expected { participant.write(&json) } }
                    }
                }
                return conditional(.json(json.bytes, headers: personal), to: request)
            },
            Route(
                .get, "/api/meetings/{id}/occurrences", for: .courtRepsAndAdministrators,
                "When a meeting was held, the newest first, and how many of one's own participants attended.",
                query: occurrencePaging.fields, answer: "OccurrencePage", isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ MeetingID($0) }),
                    let page = try await service.occurrences(
                        of: id, for: principal.author, before: try occurrencePaging.number(in: request),
                        limit: try occurrencePaging.limit(in: request))
                else { throw Problem.notFound }
                let link = occurrencePaging.link(to: page.next, from: request)
                return conditional(.json(page.json, headers: personal + link), to: request)
            },
            Route(
                .get, "/api/occurrences/{id}", for: .courtRepsAndAdministrators,
                "One holding of a meeting, and which of one's own participants were there. A slash in its name is sent as "
                    + "%2F.",
                query: [.lanes], answer: "Occurrence", isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ OccurrenceID(inPath: $0) }),
                    let found = try await service.occurrence(
                        id, for: principal.author, withLanes: try QueryField.lanes.isTrue(in: request))
                else { throw Problem.notFound }
                let answer = conditional(.json(found.json, headers: personal), to: request)
                if answer.status != 304, !found.attendances.isEmpty {
                    try await service.noteAttendanceView(in: id, by: principal.author)
                }
                return answer
            },
        ]
    }

    private static let meetingPaging = Paging(.afterName, of: "meetings", usually: 50, upTo: 200)
    private static let occurrencePaging = Paging(.before, of: "occurrences")
}

extension QueryField {
    fileprivate static let lanes = QueryField(
        name: "lanes", range: nil, choices: ["true", "false"],
        about: "true: of everybody who attended also lanes, when each of their connections was there, and waiting.")
}

extension OccurrenceID {
    /// Zoom's names may hold slashes, which a path keeps encoded.
    init(inPath segment: String) {
        self.init(segment.replacing("%2F", with: "/").replacing("%2f", with: "/"))
    }
}
