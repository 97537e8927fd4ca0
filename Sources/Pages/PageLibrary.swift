internal import FoundationEssentials
internal import Synchronization

/// Where the files of the pages come from.
public final class PageLibrary: Sendable {
    private let folder: String?
    private let settings: [UInt8]
    private let embedded = Mutex<PageEdition?>(nil)

    /// - Parameters:
    ///   - folder: to read them from, anew whenever one is asked for; nil: as they were when the program was built.
    ///   - settings: what is special about this environment: a JSON object.
    public init(folder: String? = nil, settings: [UInt8] = Array("{}".utf8)) {
        self.folder = folder
        self.settings = settings
    }

    /// They may change while the program runs: nobody must keep them.
    public var isChanging: Bool { folder != nil }

    public func edition() -> PageEdition {
        if let folder { return PageEdition(files: Self.files(in: folder), settings: settings) }
        return embedded.withLock { known in
            if let known { return known }
            let files = embeddedFiles.map { file in
                let path = String(describing: file.path)
                return (path, SourceText.withoutComments(file.bytes, at: path))
            }
            let edition = PageEdition(files: Dictionary(uniqueKeysWithValues: files), settings: settings)
            known = edition
            return edition
        }
    }

    /// A file that cannot be read is left out: the browser is told that it is not there.
    private static func files(in folder: String) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for path in (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? [] {
            var isFolder = false
            let whole = "\(folder)/\(path)"
            guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder), !isFolder else { continue }
            files[path] = FileManager.default.contents(atPath: whole).map { Array($0) }
        }
        return files
    }
}
