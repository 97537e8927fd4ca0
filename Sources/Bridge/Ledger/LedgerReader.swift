public import CourtCard
public import Store

/// Reads the ledger of a database from beside: it works while a bridge runs, takes no lock and writes nothing. Neither of the
/// secret keys is needed for it.
public struct LedgerReader: Sendable {
    let readers: Readers
    /// The name of the ledger.
    public let origin: String

    /// - Throws: `StoreError`; `AuditFault.olderSchema`.
    public init(path: String) async throws {
        guard try databaseVersion(path) == schemaVersion else { throw AuditFault.olderSchema }
        readers = try Readers(path: path, count: 1)
        guard let fingerprint = try await readers.read({ try $0.vaultFingerprint() }) else {
            throw AuditFault.olderSchema
        }
        origin = Archive.ledgerOrigin(fingerprint: fingerprint)
    }

    /// Every key that signs or signed, the oldest first.
    public func signingKeys() async throws -> [StoredSigningKey] { try await readers.read { try $0.signingKeys() } }

    /// The same keys as they are published.
    public func keySet() async throws -> KeySet { try await readers.read { try $0.keySet() } }

    /// The newest head, signed by every key that signed it; nil while there is no card.
    public func checkpoint() async throws -> SignedNote? {
        try await readers.read { [origin] in try $0.checkpoint(origin: origin) }
    }

    /// What proves to whoever kept an older head that nothing before it was removed or changed since; nil for sizes that the
    /// ledger never had.
    ///
    /// - Parameter size: nil: the ledger as it is now.
    public func consistencyProof(from old: Int64, to size: Int64?) async throws -> ConsistencyProof? {
        try await readers.read { [origin] in try $0.consistencyProof(from: old, to: size, origin: origin) }
    }
}
