public import Attendance
internal import Crypto
internal import Store
internal import Synchronization

/// A second factor that waits to be confirmed; told once.
public struct NewSecondFactor: Sendable {
    /// In Base32, to be typed into an app that makes codes.
    public var secret: String
    /// The same as an address that such an app reads from a picture (otpauth://).
    public var uri: String
}

extension AttendanceService {
    /// Makes the secret of a second factor. Nothing is asked for before a code of it was given to `confirmSecondFactor`.
    /// - Throws: `AccountError.refused` where there is one already, or no password.
    public func beginSecondFactor(of person: PersonID, at now: Timestamp) async throws -> NewSecondFactor {
        let secret = TOTP.random()
        return try await commit { [archive, settings] transaction, _ in
            guard var account = try transaction.account(of: person), account.password != nil else {
                throw AccountError.refused("Set a password first: a code alone lets nobody in.")
            }
            guard account.totpSince == nil else {
                throw AccountError.refused("There is a second factor already: remove it first.")
            }
            account.totp = SecondFactor(archive.vault).seal(secret, of: person)
            try transaction.set(account)
            return NewSecondFactor(
                secret: secret.text,
                uri: secret.uri(
                    issuer: settings.cards.program ?? "Attendance Bridge", account: person.rawValue))
        }
    }

    /// From now on a code is asked for.
    /// - Returns: recovery codes, told this once.
    public func confirmSecondFactor(of person: PersonID, _ code: String, at now: Timestamp) async throws -> [String] {
        if let wait = codeLimit.withLock({ $0.wait(of: person, at: now) }) { throw AccountError.slowedDown(wait: wait) }
        let codes = (0..<RecoveryCode.count).map { _ in RecoveryCode.random() }
        let isRight = try await database.writer.write { [archive] transaction, _ in
            guard var account = try transaction.account(of: person), account.totp != nil, account.totpSince == nil
            else {
                throw AccountError.refused("There is nothing to confirm: begin again.")
            }
            let factor = SecondFactor(archive.vault)
            guard let step = try factor.step(of: code, for: account, at: now) else { return false }
            account.totpStep = step
            account.totpSince = now
            try transaction.set(account)
            try transaction.setRecoveryCodes(codes.map { factor.hash($0, of: person) }, of: person)
            try transaction.logAccount(
                .secondFactorAdded, of: person, by: try transaction.actor(person), at: now)
            return true
        }
        guard isRight else {
            codeLimit.withLock { $0.charge(person, at: now) }
            throw AccountError.wrongCode
        }
        return codes.map(\.text)
    }

    /// Codes are asked for no more.
    /// - Throws: `AccountError.notSignedIn` where the password is wrong.
    public func removeSecondFactor(
        of person: PersonID, _ password: String, from address: String, at now: Timestamp
    ) async throws {
        _ = try await prove(password, of: person, from: address, at: now)
        try await commit { transaction, _ in
            guard var account = try transaction.account(of: person), account.totp != nil else { return }
            account.totp = nil
            account.totpSince = nil
            try transaction.set(account)
            try transaction.setRecoveryCodes([], of: person)
            try transaction.logAccount(
                .secondFactorRemoved, of: person, by: try transaction.actor(person), at: now)
        }
    }

    /// Whether a code is asked for, and how many recovery codes are left.
    public func secondFactor(of person: PersonID) async throws -> (isOn: Bool, recoveryCodes: Int) {
        try await database.readers.read {
            (try $0.account(of: person)?.totpSince != nil, try $0.recoveryCodeCount(of: person))
        }
    }
}

extension Queries {
    /// Somebody who acts for themself.
    fileprivate func actor(_ person: PersonID) throws -> AuditEntry.Actor {
        .person(person, try role(of: person)?.rawValue ?? "")
    }
}
