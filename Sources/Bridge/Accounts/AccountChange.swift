internal import Attendance
internal import JSON
internal import Store

/// What was done to an account, as the audit log names it.
enum AccountChange: String {
    case added
    case invited
    case inviteRevoked = "invite-revoked"
    case passwordSet = "password-set"
    case reset
    case disabled
    case enabled
    case roleChanged = "role-changed"
    case signedOut = "signed-out-everywhere"
    case secondFactorAdded = "second-factor-added"
    case secondFactorRemoved = "second-factor-removed"
    case tokenMade = "access-token-made"
    case tokenRevoked = "access-token-revoked"
}

extension Transaction {
    func logAccount(
        _ change: AccountChange, of person: PersonID, by actor: AuditEntry.Actor, at now: Timestamp,
        _ detail: [String: JSON] = [:]
    ) throws {
        try log(
            AuditEntry(
                at: now, actor: actor, action: .accountChanged, subject: person.rawValue,
                detail: .object(detail.merging(["change": .string(change.rawValue)]) { $1 })))
    }
}
