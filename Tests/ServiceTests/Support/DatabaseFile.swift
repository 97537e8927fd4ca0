import CSQLite
import ServiceSupport

/// Another program's look at a database: a connection of its own, past all of the bridge's code.
///
/// The pointer is used by one test at a time; the type is not Sendable.
final class DatabaseFile {
    let path: String
    private let db: OpaquePointer

    /// - Parameter isWritable: otherwise nothing it does can change the file.
    init(_ path: String, isWritable: Bool = false) throws {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(path, &handle, isWritable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, nil)
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw BridgeTrouble("\(path) cannot be opened: \(String(cString: sqlite3_errstr(code)))")
        }
        db = handle
        self.path = path
        // Only the bridge moves the log into the file.
        _ = bridge_sqlite3_no_checkpoint_on_close(db)
        sqlite3_busy_timeout(db, 5000)
    }

    deinit { sqlite3_close_v2(db) }

    func run(_ sql: String) throws {
        guard sqlite3_exec(db, sql, nil, nil, nil) == SQLITE_OK else { throw trouble(sql) }
    }

    /// Every column as text, NULL as the empty string.
    func rows(_ sql: String) throws -> [[String]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(db, sql, -1, &statement, nil) == SQLITE_OK else { throw trouble(sql) }
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_DONE: return rows
            case SQLITE_ROW:
                rows.append(
                    (0..<sqlite3_column_count(statement)).map { column in
                        sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                    })
            default: throw trouble(sql)
            }
        }
    }

    /// The first column of every row.
    func column(_ sql: String) throws -> [String] { try rows(sql).map { $0[0] } }

    private func trouble(_ sql: String) -> BridgeTrouble {
        BridgeTrouble("\(sql): \(String(cString: sqlite3_errmsg(db)))")
    }
}
