internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// The second factor of one's own account.
    static func secondFactorRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/totp", for: .anybodySignedIn, "Whether a code is asked for when one signs in.",
                answer: "SecondFactor"
            ) { _, _, principal in
                guard let principal else { throw Problem.notFound }
                let (isOn, codes) = try await service.secondFactor(of: principal.id)
                return answer(["isOn": .bool(isOn), "recoveryCodes": .integer(Int64(codes))])
            },
            Route(
                .post, "/api/totp", for: .anybodySignedIn,
                "Makes the secret of a second factor (RFC 6238) for an app; nothing is asked for before a code confirmed it.",
                answer: .json("NewSecondFactor", 201), problems: [.sessionNeeded]
            ) { _, _, principal in
                let new = try await service.beginSecondFactor(of: try inBrowser(principal).id, at: settings.now())
                return answer(["secret": .string(new.secret), "uri": .string(new.uri)], status: 201)
            },
            Route(
                .put, "/api/totp", for: .anybodySignedIn,
                "Confirms the second factor with a code; answers recovery codes, once.", taking: .codeAlone,
                answer: .json("RecoveryCodes", 200), problems: [.sessionNeeded, .wrongCode, .slowedDown]
            ) { request, _, principal in
                let principal = try inBrowser(principal)
                let code = try BodyForm.codeAlone.read(request).value(AccountFields.code)
                let codes = try await service.confirmSecondFactor(of: principal.id, code, at: settings.now())
                return answer(["recoveryCodes": .array(codes.map { .string($0) })])
            },
            Route(
                .post, "/api/totp/removal", for: .anybodySignedIn, "Asks for codes no more; the password is needed.",
                taking: .passwordAlone, answer: .nothing,
                problems: [.sessionNeeded, .notSignedIn, .slowedDown, .busy]
            ) { request, _, principal in
                let principal = try inBrowser(principal)
                try await service.removeSecondFactor(
                    of: principal.id, try BodyForm.passwordAlone.read(request).value(AccountFields.password),
                    from: settings.client(of: request), at: settings.now())
                return Response(status: 204, headers: [noStore])
            },
        ]
    }
}
