import Glibc

/// The story that the demonstration tells: the files of the repository that tests and `send` use too.
struct DemoFiles {
    let roster: [UInt8]
    let deliveries: [[UInt8]]

    /// - Parameter folder: the repository; nil looks in this folder, then in those above the program.
    init(in folder: String?) throws(CommandFailure) {
        let candidates = folder.map { [$0] } ?? ["."] + Self.foldersAboveProgram
        guard let home = candidates.first(where: { access("\($0)/\(Self.scenario)", F_OK) == 0 }) else {
            throw CommandFailure(
                "the samples are not here. Run it in the folder that holds webhook-samples, or name that folder "
                    + "with --samples.")
        }
        do {
            roster = try FileContents("\(home)/Config/roster.example.json").bytes
            deliveries = try SampleFiles.find(["\(home)/\(Self.scenario)"]).map { path throws(FileError) in
                try FileContents(path).bytes
            }
        } catch { throw CommandFailure("the samples cannot be read. \(error)") }
    }

    private static let scenario = "webhook-samples/scenarios/demo"

    private static var foldersAboveProgram: [String] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        var path = String(decoding: buffer[..<max(0, count)], as: UTF8.self)
        var folders: [String] = []
        while let slash = path.lastIndex(of: "/") {
            path = String(path[..<slash])
            folders.append(path.isEmpty ? "/" : path)
        }
        return folders
    }
}

/// A folder for a database that nobody needs afterwards.
struct TemporaryFolder {
    let path: String

    init() throws(CommandFailure) {
        var name = Array("/tmp/attendance-bridge-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw CommandFailure("no folder could be made in /tmp.") }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes it with the files in it.
    func remove() {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                unlink("\(path)/\(name)")
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
