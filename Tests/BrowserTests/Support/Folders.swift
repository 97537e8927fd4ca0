import Foundation
import TestSupport

/// Folders of the package, found from where this file stands.
enum Folders {
    static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    /// What the pages are made of; `BRIDGE_PAGES_FOLDER`, as for the bridge, names another that is being worked on.
    static let web =
        ProcessInfo.processInfo.environment["BRIDGE_PAGES_FOLDER"].map { URL(filePath: $0) }
        ?? package.appending(path: "Sources/Pages/Web")
    /// Tests of modules, written as modules.
    static let moduleTests = package.appending(path: "Tests/PagesTests/browser")
    static let here = package.appending(path: "Tests/BrowserTests")
}

extension LocalServer {
    /// Serves files below folders.
    /// - Parameter folders: by the first segment of an address.
    convenience init(serving folders: [String: URL]) throws {
        try self.init { request in
            let parts = request.path.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, !parts[1].contains(".."), let folder = folders[parts[0]],
                let bytes = try? Data(contentsOf: folder.appending(path: parts[1]))
            else { return .text("Not found", status: 404) }
            let kinds = [
                "html": "text/html; charset=utf-8", "js": "text/javascript", "css": "text/css",
                "json": "application/json", "svg": "image/svg+xml",
            ]
            let kind = kinds[URL(filePath: parts[1]).pathExtension] ?? "application/octet-stream"
            // Nothing from elsewhere, as with the bridge; tests may make scripts to be read, so Trusted Types are left out.
            let policy = "default-src 'self'; img-src 'self' data: blob:"
            return .answer(
                status: 200, headers: [("Content-Type", kind), ("Content-Security-Policy", policy)], body: Array(bytes))
        }
    }
}
