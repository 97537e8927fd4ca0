internal import Attendance
internal import Crypto
internal import JSON
internal import Store

extension Transaction {
    /// Writes an entry of the audit log, chained to the one before it.
    func log(_ entry: AuditEntry) throws {
        let last = try lastAuditEntry()
        let (actor, role) = entry.actor.words
        var stored = StoredAuditEntry(
            id: (last?.id ?? 0) + 1, at: entry.at, actor: actor, role: role, action: entry.action.rawValue,
            subject: entry.subject, detail: String(decoding: try entry.detail.canonical(), as: UTF8.self),
            previous: last?.hash ?? AuditChain.beginning, hash: [])
        stored.hash = try AuditChain.hash(of: stored).bytes
        try add(stored)
    }
}

/// How the entries of the audit log hang together.
enum AuditChain {
    /// What the first entry names as the one before it.
    static let beginning = [UInt8](repeating: 0, count: Digest.byteCount)

    /// SHA-256 over the canonical JSON of the entry with the hash of the one before it.
    static func hash(of entry: StoredAuditEntry) throws -> Digest {
        SHA256.hash(try document(of: entry).canonical())
    }

    /// What is hashed.
    static func document(of entry: StoredAuditEntry) -> JSON { .object(members(of: entry)) }

    /// An entry as it is shown and exported: what is hashed, and the hash beside it.
    static func shown(_ entry: StoredAuditEntry) -> JSON {
        var members = members(of: entry)
        members["hash"] = .string(entry.hash.hexadecimal)
        return .object(members)
    }

    private static func members(of entry: StoredAuditEntry) -> [String: JSON] {
        [
            "id": .integer(entry.id), "at": .string(entry.at.rfc3339), "actor": .string(entry.actor),
            "role": .string(entry.role), "action": .string(entry.action), "subject": .string(entry.subject),
            "detail": (try? JSON.parse(Array(entry.detail.utf8))) ?? .string(entry.detail),
            "previous": .string(entry.previous.hexadecimal),
        ]
    }
}
