internal import CSQLite

/// Why the store could not do what was asked. SQLite's codes stop here.
public enum StoreError: Error, Equatable, Sendable {
    /// Another process holds the database (its process id, where it is known).
    case inUse(by: Int32?)
    /// Another program holds SQLite's lock on the file for longer than we wait.
    case locked
    case full
    case readOnly
    /// Reading, writing or syncing failed; the connection is not trusted any more.
    case failedIO(String)
    case corrupt(String)
    case cannotOpen(String)
    /// The database was written by a newer version of the bridge.
    case newerSchema(found: Int, known: Int)
    /// A row contradicts the rules of the schema: a mistake of ours or of the caller.
    case constraint(String)
    /// Too much is waiting to be written.
    case overloaded
    case closed
    /// Any other refusal of SQLite: a mistake of ours.
    case refused(code: Int32, String)

    /// True when the cause lies in the disk, the file or another process, and may go away by itself.
    public var isFaultOfStorage: Bool {
        switch self {
        case .locked, .full, .readOnly, .failedIO, .corrupt, .cannotOpen, .inUse: true
        case .newerSchema, .constraint, .overloaded, .closed, .refused: false
        }
    }
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .inUse(let pid?): "the database is in use by process \(pid); stop it, or let it do the work"
        case .inUse(nil): "the database is in use by another process; stop it, or let it do the work"
        case .locked: "another program has locked the database; close it there"
        case .full: "the disk is full; free some space"
        case .readOnly: "the database cannot be written; check the permissions of the file and its folder"
        case .failedIO(let what): "the disk failed (\(what)); check it"
        case .corrupt(let what): "the database is damaged (\(what)); restore it from a copy"
        case .cannotOpen(let what): "the database cannot be opened (\(what)); check the path and its permissions"
        case .newerSchema(let found, let known):
            "the database has version \(found), this program knows versions up to \(known); use a newer program"
        case .constraint(let what): "the database refused a row that breaks its rules (\(what))"
        case .overloaded: "too much is waiting to be written; try again in a moment"
        case .closed: "the database is closed"
        case .refused(let code, let what): "the database refused the request (\(code): \(what))"
        }
    }
}

extension StoreError {
    init(_ code: Int32, _ db: OpaquePointer?) {
        let text = db.flatMap(sqlite3_errmsg).map { String(cString: $0) } ?? String(cString: sqlite3_errstr(code))
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .locked
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_IOERR, SQLITE_NOLFS, SQLITE_PROTOCOL: self = .failedIO("\(text), \(code)")
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt(text)
        case SQLITE_CANTOPEN: self = .cannotOpen(text)
        case SQLITE_CONSTRAINT: self = .constraint(text)
        default: self = .refused(code: code, text)
        }
    }
}
