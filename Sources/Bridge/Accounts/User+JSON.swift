internal import Attendance
internal import Crypto
public import JSON

extension User {
    public var json: JSON {
        [
            "id": .string(id.rawValue), "role": .string(role.rawValue), "name": .string(name),
            "email": email.map { .string($0) } ?? .null, "state": .string(state.rawValue),
            "hasSecondFactor": .bool(hasSecondFactor), "sessions": .integer(Int64(sessions)),
            "invitedUntil": invitedUntil.map { .string($0.rfc3339) } ?? .null,
        ]
    }
}

extension AttendanceService {
    /// The address of the page where whoever was invited sets their password. The secret stands behind `#`: browsers keep
    /// that to themselves, so it is in no log on the way.
    public func link(for invite: MadeInvite) -> String {
        "\(settings.cards.address ?? "")/invite#\(invite.secret.text)"
    }
}
