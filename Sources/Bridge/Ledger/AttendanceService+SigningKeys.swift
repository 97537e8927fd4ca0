internal import Attendance
internal import CourtCard
internal import Crypto
internal import Glibc
internal import JSON
public import Store

extension AttendanceService {
    /// Every key that signs or signed, the oldest first.
    public func signingKeys() async throws -> [StoredSigningKey] {
        try await database.readers.read { try $0.signingKeys() }
    }

    /// Lets a new key sign from now on. The one before goes on verifying what it signed; its private half is gone.
    ///
    /// - Returns: the id of the new key.
    /// - Throws: `ServiceFault.signingKeyIsGiven` where the key does not stand in a file of ours, `.signingKeyIsBeingChanged`;
    ///   `StoreError`; `SigningKeyFileError`.
    public func rotateSigningKey(by actor: AuditEntry.Actor) async throws -> String {
        guard let path = signingKeyPath else { throw ServiceFault.signingKeyIsGiven }
        guard signer.beginChange() else { throw ServiceFault.signingKeyIsBeingChanged }
        defer { signer.endChange() }
        // As long as nothing can be stored, nobody can say which key the database will name.
        if let fault = database.writer.fault { throw fault }
        let (current, known) = try await database.readers.read { snapshot in
            (try snapshot.signingKeys().last { $0.until == nil }?.id, try snapshot.latestIssue(after: 0))
        }
        try Self.finishChange(of: path, signing: current)
        let new = SigningKey.generate()
        // First the file: whatever happens next, one of the two files holds the key that the database names. So where the
        // transaction fails the file stays: after a fault of the disk it may turn out to have been committed.
        try SigningKeyFile.create(Self.nextPath(path), new)
        signer.add(new)
        try await database.writer.write { [now] transaction, memory in
            let later = try transaction.latestIssue(after: known.card).at
            let last = [known.at, later].compactMap(\.self).max()
            try Self.change(to: new, at: now(), afterCardsUntil: last, by: actor, in: transaction, memory)
        }
        signer.forgetAll(but: new)
        try Self.moveNext(to: path)
        return new.verificationKey.id
    }

    /// - Parameter last: the latest date on a card.
    static func change(
        to new: SigningKey, at now: Timestamp, afterCardsUntil last: Timestamp?, by actor: AuditEntry.Actor,
        in transaction: Transaction, _ memory: Memory
    ) throws {
        let old = try memory.signing(in: transaction)
        let moment = takeover(now, from: old.since, last)
        try transaction.endSigningKey(old.key.verificationKey.id, at: moment)
        try add(new, since: moment, in: transaction)
        try memory.ledger.sign(with: new, in: transaction)
        memory.forgetSigning()
        try transaction.log(
            AuditEntry(
                at: moment, actor: actor, action: .keyChanged, subject: new.verificationKey.id,
                detail: ["before": .string(old.key.verificationKey.id)]))
    }

    /// When a key takes the place of one that signed since a moment: after all that this one signed, whatever the clock says.
    /// Every key has a time of its own, or the set of published keys could not hold it, and with it what it signed.
    private static func takeover(_ now: Timestamp, from since: Timestamp, _ last: Timestamp?) -> Timestamp {
        max(now, max(since, last ?? since) + Span(milliseconds: 1))
    }

    /// The private key, from where it is kept.
    static func openSigningKey(_ source: SigningKeySource, beside database: String) throws -> SigningKey {
        guard case .file(let given) = source else {
            guard case .given(let key) = source else { throw ServiceFault.otherSigningKey }
            return key
        }
        let path = given ?? SigningKeySource.path(beside: database)
        let current = try signingKey(ofDatabase: database)
        try finishChange(of: path, signing: current)
        // A database that is signed for has its key: another one could not sign in its place unnoticed.
        if current == nil, Glibc.access(path, F_OK) != 0 { try SigningKeyFile.create(path, SigningKey.generate()) }
        return try SigningKeyFile.load(path)
    }

    /// Where another key took its place, and the process ended or failed before the file did.
    ///
    /// - Parameter current: the key that the database names.
    private static func finishChange(of path: String, signing current: String?) throws {
        guard let next = try? SigningKeyFile.load(nextPath(path)) else { return }
        if next.verificationKey.id == current { try moveNext(to: path) } else { unlink(nextPath(path)) }
    }

    /// Makes sure that the database knows the key that signs, and since when it does.
    static func register(
        _ key: SigningKey, from source: SigningKeySource, in transaction: Transaction, _ now: Timestamp
    ) throws {
        let id = key.verificationKey.id
        var moment = now
        let known = try transaction.signingKeys()
        if let current = known.last(where: { $0.until == nil }) {
            if current.id == id { return }
            // In a file of ours a key changes only by our own doing.
            guard case .given = source else { throw ServiceFault.otherSigningKey }
            // It was published that it signs no more.
            guard !known.contains(where: { $0.id == id }) else { throw ServiceFault.endedSigningKey }
            moment = takeover(now, from: current.since, try transaction.latestIssue(after: 0).at)
            try transaction.endSigningKey(current.id, at: moment)
        }
        try add(key, since: moment, in: transaction)
        try transaction.log(AuditEntry(at: moment, actor: .bridge, action: .keyChanged, subject: id))
    }

    private static func add(_ key: SigningKey, since: Timestamp, in transaction: Transaction) throws {
        try transaction.add(
            StoredSigningKey(id: key.verificationKey.id, publicKey: key.verificationKey.bytes, since: since))
    }

    private static func nextPath(_ path: String) -> String { path + ".next" }

    private static func moveNext(to path: String) throws {
        guard rename(nextPath(path), path) == 0 else {
            throw SigningKeyFileError.file(.notMade(path: path, reason: String(cString: strerror(errno))))
        }
    }
}
