internal import Attendance
internal import Crypto
internal import Store

/// The second factor of an account: codes that change every 30 seconds (RFC 6238), or a recovery code, once.
struct SecondFactor {
    private let vault: Vault

    init(_ vault: Vault) { self.vault = vault }

    func seal(_ secret: TOTP, of person: PersonID) -> [UInt8] {
        vault.seal(Array(secret.text.utf8), for: name(person))
    }

    /// Whether a code is right and was not used; it is used up by that.
    func accepts(
        _ code: String, _ account: inout StoredAccount, in transaction: Transaction, at now: Timestamp
    ) throws -> Bool {
        if let step = try step(of: code, for: account, at: now) {
            account.totpStep = step
            return true
        }
        guard let recovery = RecoveryCode(typed: code) else { return false }
        return try transaction.useRecoveryCode(hash(recovery, of: account.person), of: account.person)
    }

    /// The time step a code is of, where it is right and none of that step or a later one was used.
    func step(of code: String, for account: StoredAccount, at now: Timestamp) throws -> Int64? {
        guard let sealed = account.totp else { return nil }
        let text = String(decoding: try vault.open(sealed, for: name(account.person)), as: UTF8.self)
        return TOTP(text)?.step(of: code, at: now.milliseconds / 1000, after: account.totpStep)
    }

    func hash(_ code: RecoveryCode, of person: PersonID) -> [UInt8] { code.hash(vault, of: person.rawValue).bytes }

    private func name(_ person: PersonID) -> String { "totp \(person.rawValue)" }
}
