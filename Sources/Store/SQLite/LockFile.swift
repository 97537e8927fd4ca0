internal import Glibc

/// Keeps the database to one process: an advisory lock on `<database>.lock`, gone with the process however it ends.
final class LockFile: Sendable {
    private let descriptor: Int32

    init(beside database: String) throws(StoreError) {
        let path = database + ".lock"
        let fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard fd >= 0 else { throw .cannotOpen("\(path): \(String(cString: strerror(errno)))") }
        guard flock(fd, LOCK_EX | LOCK_NB) == 0 else {
            var text = [UInt8](repeating: 0, count: 16)
            let count = read(fd, &text, text.count)
            close(fd)
            let digits = text.prefix(max(count, 0)).prefix { $0 >= 48 && $0 <= 57 }
            throw .inUse(by: Int32(String(decoding: digits, as: UTF8.self)))
        }
        let pid = Array("\(getpid())\n".utf8)
        // The number only helps an error message: a full disk must not stop the start here.
        if ftruncate(fd, 0) == 0 { _ = write(fd, pid, pid.count) }
        descriptor = fd
    }

    deinit { close(descriptor) }
}
