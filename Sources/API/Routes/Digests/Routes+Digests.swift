internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// What court representatives are told of each day.
    static func digestRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/api/court-reps/{id}/digests", for: .courtRepsAndAdministrators,
                "Of which days there is a digest for a court representative, the newest first, and whether they are told by "
                    + "mail: for them and administrators.",
                query: digestPaging.fields, answer: "Digests", isConditional: true
            ) { request, parameters, principal in
                guard let (courtRep, reader) = digestReader(parameters, principal) else { throw Problem.notFound }
                let before = try digestPaging.name(in: request).map { text throws(Problem) in
                    guard let date = LocalDate(text) else {
                        throw Problem.badRequest("before must be a date such as 2026-09-15.")
                    }
                    return date
                }
                let page = try await service.digests(
                    of: courtRep, before: before, limit: try digestPaging.limit(in: request), for: reader)
                guard let page else { throw Problem.notFound }
                var response = answer(page.json)
                response.headers += digestPaging.link(to: page.next?.description, from: request)
                return conditional(response, to: request)
            },
            Route(
                .get, "/api/court-reps/{id}/digests/{date}", for: .courtRepsAndAdministrators,
                "What a court representative is told of a day (2026-09-15, or latest), as JSON or a page: attendances, cards, "
                    + "open disputes, who is behind. For them and administrators.",
                answer: .page("Digest"), isConditional: true
            ) { request, parameters, principal in
                guard let (courtRep, reader) = digestReader(parameters, principal), let day = parameters["date"],
                    day == "latest" || LocalDate(day) != nil,
                    let report = try await service.digest(of: courtRep, LocalDate(day), for: reader)
                else { throw Problem.notFound }
                let types = ["application/json", "text/html"]
                let isPage = Preferences(request.headers.values(of: "accept")).best(of: types) == "text/html"
                var response = isPage ? report.page.response() : answer(report.json)
                response.headers += [noStore, HeaderField("Vary", "Accept, Authorization, Cookie")]
                return conditional(response, to: request)
            },
            Route(
                .put, "/api/court-reps/{id}/digest-mail", for: .courtRepsAndAdministrators,
                "Says whether a court representative is told by mail that a digest is ready: they themself, or an "
                    + "administrator.",
                taking: .digestMail, answer: .json("DigestMail", 200)
            ) { request, parameters, principal in
                guard let (courtRep, author) = digestReader(parameters, principal) else { throw Problem.notFound }
                let isWanted = try BodyForm.digestMail.read(request).value(DigestFields.wanted)
                return answer(try await service.setDigestMail(of: courtRep, isWanted: isWanted, by: author).json)
            },
        ]
    }

    /// Before anything is looked up, so that nobody is told by the time it takes who there is.
    private static func digestReader(
        _ parameters: [String: String], _ principal: Principal?
    ) -> (courtRep: PersonID, reader: Author)? {
        guard let principal, let id = parameters["id"].map({ PersonID($0) }),
            principal.id == id || principal.role == .administrator
        else { return nil }
        return (id, principal.author)
    }

    private static let digestPaging = Paging(
        QueryField(
            name: "before", range: nil, format: "date",
            about: "Only days before this one: what the page before gave as next."),
        of: "days")
}

extension BodyForm {
    static let digestMail = BodyForm(required: [DigestFields.wanted])
}

enum DigestFields {
    static let wanted = BodyField<Bool>.yesOrNo(
        "wanted", "Whether a mail is to say that a digest is ready.", example: false)
}
