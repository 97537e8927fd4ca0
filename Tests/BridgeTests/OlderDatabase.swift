import CSQLite
import Foundation
import Testing

@testable import Store

/// Databases as earlier versions of the program left them.
enum OlderDatabase {
    /// Of the one of version 2; version 1 had none.
    static let masterKey = String(repeating: "2c", count: 32)

    /// The tables of a version with the rows that the program of that version wrote.
    static func make(version: Int, at path: String) throws {
        let rows = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Databases/version-\(version).sql")
        do { try migrate(try Connection(path: path, mode: .readWrite), through: version) }
        var database: OpaquePointer?
        defer { sqlite3_close(database) }
        try #require(sqlite3_open(path, &database) == SQLITE_OK)
        let text = try String(contentsOf: rows, encoding: .utf8)
        try #require(
            sqlite3_exec(database, text, nil, nil, nil) == SQLITE_OK, "\(String(cString: sqlite3_errmsg(database)))")
    }

    /// Brings the tables to the newest version, and no more.
    static func migrateOnly(at path: String) throws { try migrate(try Connection(path: path, mode: .readWrite)) }

    static func version(at path: String) throws -> Int {
        try Store.version(of: try Connection(path: path, mode: .readOnly))
    }

    static func writeMasterKey(
        _ digits: String = masterKey, beside path: String, as ending: String = ".key"
    ) throws {
        let file = path + ending
        try Data(digits.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
}
