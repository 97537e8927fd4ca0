/// All migrations in their order; number n brings a database of version n - 1 to version n. Append only.
private let migrations: [StaticString] = [migration001]

/// The version this program writes (`PRAGMA user_version`).
public let schemaVersion = migrations.count

/// Brings the database to the newest version, each step in a transaction of its own.
/// - Parameter through: stops at this version; for the tests of single migrations.
func migrate(_ connection: Connection, through: Int = migrations.count) throws(StoreError) {
    let found = try version(of: connection)
    guard found <= migrations.count else { throw .newerSchema(found: found, known: migrations.count) }
    for number in found..<max(found, through) {
        try connection.script("BEGIN IMMEDIATE")
        do {
            try connection.script(migrations[number])
            try connection.script("COMMIT")
        } catch {
            if connection.isInTransaction { try? connection.script("ROLLBACK") }
            throw error
        }
    }
}

func version(of connection: Connection) throws(StoreError) -> Int {
    try connection.first("PRAGMA user_version") { Int($0.integer(0)) } ?? 0
}
