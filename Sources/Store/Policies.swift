public import Attendance

/// A policy that was once in force.
public struct StoredPolicy: Hashable, Sendable {
    public var version: String
    public var name: String
    /// As its file says it.
    public var document: [UInt8]

    public init(version: String, name: String, document: [UInt8]) {
        self.version = version
        self.name = name
        self.document = document
    }
}

extension Queries {
    public func policies() throws(StoreError) -> [StoredPolicy] {
        try connection.rows("SELECT version, name, document FROM policy ORDER BY version") {
            StoredPolicy(version: $0.text(0), name: $0.text(1), document: $0.blob(2))
        }
    }
}

extension Transaction {
    /// Keeps a policy for good; one with the same version is the same.
    public func keep(_ policy: StoredPolicy, firstUsed: Timestamp) throws(StoreError) {
        try connection.run(
            "INSERT INTO policy(version, name, document, first_used_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            policy.version, policy.name, policy.document, firstUsed.milliseconds)
    }
}
