internal import CSQLite

/// One connection to the database file, used by one thread at a time: the executor of the actor that owns it.
final class Connection {
    private let db: OpaquePointer
    /// Prepared once each; a `StaticString` is known by its address, which never changes.
    private(set) var statements: [UnsafePointer<UInt8>: OpaquePointer] = [:]

    enum Mode { case readWrite, readOnly }

    init(path: String, mode: Mode) throws(StoreError) {
        var handle: OpaquePointer?
        let access = mode == .readWrite ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY
        let code = sqlite3_open_v2(
            path, &handle, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let handle else {
            let error = StoreError(code, handle)
            sqlite3_close_v2(handle)
            throw error
        }
        db = handle
        bridge_sqlite3_no_checkpoint_on_close(db)
        bridge_sqlite3_defensive(db)
        sqlite3_busy_timeout(db, 1000)
    }

    deinit {
        for statement in statements.values { sqlite3_finalize(statement) }
        sqlite3_close_v2(db)
    }

    /// Runs a statement that returns no rows. Returns how many rows it changed.
    @discardableResult
    func run<each B: Bindable>(_ sql: StaticString, _ values: repeat each B) throws(StoreError) -> Int {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(statement, repeat each values)
        let code = sqlite3_step(statement)
        guard code == SQLITE_DONE || code == SQLITE_ROW else { throw StoreError(code, db) }
        return Int(sqlite3_changes(db))
    }

    /// All rows of the answer, in its order.
    func rows<T, each B: Bindable>(
        _ sql: StaticString, _ values: repeat each B, read: (Row) throws(StoreError) -> T
    ) throws(StoreError) -> [T] {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(statement, repeat each values)
        var found: [T] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return found }
            guard code == SQLITE_ROW else { throw StoreError(code, db) }
            found.append(try read(Row(statement: statement)))
        }
    }

    /// The first row of the answer, if there is one.
    func first<T, each B: Bindable>(
        _ sql: StaticString, _ values: repeat each B, read: (Row) throws(StoreError) -> T
    ) throws(StoreError) -> T? {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        try bind(statement, repeat each values)
        let code = sqlite3_step(statement)
        if code == SQLITE_DONE { return nil }
        guard code == SQLITE_ROW else { throw StoreError(code, db) }
        return try read(Row(statement: statement))
    }

    /// Runs several statements that take no values: a migration, a pragma.
    func script(_ sql: StaticString) throws(StoreError) {
        let code = sql.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { sqlite3_exec(db, $0.baseAddress, nil, nil, nil) }
        }
        guard code == SQLITE_OK else { throw StoreError(code, db) }
    }

    /// False inside a transaction. SQLite rolls some failed transactions back by itself.
    var isInTransaction: Bool { sqlite3_get_autocommit(db) == 0 }

    /// How many rows were written since it was opened.
    var totalChanges: Int64 { sqlite3_total_changes64(db) }

    var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(db) }

    private func bind<each B: Bindable>(_ statement: OpaquePointer, _ values: repeat each B) throws(StoreError) {
        var index: Int32 = 0
        var failed: Int32 = SQLITE_OK
        func one(_ value: some Bindable) {
            index += 1
            let code = value.bind(to: statement, at: index)
            if code != SQLITE_OK { failed = code }
        }
        repeat one(each values)
        guard failed == SQLITE_OK else { throw StoreError(failed, db) }
        precondition(index == sqlite3_bind_parameter_count(statement), "a statement needs all of its values")
    }

    private func prepared(_ sql: StaticString) throws(StoreError) -> OpaquePointer {
        if let known = statements[sql.utf8Start] { return known }
        var statement: OpaquePointer?
        let code = sql.withUTF8Buffer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_prepare_v3(
                    db, $0.baseAddress, Int32(bytes.count), UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
            }
        }
        guard code == SQLITE_OK, let statement else { throw StoreError(code, db) }
        statements[sql.utf8Start] = statement
        return statement
    }
}

/// The current row of an answer; good only until the next one is read. Columns count from 0.
struct Row {
    fileprivate let statement: OpaquePointer

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }
    func bool(_ column: Int32) -> Bool { integer(column) != 0 }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(statement, column) else { return "" }
        let count = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }

    func optional<T>(_ column: Int32, _ read: (Int32) -> T) -> T? { isNull(column) ? nil : read(column) }

    var count: Int32 { sqlite3_column_count(statement) }

    func columnName(_ column: Int32) -> String {
        sqlite3_column_name(statement, column).map { String(cString: $0) } ?? ""
    }

    /// The value with its type, so that equal bytes are the same value.
    func bytes(_ column: Int32) -> [UInt8] {
        let type = sqlite3_column_type(statement, column)
        let value =
            switch type {
            case SQLITE_NULL: [UInt8]()
            case SQLITE_INTEGER: withUnsafeBytes(of: integer(column).bigEndian) { Array($0) }
            default: blob(column)
            }
        return [UInt8(truncatingIfNeeded: type)] + value
    }
}
