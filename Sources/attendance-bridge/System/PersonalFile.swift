import Glibc

/// Files for others to be given, which hold somebody's personal data: their owner's alone until they are.
enum PersonalFile {
    /// Written beside its place and moved there: never half a file. What stood there is replaced.
    static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
        let draft = "\(path).\(getpid()).part"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw FileError(path, errno) }
        var sent = 0
        var code: Int32 = 0
        while sent < bytes.count, code == 0 {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress?.advanced(by: sent), $0.count - sent)
            }
            if count >= 0 { sent += count } else if errno != EINTR { code = errno }
        }
        // The disk may be found to be full only now.
        if close(file) != 0, code == 0 { code = errno }
        if code == 0, rename(draft, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(draft)
            throw FileError(path, code)
        }
    }

    /// A folder for such files, which is not there yet.
    static func makeFolder(_ path: String) throws(FileError) {
        if mkdir(path, 0o700) != 0 { throw FileError(path, errno) }
    }
}
