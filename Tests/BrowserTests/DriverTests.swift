import DevTools
import JSON
import TestSupport
import Testing

extension BrowserTests {
    @Suite("The driver of the browser")
    struct DriverTests {
        private func server(_ html: String) throws -> LocalServer {
            try LocalServer { request in
                request.path == "/"
                    ? .text(html, headers: [("Content-Type", "text/html; charset=utf-8")]) : .text("", status: 404)
            }
        }

        @Test("finds things by role and name, clicks them and types as a person does")
        func clicksAndTypes() async throws {
            let server = try server(
                """
                <!doctype html><link rel="icon" href="data:,"><label>Name <input id="name"></label>
                <button onclick="said.textContent = document.getElementById('name').value">Say it</button>
                <p id="said"></p>
                """)
            try await withPage { page in
                try await page.go(server.url)
                try await page.fill("Name", with: "Zoë O'Hara 🙂")
                try await page.tab(to: "button", "Say it")
                try await page.press("Enter")
                try await page.wait(until: "said.textContent === 'Zoë O\\'Hara 🙂'")
                try await page.fill("Name", with: "another")
                try await page.click("button", .containing("Say"))
                try await page.wait(until: "said.textContent === 'another'")
                #expect(try await page.focused?.name == "Say it")
                await #expect(throws: (any Error).self) {
                    try await page.find("button", "Not there", within: .milliseconds(300))
                }
            }
        }

        @Test("tells what scripts throw, say and are forbidden")
        func troubles() async throws {
            let policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'"
            let page = try await SharedBrowser.profile().newPage()
            let html = """
                <!doctype html><link rel="icon" href="data:,"><body><script>
                console.error('said', 1); setTimeout(() => { throw new Error('thrown'); });
                try { document.body.innerHTML = '<b>'; } catch {}
                </script><img src="http://elsewhere.example/x.png">
                """
            let server = try LocalServer { _ in
                .text(html, headers: [("Content-Type", "text/html"), ("Content-Security-Policy", policy)])
            }
            try await page.go(server.url)
            try await page.evaluate("new Promise((resolve) => setTimeout(resolve, 100))")
            for word in ["said 1", "thrown", "elsewhere.example", "rusted"] {
                #expect(page.troubles.contains { $0.contains(word) }, "\(word): \(page.troubles)")
            }
        }

        @Test("takes the network away and gives it back")
        func network() async throws {
            let server = try server("<!doctype html><link rel=icon href='data:,'>")
            try await withPage { page in
                try await page.go(server.url)
                try await page.setOffline(true)
                #expect(try await page.evaluate("navigator.onLine") == false)
                #expect(try await page.evaluate("fetch('/').then(() => 'came', () => 'lost')") == "lost")
                try await page.setOffline(false)
                #expect(try await page.evaluate("fetch('/').then(() => 'came', () => 'lost')") == "came")
                try await page.block(["*/x*"])
                #expect(try await page.evaluate("fetch('/x').then(() => 'came', () => 'lost')") == "lost")
                #expect(try await page.printed().starts(with: "%PDF".utf8))
                #expect(try await page.picture().count > 100)
            }
        }

        @Test("two windows are both in front, and know each other's cookies only within a profile")
        func windows() async throws {
            let server = try server("<!doctype html><link rel=icon href='data:,'>")
            let profile = try await SharedBrowser.profile()
            try await withPage(in: profile) { first in
                try await withPage(in: profile) { second in
                    try await withPage { other in
                        for page in [first, second, other] { try await page.go(server.url) }
                        try await first.evaluate("document.cookie = 'a=b'")
                        #expect(try await second.evaluate("document.cookie") == "a=b")
                        #expect(try await other.evaluate("document.cookie") == "")
                        for page in [first, second] {
                            #expect(try await page.evaluate("document.visibilityState") == "visible")
                            let isDrawn = "new Promise((resolve) => requestAnimationFrame(() => resolve(true)))"
                            #expect(try await page.evaluate(isDrawn) == true)
                        }
                    }
                }
            }
        }
    }
}
