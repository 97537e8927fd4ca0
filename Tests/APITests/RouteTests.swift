import Server
import Testing

@testable import API

@Suite("Routes")
struct RouteTests {
    private func parameters(_ template: String, _ path: String) -> [String: String]? {
        Route(.get, template, for: .everybody, "") { _, _, _ in Response() }
            .parameters(in: path.split(separator: "/", omittingEmptySubsequences: false))
    }

    @Test("a template fits paths of its own shape, and gives the parameters")
    func fits() {
        #expect(parameters("/healthz", "/healthz") == [:])
        #expect(parameters("/api/participants/{id}/progress", "/api/participants/P-1001/progress") == ["id": "P-1001"])
        #expect(parameters("/cards/{number}", "/cards/CC-2026-1-1") == ["number": "CC-2026-1-1"])
    }

    @Test(
        "it fits no other path",
        arguments: [
            "/", "", "/cards", "/cards/", "/cards/a/b", "/cards/a/", "//cards/a", "/Cards/a", "/cardsa", "cards/a",
        ])
    func fitsNot(path: String) {
        #expect(parameters("/cards/{number}", path) == nil)
    }
}
