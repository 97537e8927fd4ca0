internal import Glibc

/// A small file that holds a secret: its owner's alone, never half written, and durable once it is there.
enum PrivateFile {
    /// Nil where there is no file. Everything is asked of the open file: its name may mean another one a moment later.
    ///
    /// - Parameter limit: what is longer is cut off there.
    static func read(_ path: String, limit: Int) throws(PrivateFileError) -> [UInt8]? {
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
        return try read(file, path, limit: limit)
    }

    /// What somebody else opened for us: a pipe, or a file that may be another user's but nobody else's to read. Waits for
    /// the end. The descriptor stays open.
    ///
    /// - Parameter limit: what is longer is cut off there.
    static func read(descriptor: Int32, limit: Int) throws(PrivateFileError) -> [UInt8] {
        let name = "descriptor \(descriptor)"
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: name, reason: lastError()) }
        if status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
            throw .wrongMode(path: name, mode: status.st_mode & 0o7777)
        }
        return try read(descriptor, name, limit: limit)
    }

    /// False where there is a file of this name by now: it is left as it is.
    static func create(_ path: String, _ contents: [UInt8]) throws(PrivateFileError) -> Bool {
        var isThere = false
        try write(path, contents) { (draft) throws(PrivateFileError) in
            if link(draft, path) == 0 { return }
            guard errno == EEXIST else { throw .notMade(path: path, reason: lastError()) }
            isThere = true
        }
        return !isThere
    }

    /// Puts `contents` in the place of what the file held, if there was one: a reader sees the one or the other. Where
    /// `path` is a link, the file that it means is replaced.
    static func replace(_ path: String, _ contents: [UInt8]) throws(PrivateFileError) {
        let resolved = realpath(path, nil)
        defer { free(resolved) }
        let target = resolved.map { String(cString: $0) } ?? path
        try write(target, contents) { (draft) throws(PrivateFileError) in
            guard rename(draft, target) == 0 else { throw .notMade(path: path, reason: lastError()) }
        }
    }

    /// Written under another name, made durable, and only then given its own by `name`: so there is never half a secret.
    private static func write(
        _ path: String, _ contents: [UInt8], name: (_ draft: String) throws(PrivateFileError) -> Void
    ) throws(PrivateFileError) {
        let draft = path + "." + Random.identifier(bytes: 8)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .notMade(path: path, reason: lastError()) }
        defer { unlink(draft) }
        // The umask may have taken rights away, never given any.
        let isWritten =
            fchmod(file, 0o600) == 0 && Glibc.write(file, contents, contents.count) == contents.count
            && fsync(file) == 0
        let reason = lastError()
        close(file)
        guard isWritten else { throw .notMade(path: path, reason: reason) }
        try name(draft)
        try makeDurable(folderOf: path)
    }

    private static func makeDurable(folderOf path: String) throws(PrivateFileError) {
        let name = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let folder = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .notMade(path: path, reason: lastError()) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .notMade(path: path, reason: lastError()) }
    }

    private static func read(_ file: Int32, _ path: String, limit: Int) throws(PrivateFileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        var count = 0
        while count < limit {
            let got = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress! + count, $0.count - count) }
            if got < 0, errno == EINTR { continue }
            if got < 0, errno == EAGAIN {
                var ready = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                guard poll(&ready, 1, -1) >= 0 || errno == EINTR else {
                    throw .unreadable(path: path, reason: lastError())
                }
                continue
            }
            guard got >= 0 else { throw .unreadable(path: path, reason: lastError()) }
            if got == 0 { break }
            count += got
        }
        return Array(bytes.prefix(count))
    }

    private static func lastError() -> String { String(cString: strerror(errno)) }
}
