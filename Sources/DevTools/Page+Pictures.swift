public import Foundation
internal import JSON

extension Page {
    /// What is seen, as PNG.
    /// - Parameter whole: from top to bottom; else what is in view.
    public func picture(whole: Bool = false) async throws -> Data {
        let answer = try await send("Page.captureScreenshot", ["captureBeyondViewport": .bool(whole)])
        return try data(answer["data"])
    }

    /// The page on US letter paper, as PDF.
    public func printed() async throws -> Data {
        let answer = try await send("Page.printToPDF", ["printBackground": true, "preferCSSPageSize": true])
        return try data(answer["data"])
    }

    private func data(_ text: JSON?) throws -> Data {
        guard let data = text?.string.flatMap({ Data(base64Encoded: $0) }) else {
            throw BrowserTrouble("Chromium gave no bytes")
        }
        return data
    }
}
