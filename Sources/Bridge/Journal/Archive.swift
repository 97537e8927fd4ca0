internal import Attendance
internal import Crypto
internal import Store

/// Seals bodies for the journal and opens them again: each occurrence has a key of its own.
struct Archive: Sendable {
    let vault: Vault

    /// The name of the ledger of this database's cards.
    var ledgerOrigin: String { Self.ledgerOrigin(fingerprint: vault.fingerprint) }

    /// - Parameter fingerprint: of the master key, which the database names.
    static func ledgerOrigin(fingerprint: String) -> String { "court-card-ledger/\(fingerprint)" }

    /// The key of an occurrence; nil where nothing was sealed yet, or the key was destroyed.
    func key(of occurrence: OccurrenceKey, in queries: some Queries) throws -> SealingKey? {
        guard let wrapped = try queries.key(of: occurrence)?.key else { return nil }
        return try vault.unwrap(wrapped, for: name(of: occurrence))
    }

    /// The key of an occurrence, made where there is none.
    func makeKey(of occurrence: OccurrenceKey, in transaction: Transaction, at now: Timestamp) throws -> SealingKey {
        if let known = try key(of: occurrence, in: transaction) { return known }
        let key = SealingKey.random()
        try transaction.setKey(vault.wrap(key, for: name(of: occurrence)), of: occurrence, since: now)
        return key
    }

    func seal(_ entry: JournalEntry, under key: SealingKey) -> JournalEntry {
        var sealed = entry
        sealed.body = key.seal(entry.body, binding: entry.digest)
        sealed.form = .sealed
        return sealed
    }

    /// The body as it came, or as it was redacted.
    /// - Throws: `JournalFault` where it cannot be opened.
    func open(_ row: JournalRow, under key: SealingKey?) throws -> [UInt8] {
        guard row.entry.form == .sealed else { return row.entry.body }
        guard let key else { throw JournalFault.noKey(row.id) }
        do { return try key.open(row.entry.body, binding: row.entry.digest) } catch {
            throw JournalFault.damaged(row.id)
        }
    }

    /// The keyed hash that stands for a name once it was redacted; of such a hash, itself.
    func hash(_ key: IdentityKey) -> String { key.isSealed ? key.value : vault.hash(key.kind.rawValue, key.value) }

    /// The digest of an entry once it was redacted.
    func keyed(_ digest: [UInt8]) -> [UInt8] { Digest(digest).map { vault.keyedDigest(of: $0).bytes } ?? digest }

    private func name(of occurrence: OccurrenceKey) -> String { "occurrence \(occurrence.value)" }
}

/// What is wrong with an entry of the journal.
public enum JournalFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// It is sealed, and the key of its occurrence is gone.
    case noKey(Int64)
    /// It does not open: it was changed, or sealed under another key.
    case damaged(Int64)

    public var description: String {
        switch self {
        case .noKey(let id): "delivery \(id) is sealed and its key is missing"
        case .damaged(let id): "delivery \(id) does not open: it was changed, or sealed with another key file"
        }
    }
}
