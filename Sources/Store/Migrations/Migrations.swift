/// All migrations in their order; number n brings a database of version n - 1 to version n. Append only.
private let migrations: [StaticString] = [
    migration001, migration002, migration003, migration004,
    migration005, migration006, migration007, migration008,
    migration009, migration010,
]

/// The version this program writes (`PRAGMA user_version`).
public let schemaVersion = migrations.count

/// Brings the database to the newest version, each step in a transaction of its own.
/// - Parameter through: stops at this version; for the tests of single migrations.
func migrate(_ connection: Connection, through: Int = migrations.count) throws(StoreError) {
    let found = try version(of: connection)
    try refuseForeign(connection, version: found)
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

/// A file of another program must not be written to, however it came to be named here.
private func refuseForeign(_ connection: Connection, version: Int) throws(StoreError) {
    let application = try connection.first("PRAGMA application_id") { $0.integer(0) } ?? 0
    let isOurs = application == applicationID
    let isEmpty = try connection.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 0
    guard isOurs || (application == 0 && version == 0 && isEmpty) else {
        throw .cannotOpen("it is a database of another program")
    }
}

/// "ABRB"; `migration001` writes it.
private let applicationID: Int64 = 0x4142_5242

func version(of connection: Connection) throws(StoreError) -> Int {
    try connection.first("PRAGMA user_version") { Int($0.integer(0)) } ?? 0
}
