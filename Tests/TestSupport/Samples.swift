public import Foundation

/// The files of `webhook-samples`.
public enum Samples {
    /// The folder at the top of the package, found from where this file stands.
    public static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "webhook-samples", directoryHint: .isDirectory)

    /// The body of `events/<event>.json`.
    public static func event(_ event: String) throws -> [UInt8] {
        try bytes(folder.appending(path: "events/\(event).json"))
    }

    /// The names of all events there is a sample of, sorted.
    public static func events() throws -> [String] {
        try files(in: folder.appending(path: "events")).map { $0.deletingPathExtension().lastPathComponent }
    }

    static func bytes(_ file: URL) throws -> [UInt8] { try Array(Data(contentsOf: file)) }

    /// Sorted by name, hidden files left out.
    static func files(in folder: URL) throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }
}
