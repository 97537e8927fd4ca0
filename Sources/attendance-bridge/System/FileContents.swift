import Glibc

/// A file that cannot be read, as a sentence.
struct FileError: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ path: String, _ code: Int32) {
        let reason =
            switch code {
            case ENOENT: "there is no such file"
            case EACCES: "it may not be read by this user"
            case EISDIR: "it is a folder"
            default: String(cString: strerror(code))
            }
        description = "\(path): \(reason)."
    }

    init(_ sentence: String) { description = sentence }
}

/// A file read as a whole, for configuration, rosters and samples.
struct FileContents {
    let bytes: [UInt8]
    /// Nobody but the owner may read or write it.
    let isPrivate: Bool

    /// - Parameter path: `-` is standard input.
    init(_ path: String, maxBytes: Int = 64 << 20) throws(FileError) {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileError(path, errno) }
        defer { if path != "-" { close(file) } }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FileError(path, errno) }
        isPrivate = status.st_mode & (S_IRWXG | S_IRWXO) == 0
        var bytes: [UInt8] = []
        while true {
            let room = max(65_536, min(maxBytes, Int(status.st_size) - bytes.count + 1))
            var count = 0
            let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
                count = read(file, buffer.baseAddress, room)
                filled = max(0, count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError(path, errno) }
            guard count > 0 else { break }
            bytes += more
            guard bytes.count <= maxBytes else { throw FileError("\(path) is larger than \(maxBytes) bytes.") }
        }
        self.bytes = bytes
    }

    static func makePrivate(_ path: String) -> String { "others may read it. Run: chmod 600 \(path)" }

    /// The text of a file that only its owner may read.
    static func secret(_ path: String) throws(FileError) -> String {
        let file = try FileContents(path, maxBytes: 65_536)
        guard file.isPrivate else { throw FileError("\(path): \(makePrivate(path))") }
        return String(decoding: file.bytes, as: UTF8.self)
    }
}

extension FileContents {
    /// Names of what a folder holds, sorted; nil where `path` is no folder.
    static func folder(_ path: String) throws(FileError) -> [String]? {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError(path, errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else { return nil }
        guard let folder = opendir(path) else { throw FileError(path, errno) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names.sorted()
    }
}
