internal import Attendance
internal import Crypto
internal import Store

/// The second factor of an account: codes that change every 30 seconds (RFC 6238), or a recovery code, once.
struct SecondFactor {
    private let vault: Vault

    init(_ vault: Vault) { self.vault = vault }

    func seal(_ secret: [UInt8], of person: PersonID) -> [UInt8] { vault.seal(secret, for: name(person)) }

    func secret(of account: StoredAccount) throws -> [UInt8]? {
        try account.totp.map { try vault.open($0, for: name(account.person)) }
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
        return try transaction.useRecoveryCode(recovery.hash.bytes, of: account.person)
    }

    /// The time step a code is of, where it is right and none of that step or a later one was used.
    func step(of code: String, for account: StoredAccount, at now: Timestamp) throws -> Int64? {
        guard let secret = try secret(of: account) else { return nil }
        let typed = code.filter { !$0.isWhitespace }
        guard let step = TOTP(secret: secret).step(of: typed, at: now.milliseconds / 1000), step > account.totpStep
        else { return nil }
        return step
    }

    private func name(_ person: PersonID) -> String { "totp \(person.rawValue)" }
}
