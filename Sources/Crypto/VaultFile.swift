internal import Glibc

/// The file that holds the master key: 64 hexadecimal digits, readable by its owner alone.
///
/// Whoever has the file and the database reads what is sealed; without the file nobody ever will again. So it is kept apart
/// from the database's backups, and never overwritten here.
public enum VaultFile {
    /// - Parameter createIfMissing: makes a new key where there is no file. Only for a database that has nothing sealed.
    public static func load(_ path: String, createIfMissing: Bool) throws(VaultFileError) -> Vault {
        if let digits = try read(path) { return try vault(digits, path) }
        guard createIfMissing else { throw .missing(path: path) }
        try create(path)
        // Read back rather than remembered: another process may have been first.
        guard let digits = try read(path) else { throw .missing(path: path) }
        return try vault(digits, path)
    }

    private static func vault(_ text: [UInt8], _ path: String) throws(VaultFileError) -> Vault {
        var digits = text[...]
        if digits.last == UInt8(ascii: "\n") { digits.removeLast() }
        if digits.last == UInt8(ascii: "\r") { digits.removeLast() }
        guard let key = Digest(hex: String(decoding: digits, as: UTF8.self)), let vault = Vault(masterKey: key.bytes)
        else { throw .wrongContents(path: path) }
        return vault
    }

    /// Nil where there is no file. Everything is asked of the open file: its name may mean another one a moment later.
    private static func read(_ path: String) throws(VaultFileError) -> [UInt8]? {
        // A pipe would keep us waiting.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw .unreadable(path: path, reason: lastError()) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(path: path, reason: lastError()) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no file") }
        guard status.st_uid == geteuid() else { throw .wrongOwner(path: path, owner: status.st_uid, user: geteuid()) }
        guard status.st_mode & 0o7777 & ~0o600 == 0 else { throw .wrongMode(path: path, mode: status.st_mode & 0o7777) }
        // One more than a key and its line end: anything longer is no key.
        var bytes = [UInt8](repeating: 0, count: 2 * Digest.byteCount + 3)
        var count = 0
        while count < bytes.count {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + count, $0.count - count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, reason: lastError()) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    /// Written under another name, made durable, and only then given its own, unless there is one by now: so there is
    /// never half a key, and never a second one.
    private static func create(_ path: String) throws(VaultFileError) {
        let draft = path + "." + Random.identifier(bytes: 8)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .notMade(path: path, reason: lastError()) }
        defer { unlink(draft) }
        let line = Array((Random.identifier(bytes: Digest.byteCount) + "\n").utf8)
        // The umask may have taken rights away, never given any.
        let isWritten =
            fchmod(file, 0o600) == 0 && Glibc.write(file, line, line.count) == line.count && fsync(file) == 0
        let reason = lastError()
        close(file)
        guard isWritten else { throw .notMade(path: path, reason: reason) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw .notMade(path: path, reason: lastError()) }
        try makeDurable(folderOf: path)
    }

    private static func makeDurable(folderOf path: String) throws(VaultFileError) {
        let name = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .notMade(path: path, reason: lastError()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .notMade(path: path, reason: lastError()) }
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
