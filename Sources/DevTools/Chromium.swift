internal import JSON

/// A headless Chromium of our own. It and all its processes end with the last reference to it, or with this program.
public final class Chromium: Sendable {
    let connection: DevToolsConnection

    /// - Parameter program: Debian's package `chromium` where not said.
    public init(program: String = "/usr/bin/chromium") async throws {
        connection = try DevToolsConnection(program: program)
        _ = try await connection.send("Browser.getVersion")
    }

    deinit { connection.kill() }

    /// A browser as if just installed: cookies, storage and caches are shared with no other.
    public func newProfile() async throws -> BrowserProfile {
        let answer = try await connection.send("Target.createBrowserContext", ["disposeOnDetach": true])
        guard let id = answer["browserContextId"]?.string else { throw BrowserTrouble("no profile was made") }
        return BrowserProfile(id: id, in: self)
    }
}

/// Cookies, storage and caches that several pages share; forgotten with the last reference to it.
public final class BrowserProfile: Sendable {
    let id: String
    let chromium: Chromium

    init(id: String, in chromium: Chromium) {
        self.id = id
        self.chromium = chromium
    }

    deinit { chromium.connection.post("Target.disposeBrowserContext", ["browserContextId": .string(id)]) }

    /// A window of its own with an empty page, which is in front like every other.
    public func newPage(_ look: PageLook = PageLook()) async throws -> Page {
        let connection = chromium.connection
        let made = try await connection.send(
            "Target.createTarget",
            ["url": "about:blank", "browserContextId": .string(id), "newWindow": true])
        let attached = try await connection.send(
            "Target.attachToTarget", ["targetId": made["targetId"] ?? .null, "flatten": true])
        guard let target = made["targetId"]?.string, let session = attached["sessionId"]?.string else {
            throw BrowserTrouble("no page was made")
        }
        let page = Page(target: target, session: session, of: self)
        try await page.prepare(look)
        return page
    }
}
