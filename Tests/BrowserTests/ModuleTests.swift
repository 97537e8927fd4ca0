import DevTools
import JSON
import TestSupport
import Testing

extension BrowserTests {
    @Suite("The modules of the pages")
    struct ModuleTests {
        @Test("do what their own tests say, in the browser they are for", .timeLimit(.minutes(4)))
        func modules() async throws {
            let server = try LocalServer(serving: ["web": Folders.web, "tests": Folders.moduleTests])
            try await withPage { page in
                try await page.go("\(server.url)/tests/tests.html")
                let results = try await page.wait(
                    until: "globalThis.testResults?.done && globalThis.testResults", within: .seconds(200))
                for failure in results["failed"]?.array ?? [] {
                    Issue.record("\(failure["name"]?.string ?? "?"): \(failure["message"]?.string ?? "")")
                }
                #expect(results["passed"]?.integer ?? 0 > 0, "no test was run")
                // What modules complain of in tests of what goes wrong is what those tests are about.
                page.forgetTroubles()
            }
        }
    }
}
