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
    /// - Throws: `ServiceFault.signingKeyIsGiven` where the key does not stand in a file of ours.
    public func rotateSigningKey(by actor: AuditEntry.Actor) async throws -> String {
        guard let path = signingKeyPath else { throw ServiceFault.signingKeyIsGiven }
        let (old, new) = (signer.current, SigningKey.generate())
        // First the file: whatever happens next, one of the two files holds the key that the database names.
        unlink(Self.nextPath(path))
        try SigningKeyFile.create(Self.nextPath(path), new)
        do {
            try await database.writer.write { [now, signer] transaction, memory in
                let moment = try Self.takeover(from: old.since, in: transaction, now())
                try transaction.endSigningKey(old.key.verificationKey.id, at: moment)
                try Self.add(new, since: moment, in: transaction)
                try memory.ledger.sign(with: new, in: transaction)
                try transaction.log(
                    AuditEntry(
                        at: moment, actor: actor, action: .keyChanged, subject: new.verificationKey.id,
                        detail: ["before": .string(old.key.verificationKey.id)]))
                signer.replace(with: CardSigner.Current(key: new, since: moment))
            }
        } catch {
            signer.replace(with: old)
            unlink(Self.nextPath(path))
            throw error
        }
        try Self.moveNext(to: path)
        return new.verificationKey.id
    }

    /// The private key, from where it is kept.
    static func openSigningKey(_ source: SigningKeySource, beside database: String) throws -> SigningKey {
        guard case .file(let given) = source else {
            guard case .given(let key) = source else { throw ServiceFault.otherSigningKey }
            return key
        }
        let path = given ?? SigningKeySource.path(beside: database)
        let current = try signingKey(ofDatabase: database)
        // Another key took its place, and the process ended before the file did.
        if let next = try? SigningKeyFile.load(nextPath(path)) {
            if next.verificationKey.id == current { try moveNext(to: path) } else { unlink(nextPath(path)) }
        }
        // A database that is signed for has its key: another one could not sign in its place unnoticed.
        if current == nil, access(path, F_OK) != 0 { try SigningKeyFile.create(path, SigningKey.generate()) }
        return try SigningKeyFile.load(path)
    }

    /// Makes sure that the database knows the key that signs, and since when it does.
    static func register(
        _ key: SigningKey, from source: SigningKeySource, in transaction: Transaction, _ now: Timestamp
    ) throws -> CardSigner.Current {
        let id = key.verificationKey.id
        var moment = now
        if let current = try transaction.signingKeys().last(where: { $0.until == nil }) {
            if current.id == id { return CardSigner.Current(key: key, since: current.since) }
            // In a file of ours a key changes only by our own doing.
            guard case .given = source else { throw ServiceFault.otherSigningKey }
            moment = try takeover(from: current.since, in: transaction, now)
            try transaction.endSigningKey(current.id, at: moment)
        }
        try add(key, since: moment, in: transaction)
        try transaction.log(AuditEntry(at: moment, actor: .bridge, action: .keyChanged, subject: id))
        return CardSigner.Current(key: key, since: moment)
    }

    /// When a key takes the place of one that signed since a moment: after all that this one signed, whatever the clock says.
    /// Every key has a time of its own, or the set of published keys could not hold it, and with it what it signed.
    private static func takeover(
        from since: Timestamp, in transaction: Transaction, _ now: Timestamp
    ) throws -> Timestamp {
        let last = max(since, try transaction.lastIssued() ?? .distantPast)
        return max(now, last + Span(milliseconds: 1))
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
