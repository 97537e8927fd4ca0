import DevTools
import JSON

extension Page {
    /// Waits until a text is on the page, and can be read.
    func see(_ text: String, within limit: Duration? = nil) async throws {
        try await wait(until: "document.body.innerText.includes(\(JSON.string(text).pretty()))", within: limit)
    }
}
