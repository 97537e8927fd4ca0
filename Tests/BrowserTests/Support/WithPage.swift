import DevTools
import Foundation
import Testing

/// The one browser that all tests here share, each with a profile of its own.
enum SharedBrowser {
    private static let chromium = Task { try await Chromium() }

    /// A browser as if just installed.
    static func profile() async throws -> BrowserProfile { try await chromium.value.newProfile() }
}

/// Runs a test with a page of its own, and fails it for whatever the page complains of: errors and warnings of scripts,
/// breaches of the security policy. Where it fails, what was seen is kept as a picture.
/// - Parameter profile: to share cookies with another page; nil: one of its own.
func withPage(
    _ look: PageLook = PageLook(), in profile: BrowserProfile? = nil, at place: SourceLocation = #_sourceLocation,
    isolation: isolated (any Actor)? = #isolation, _ body: (Page) async throws -> Void
) async throws {
    var profile = profile
    if profile == nil { profile = try await SharedBrowser.profile() }
    let page = try #require(try await profile?.newPage(look))
    do {
        try await body(page)
    } catch {
        try? await keep(page, as: "failed-line-\(place.line)")
        for trouble in page.troubles { Issue.record("\(trouble)", sourceLocation: place) }
        throw error
    }
    for trouble in page.troubles { Issue.record("\(trouble)", sourceLocation: place) }
}

/// Keeps a picture of the page where the environment variable `BRIDGE_SCREENSHOTS` names a folder.
func keep(_ page: Page, as name: String, whole: Bool = false) async throws {
    guard let folder = ProcessInfo.processInfo.environment["BRIDGE_SCREENSHOTS"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try await page.picture(whole: whole).write(to: URL(filePath: folder).appending(path: "\(name).png"))
}
