public import Attendance
internal import Glibc

/// The head of the ledger at some size, signed.
public struct StoredHead: Hashable, Sendable {
    /// How many cards it is of.
    public var size: Int64
    public var key: String
    public var signature: [UInt8]

    public init(size: Int64, key: String, signature: [UInt8]) {
        self.size = size
        self.key = key
        self.signature = signature
    }
}

/// A public key that cards are, or were, signed with.
public struct StoredSigningKey: Hashable, Sendable {
    public var id: String
    /// 32 bytes.
    public var publicKey: [UInt8]
    public var since: Timestamp
    /// Nil: it signs.
    public var until: Timestamp?

    public init(id: String, publicKey: [UInt8], since: Timestamp, until: Timestamp? = nil) {
        self.id = id
        self.publicKey = publicKey
        self.since = since
        self.until = until
    }
}

/// A card's document beside the hash that is said to be its.
public struct StoredDocument: Hashable, Sendable {
    /// Of the card: its place in the ledger, from 1 on.
    public var id: Int64
    public var number: CardNumber
    /// Empty once it went with the person it was of.
    public var document: [UInt8]
    public var hash: [UInt8]
    /// Whether the document may be gone: it is of a form that held personal values, of somebody who was erased.
    public var mayBeGone: Bool
}

extension Transaction {
    /// Keeps the hash of a complete subtree of the ledger: of the leaves from `position * 2^level` on, `2^level` of them.
    public func addLedgerNode(level: Int, position: Int64, hash: [UInt8]) throws(StoreError) {
        try connection.run(
            "INSERT INTO ledger_node(level, position, hash) VALUES (?, ?, ?)", level, position, hash)
    }

    public func add(_ head: StoredHead) throws(StoreError) {
        try connection.run(
            "INSERT INTO ledger_head(size, key, signature) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", head.size,
            head.key, head.signature)
    }

    public func add(_ key: StoredSigningKey) throws(StoreError) {
        try connection.run(
            "INSERT INTO signing_key(id, public, since_ms, until_ms) VALUES (?, ?, ?, ?)", key.id, key.publicKey,
            key.since.milliseconds, key.until?.milliseconds)
    }

    /// From then on it signs nothing more.
    public func endSigningKey(_ id: String, at until: Timestamp) throws(StoreError) {
        try connection.run("UPDATE signing_key SET until_ms = ? WHERE id = ?", until.milliseconds, id)
    }
}

extension Queries {
    /// How many leaves the ledger has.
    public func ledgerSize() throws(StoreError) -> Int64 {
        try connection.first("SELECT ifnull(max(position) + 1, 0) FROM ledger_node WHERE level = 0") {
            $0.integer(0)
        } ?? 0
    }

    public func ledgerNode(level: Int, position: Int64) throws(StoreError) -> [UInt8]? {
        try connection.first(
            "SELECT hash FROM ledger_node WHERE level = ? AND position = ?", level, position
        ) { $0.blob(0) }
    }

    /// The place of a leaf, by its hash in the tree.
    public func ledgerPosition(of leaf: [UInt8]) throws(StoreError) -> Int64? {
        try connection.first("SELECT position FROM ledger_node WHERE hash = ? AND level = 0", leaf) { $0.integer(0) }
    }

    /// The smallest signed head of at least some size: the first that a card of that place stands in. Of several keys, the
    /// one that signed first.
    public func ledgerHead(ofSizeFrom size: Int64) throws(StoreError) -> StoredHead? {
        try connection.first(
            """
            SELECT h.size, h.key, h.signature FROM ledger_head AS h JOIN signing_key AS k ON k.id = h.key
            WHERE h.size >= ? ORDER BY h.size, k.since_ms LIMIT 1
            """,
            size, read: headRow)
    }

    /// The newest head, signed by each key that signed it: the older key first.
    public func newestLedgerHeads() throws(StoreError) -> [StoredHead] {
        try connection.rows(
            """
            SELECT h.size, h.key, h.signature FROM ledger_head AS h JOIN signing_key AS k ON k.id = h.key
            WHERE h.size = (SELECT max(size) FROM ledger_head) ORDER BY k.since_ms
            """,
            read: headRow)
    }

    /// The hashes of cards from a place in the ledger on, in order.
    public func cardHashes(from index: Int64, limit: Int) throws(StoreError) -> [[UInt8]] {
        try connection.rows("SELECT hash FROM card WHERE id > ? ORDER BY id LIMIT ?", index, limit) { $0.blob(0) }
    }

    /// The latest date on cards after one of them, nil where there is none, and the last of them. Which need not be the card
    /// of that date: the clock may have been set back. Looks at each of these cards.
    public func latestIssue(after id: Int64) throws(StoreError) -> (at: Timestamp?, card: Int64) {
        try connection.first("SELECT max(issued_ms), ifnull(max(id), ?1) FROM card WHERE id > ?1", id) { row in
            (row.optional(0, row.integer).map(Timestamp.init(milliseconds:)), row.integer(1))
        } ?? (nil, id)
    }

    /// The documents of cards from a place in the ledger on, in order.
    public func cardDocuments(after id: Int64, limit: Int) throws(StoreError) -> [StoredDocument] {
        try connection.rows(
            """
            SELECT id, number, document, hash, key IS NULL AND EXISTS (
              SELECT 1 FROM participant AS p WHERE p.person = card.participant AND p.erased_ms IS NOT NULL)
            FROM card WHERE id > ? ORDER BY id LIMIT ?
            """,
            id, limit
        ) {
            StoredDocument(
                id: $0.integer(0), number: CardNumber($0.text(1)), document: $0.blob(2), hash: $0.blob(3),
                mayBeGone: $0.bool(4))
        }
    }

    /// The oldest first.
    public func signingKeys() throws(StoreError) -> [StoredSigningKey] {
        try connection.rows("SELECT id, public, since_ms, until_ms FROM signing_key ORDER BY since_ms, id") {
            StoredSigningKey(
                id: $0.text(0), publicKey: $0.blob(1), since: Timestamp(milliseconds: $0.integer(2)),
                until: $0.optional(3, $0.integer).map(Timestamp.init(milliseconds:)))
        }
    }
}

/// The id of the key that signs for a database file; nil where nothing signs for it yet, or there is none.
public func signingKey(ofDatabase path: String) throws(StoreError) -> String? {
    guard access(path, F_OK) == 0 else { return nil }
    let connection = try openForReading(path)
    guard try version(of: connection) >= 3 else { return nil }
    return try Snapshot(connection: connection).signingKeys().last { $0.until == nil }?.id
}

private func headRow(_ row: Row) -> StoredHead {
    StoredHead(size: row.integer(0), key: row.text(1), signature: row.blob(2))
}
