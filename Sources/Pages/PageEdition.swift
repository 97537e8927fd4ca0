internal import Crypto

/// All files of the pages as they are at one time, and the documents made from them.
public struct PageEdition: Sendable {
    /// Of everything together: a page and what it imports are always of one edition. 16 lower-case hex digits.
    public let version: String
    private let files: [String: [UInt8]]
    private let documents: [String: PageFile]

    /// - Parameters:
    ///   - files: by their paths.
    ///   - settings: what is special about this environment, as JSON: pages read it.
    init(files: [String: [UInt8]], settings: [UInt8]) {
        var everything: [UInt8] = []
        for (path, bytes) in files.sorted(by: { $0.key < $1.key }) {
            everything += Array("\(path)\0\(bytes.count)\0".utf8) + bytes
        }
        version = String(SHA256.hash(everything).bytes.hexadecimal.prefix(16))
        self.files = files
        let base = "/assets/\(version)"
        let modules = Modules(files: files)
        // In a page's text nothing may look like the end of what holds it.
        let settings = String(decoding: settings, as: UTF8.self).replacing("<", with: "\\u003c")
        documents = Dictionary(
            uniqueKeysWithValues: files.filter { Self.isDocument($0.key) }.map { path, bytes in
                let text = String(decoding: bytes, as: UTF8.self)
                let preload = Self.entry(of: text).map { entry in
                    modules.needed(by: entry).map { "<link rel=\"modulepreload\" href=\"\(base)/\($0)\">" }
                        .joined(separator: "\n")
                }
                let whole = text.replacing("{preload}", with: preload ?? "").replacing("{assets}", with: base)
                    .replacing("{config}", with: settings)
                return (path, PageFile(path: path, bytes: Array(whole.utf8)))
            })
    }

    /// What stands at an address of its own: `rep.html`, `service-worker.js`.
    public func document(_ name: String) -> PageFile? { documents[name] }

    /// What documents refer to, below the address of their edition.
    public func asset(_ path: String) -> PageFile? {
        guard !Self.isDocument(path) else { return nil }
        return files[path].map { PageFile(path: path, bytes: $0) }
    }

    public var documentNames: [String] { documents.keys.sorted() }
    public var assetPaths: [String] { files.keys.filter { !Self.isDocument($0) }.sorted() }

    /// Those at the top.
    private static func isDocument(_ path: String) -> Bool { !path.contains("/") }

    /// The module that a document begins with.
    private static func entry(of document: String) -> String? {
        let mark = "<script type=\"module\" src=\"{assets}/"
        guard let start = document.firstRange(of: mark)?.upperBound,
            let end = document[start...].firstIndex(of: "\"")
        else { return nil }
        return String(document[start..<end])
    }
}
