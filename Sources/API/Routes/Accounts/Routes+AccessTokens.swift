internal import Attendance
internal import Bridge
internal import Crypto
internal import JSON
internal import Server

extension BridgeAPI {
    /// The tokens of programs that act for oneself.
    static func accessTokenRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/tokens", for: .anybodySignedIn, "One's own tokens for programs, without their secrets.",
                answer: "AccessTokens"
            ) { _, _, principal in
                guard let principal else { throw Problem.notFound }
                return answer(["tokens": .array(try await service.accessTokens(of: principal.id).map(\.json))])
            },
            Route(
                .post, "/api/tokens", for: .anybodySignedIn,
                "Makes a token for a program; its secret is told this once. It is never for more than what asked for it.",
                taking: .newToken, answer: "NewAccessToken", problems: [.sessionNeeded]
            ) { request, _, principal in
                let principal = try inBrowser(principal)
                let fields = try BodyForm.newToken.read(request)
                let (token, secret) = try await service.makeAccessToken(
                    for: principal.id, named: fields.value(AccountFields.tokenName),
                    fields.value(AccountFields.scopes), lasting: .hours(24 * Int64(fields.value(AccountFields.days))),
                    by: .person(principal.author), at: settings.now())
                return answer(
                    .object((token.json.object ?? [:]).merging(["secret": .string(secret.text)]) { $1 }), status: 201)
            },
            Route(
                .delete, "/api/tokens/{id}", for: .anybodySignedIn,
                "Revokes a token of one's own; its feed closes at once."
            ) { _, parameters, principal in
                guard let principal, let id = parameters["id"].flatMap({ Int64($0) }) else { throw Problem.notFound }
                try await service.revokeAccessToken(
                    id, of: principal.id, by: .person(principal.author), at: settings.now())
                return Response(status: 204, headers: [noStore])
            },
        ]
    }
}

extension AccessToken {
    fileprivate var json: JSON {
        [
            "id": .integer(id), "name": .string(name),
            "scopes": .array(Scope.allCases.filter(scopes.contains).map { .string($0.rawValue) }),
            "createdAt": .string(createdAt.rfc3339), "expiresAt": .string(until.rfc3339),
        ]
    }
}
