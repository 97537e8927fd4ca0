/// One file that browsers are given.
public struct PageFile: Sendable {
    /// For instance `text/css; charset=utf-8`.
    public let contentType: String
    public let bytes: [UInt8]

    init(path: String, bytes: [UInt8]) {
        let ending = path.split(separator: ".").last.map { String($0) } ?? ""
        contentType = Self.contentTypes[ending] ?? "application/octet-stream"
        self.bytes = bytes
    }

    /// Text grows smaller when it is compressed; pictures are compressed already.
    public var isText: Bool { !contentType.hasPrefix("image/png") && contentType != "application/octet-stream" }

    private static let contentTypes = [
        "html": "text/html; charset=utf-8", "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8",
        "json": "application/json", "webmanifest": "application/manifest+json", "svg": "image/svg+xml",
        "png": "image/png", "md": "text/markdown; charset=utf-8",
    ]
}
