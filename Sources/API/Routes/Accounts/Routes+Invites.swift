internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    private static let invitePaging = Paging(.before, of: "links")

    /// A link outlives the token that asked for it. To a participant it gives no more than the token's person has over them;
    /// whoever lets an official in sits before a browser.
    static func refuseToken(
        of principal: Principal, forLinkTo person: PersonID, _ service: AttendanceService, _ settings: APISettings
    ) async throws {
        // Others may let no official in at all, which is for the use case to say.
        guard principal.role == .administrator, let user = try await service.user(person, at: settings.now()),
            user.role != .participant
        else { return }
        _ = try inBrowser(principal)
    }

    /// Links with which people set their passwords.
    static func inviteRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/invites", for: .courtRepsAndAdministrators, "Links that may be used, the newest first.",
                query: invitePaging.fields, answer: "Invites"
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let limit = try invitePaging.limit(in: request)
                let invites = try await service.openInvites(
                    for: .person(principal.author), before: try invitePaging.number(in: request),
                    limit: limit + 1, at: settings.now())
                let page = invites.prefix(limit)
                let next = invites.count > limit ? page.last?.id : nil
                var response = answer([
                    "invites": .array(page.map(\.json)), "next": next.map { .integer($0) } ?? .null,
                ])
                response.headers += invitePaging.link(to: next, from: request)
                return response
            },
            Route(
                .post, "/api/invites", for: .courtRepsAndAdministrators,
                "Makes a link with which somebody sets their password, once: administrators for everybody, court "
                    + "representatives for their participants. A link made before is of no use any more.",
                taking: .invitee, answer: "NewInvite", problems: [.sessionNeeded], scope: .administer
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let fields = try BodyForm.invitee.read(request)
                try await refuseToken(of: principal, forLinkTo: fields.value(AccountFields.person), service, settings)
                return made(
                    try await service.invite(
                        fields.value(AccountFields.person), byMail: fields[AccountFields.mail] ?? false,
                        by: .person(principal.author), at: settings.now()), service)
            },
            Route(
                .delete, "/api/invites/{id}", for: .courtRepsAndAdministrators, "Makes a link useless.",
                scope: .administer
            ) { _, parameters, principal in
                guard let principal, let id = parameters["id"].flatMap({ Int64($0) }) else { throw Problem.notFound }
                try await service.revokeInvite(id, by: .person(principal.author), at: settings.now())
                return Response(status: 204, headers: [noStore])
            },
            Route(
                .post, "/api/invites/inquiry", for: .everybody, "Whose link it is, for the page that greets them.",
                taking: .inviteAlone, answer: .json("Invitee", 200), problems: [.notFromOurPage, .notInvited]
            ) { request, _, _ in
                try fromOurPage(request, settings)
                let text = try BodyForm.inviteAlone.read(request).value(AccountFields.invite)
                guard let person = try await service.invited(by: text, at: settings.now()) else {
                    throw AccountError.notInvited
                }
                return answer(["person": .string(person.rawValue)])
            },
            Route(
                .post, "/api/invites/acceptance", for: .everybody,
                "Sets the password of whoever was invited, and signs their browser in.", taking: .acceptance,
                answer: "Session",
                problems: [.notFromOurPage, .notInvited, .notDone, .changedSince, .slowedDown, .busy]
            ) { request, _, _ in
                try fromOurPage(request, settings)
                let fields = try BodyForm.acceptance.read(request)
                let signedIn = try await service.accept(
                    invite: fields.value(AccountFields.invite), password: fields.value(AccountFields.password),
                    from: settings.client(of: request), at: settings.now())
                return response(signedIn, service, settings)
            },
        ]
    }

    /// What is answered when a link was made.
    static func made(_ invite: MadeInvite, _ service: AttendanceService) -> Response {
        answer(
            [
                "id": .integer(invite.id), "person": .string(invite.person.rawValue),
                "link": .string(service.link(for: invite)), "expiresAt": .string(invite.until.rfc3339),
                "isMailed": .bool(invite.isMailed),
            ], status: 201)
    }
}

extension OpenInvite {
    fileprivate var json: JSON {
        [
            "id": .integer(id), "person": .string(person.rawValue), "author": .string(author),
            "createdAt": .string(createdAt.rfc3339), "expiresAt": .string(until.rfc3339),
        ]
    }
}
