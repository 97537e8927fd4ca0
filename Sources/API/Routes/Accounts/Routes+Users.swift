internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    private static let userPaging = Paging(.afterName, of: "people", usually: 100, upTo: 500)

    /// Who may come in: for administrators, and, to look at, for court representatives of their participants.
    static func userRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/users", for: .courtRepsAndAdministrators,
                "Everybody of the roster and how they come in, in the order of their ids; court representatives see their "
                    + "participants.", query: userPaging.fields, answer: "Users"
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let (users, hasMore) = try await service.users(
                    for: .person(principal.author), after: try userPaging.name(in: request).map { PersonID($0) },
                    limit: try userPaging.limit(in: request), at: settings.now())
                let next = hasMore ? users.last?.id.rawValue : nil
                var response = answer([
                    "users": .array(users.map(\.json)), "next": next.map { .string($0) } ?? .null,
                ])
                response.headers += userPaging.link(to: next, from: request)
                return response
            },
            Route(
                .post, "/api/users", for: .administrators,
                "Puts a court representative or an administrator on the roster; then invite them.",
                taking: .newOfficial,
                answer: "User"
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let fields = try BodyForm.newOfficial.read(request)
                let id = try fields.value(AccountFields.id)
                try await service.addOfficial(
                    id, fields.value(AccountFields.officialRole), name: fields.value(AccountFields.fullName),
                    email: fields[AccountFields.email], by: .person(principal.author), at: settings.now())
                return try await shown(id, service, settings, status: 201)
            },
            Route(.get, "/api/users/{id}", for: .administrators, "Somebody and how they come in.", answer: "User") {
                _, parameters, _ in try await shown(parameters["id"].map { PersonID($0) }, service, settings)
            },
            Route(
                .put, "/api/users/{id}/role", for: .administrators,
                "Makes a court representative an administrator, or the other way round; what is open for them closes. The "
                    + "tag names role and state.",
                taking: .role, answer: .json("User", 200), problems: [.changedSince], needsPrecondition: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ PersonID($0) }) else { throw Problem.notFound }
                let role = try BodyForm.role.read(request).value(AccountFields.officialRole)
                let precondition = try Precondition(of: request)
                guard let user = try await service.user(id, at: settings.now()) else { throw Problem.notFound }
                guard precondition.holds(for: user.tag) else { throw Problem.changedMeanwhile(user.tag) }
                try await service.changeRole(
                    of: id, from: user.role, to: role, by: .person(principal.author), at: settings.now())
                return try await shown(id, service, settings)
            },
            change(
                "disabling", "Lets somebody in no more: sessions, tokens and invites end, their feed closes at once.",
                service, settings
            ) { try await service.disable($0, by: $1, at: $2) },
            change("enabling", "Lets somebody in again who was disabled.", service, settings) {
                try await service.enable($0, by: $1, at: $2)
            },
            change("sign-out", "Signs somebody out everywhere.", service, settings) { id, actor, _ in
                try await service.signOutEverywhere(id, by: actor.inLog)
            },
            Route(
                .post, "/api/users/{id}/reset", for: .courtRepsAndAdministrators,
                "Takes somebody's password, second factor and tokens away, signs them out everywhere, and makes a link with "
                    + "which they set a new one: administrators for everybody, court representatives for their participants.",
                answer: .json("NewInvite", 201), problems: [.sessionNeeded], scope: .administer
            ) { _, parameters, principal in
                guard let principal, let id = parameters["id"] else { throw Problem.notFound }
                try await refuseToken(of: principal, forLinkTo: PersonID(id), service, settings)
                return made(
                    try await service.resetAccount(
                        of: PersonID(id), by: .person(principal.author), at: settings.now()), service)
            },
        ]
    }

    private static func change(
        _ word: String, _ summary: String, _ service: AttendanceService, _ settings: APISettings,
        _ change: @escaping @Sendable (PersonID, AccountActor, Timestamp) async throws -> Void
    ) -> Route {
        Route(.post, "/api/users/{id}/\(word)", for: .administrators, summary, answer: "User") {
            _, parameters, principal in
            guard let principal, let id = parameters["id"].map({ PersonID($0) }) else { throw Problem.notFound }
            try await change(id, .person(principal.author), settings.now())
            return try await shown(id, service, settings)
        }
    }

    private static func shown(
        _ id: PersonID?, _ service: AttendanceService, _ settings: APISettings, status: Int = 200
    ) async throws -> Response {
        guard let id, let user = try await service.user(id, at: settings.now()) else { throw Problem.notFound }
        var response = answer(user.json, status: status)
        response.headers.append(user.tag.field)
        return response
    }
}

extension User {
    /// Of what administrators change; that somebody signs in meanwhile is no reason to ask again.
    fileprivate var tag: EntityTag { EntityTag(of: Array("\(role.rawValue) \(state.rawValue)".utf8)) }
}
