internal import Attendance
internal import Bridge
internal import JSON

extension OpenAPI {
    /// What is answered about accounts.
    static var accountSchemas: [String: JSON] {
        let scopes = list(one(of: Scope.self))
        let token: [String: JSON] = [
            "id": number, "name": text, "scopes": scopes, "createdAt": moment, "expiresAt": moment,
        ]
        let user = object([
            "id": text, "role": one(of: Role.self), "name": text, "email": maybeText, "state": one(of: User.State.self),
            "hasSecondFactor": yesOrNo, "sessions": number, "invitedUntil": maybeMoment,
        ])
        return [
            "Session": object([
                "person": text, "role": one(of: Role.self), "scopes": scopes, "expiresAt": moment,
                "csrfToken": maybeText,
            ]),
            "SecondFactor": object(["isOn": yesOrNo, "recoveryCodes": number]),
            "NewSecondFactor": object(["secret": text, "uri": text]),
            "RecoveryCodes": object(["recoveryCodes": list(text)]),
            "AccessTokens": object(["tokens": list(object(token))]),
            "NewAccessToken": object(token.merging(["secret": text]) { $1 }),
            "Invites": object([
                "invites": list(
                    object([
                        "id": number, "person": text, "author": text, "createdAt": moment, "expiresAt": moment,
                    ])), "next": maybeNumber,
            ]),
            "NewInvite": object([
                "id": number, "person": text, "link": text, "expiresAt": moment, "isMailed": yesOrNo,
            ]),
            "Invitee": object(["person": text]),
            "User": user,
            "Users": object(["users": list(user), "next": maybeText]),
        ]
    }
}
