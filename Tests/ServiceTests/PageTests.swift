import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Pages and what they are made of")
struct PageTests {
    private static let addresses = ["/", "/sign-in", "/invite", "/rep", "/me", "/admin"]

    /// Addresses of assets that a page names.
    private func assets(of page: String) -> Set<String> {
        Set(page.matches(of: /"(\/assets\/[^"]+)"/).map { String($0.1) })
    }

    @Test("everybody gets them; what they name is there, and is kept for ever under an address of its edition")
    func pages() async throws {
        let bridge = try await BridgeProcess.started()
        var editions: Set<Substring> = []
        for address in Self.addresses {
            let page = try bridge.get(address)
            #expect(page.status == 200, "\(address)")
            #expect(page["content-type"] == "text/html; charset=utf-8")
            #expect(page["cache-control"] == "no-cache")
            let policy = try #require(page["content-security-policy"])
            #expect(policy.contains("script-src 'self';") && policy.contains("require-trusted-types-for 'script'"))
            #expect(
                !page.text.contains("{assets}") && !page.text.contains("{preload}") && !page.text.contains("{config}"))
            #expect(!page.text.contains(/\sstyle=|\son[a-z]+=|<script>|<style|https?:\/\//), "\(address)")
            for asset in assets(of: page.text) {
                let answer = try bridge.get(asset)
                #expect(answer.status == 200, "\(asset)")
                #expect(answer["cache-control"] == "public, max-age=31536000, immutable")
                editions.insert(asset.split(separator: "/")[1])
            }
            let tag = try #require(page["etag"])
            #expect(try bridge.connect().send("GET", address, headers: [("if-none-match", tag)]).status == 304)
        }
        #expect(editions.count == 1)
    }

    @Test("they come compressed to whoever takes that, and are the same")
    func compressed() async throws {
        let bridge = try await BridgeProcess.started()
        let asset = try #require(assets(of: try bridge.get("/rep").text).first { $0.hasSuffix(".css") })
        let plain = try bridge.get(asset)
        let packed = try bridge.connect().send("GET", asset, headers: [("accept-encoding", "br, gzip")])
        #expect(packed["content-encoding"] == "gzip" && plain["content-encoding"] == nil)
        #expect(packed["vary"] == "Accept-Encoding" && plain["vary"] == "Accept-Encoding")
        #expect(packed.body.count < plain.body.count)
        let folder = try TestFolder()
        try Data(packed.body).write(to: URL(filePath: folder.file("asset.gz")))
        let unpacked = try await runCommand(["/bin/gzip", "-dc", folder.file("asset.gz")], in: folder)
        #expect(unpacked.output == plain.text)
        let refused = try bridge.connect().send("GET", asset, headers: [("accept-encoding", "gzip;q=0, br")])
        #expect(refused["content-encoding"] == nil)
    }

    @Test("whoever has a page of an edition before gets what is there now, and does not keep it")
    func otherEdition() async throws {
        let bridge = try await BridgeProcess.started()
        let asset = try #require(assets(of: try bridge.get("/rep").text).first { $0.hasSuffix(".css") })
        let parts = asset.split(separator: "/", maxSplits: 2)
        let before = try bridge.get("/assets/0123456789abcdef/\(parts[2])")
        #expect(before.status == 200 && before["cache-control"] == "no-store")
        #expect(before.body == (try bridge.get(asset).body))
    }

    @Test(
        "nothing but the pages' own files is given away, whatever the address",
        arguments: [
            "", "/", "/x", "/x/", "/x/nothing.js", "/x/rep.html", "/x/../../../../etc/passwd",
            "/x/%2e%2e/%2e%2e/etc/passwd", "/x/..%2f..%2fetc%2fpasswd", "/x//etc/passwd", "/x/styles/", "/x/styles",
        ])
    func nothingElse(path: String) async throws {
        let embedded = try await BridgeProcess.started()
        #expect(try embedded.get("/assets\(path)").status == 404)
        let folder = try TestFolder()
        try FileManager.default.createDirectory(atPath: folder.file("web/styles"), withIntermediateDirectories: true)
        try Data("secret".utf8).write(to: URL(filePath: folder.file("secret.css")))
        let reading = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_PAGES_FOLDER": folder.file("web")]))
        #expect(try reading.get("/assets\(path)").status == 404)
        for way in ["/assets/x/../secret.css", "/assets/x/%2e%2e/secret.css"] {
            #expect(try reading.get(way).status == 404)
        }
    }

    @Test("from a folder they are read anew each time, and nobody keeps them")
    func folder() async throws {
        let folder = try TestFolder()
        func write(_ text: String) throws { try Data(text.utf8).write(to: URL(filePath: folder.file("web/rep.html"))) }
        try FileManager.default.createDirectory(atPath: folder.file("web"), withIntermediateDirectories: true)
        try write("one")
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_PAGES_FOLDER": folder.file("web")]))
        let first = try bridge.get("/rep")
        #expect(first.text == "one" && first["cache-control"] == "no-store")
        try write("two")
        #expect(try bridge.get("/rep").text == "two")
        #expect(try bridge.get("/me").status == 404)
    }

    @Test("what is special about an environment stands in the page, and can end nothing there")
    func settings() async throws {
        let folder = try TestFolder()
        let file = folder.file("pages.json")
        try Data(#"{"note": "</script><script>alert(1)</script>"}"#.utf8).write(to: URL(filePath: file))
        let web = folder.file("web")
        try FileManager.default.createDirectory(atPath: web, withIntermediateDirectories: true)
        try Data("<script type=\"application/json\">{config}</script>".utf8).write(to: URL(filePath: web + "/rep.html"))
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_PAGES_SETTINGS_FILE": file, "BRIDGE_PAGES_FOLDER": web]))
        let page = try bridge.get("/rep").text
        #expect(page.matches(of: /<\/script>/).count == 1 && page.contains("\\u003c/script>"), "\(page)")

        try Data("[1]".utf8).write(to: URL(filePath: file))
        try await bridge.stop()
        let refused = try await bridge.command(["serve"])
        #expect(refused.status == 1 && refused.errors.contains("is not a JSON object"), "\(refused.errors)")
    }
}
