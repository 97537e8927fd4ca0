import HTTPClient
import TestSupport
import Testing

@Suite("Public addresses only", .timeLimit(.minutes(1)))
struct PublicOnlyTests {
    static var publicOnly: WebClientSettings {
        var settings = WebClientSettings()
        settings.addresses = .publicOnly
        return settings
    }

    @Test(
        "this machine is not connected to, whatever the URL calls it",
        arguments: [
            "127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "0.0.0.0",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]", "user@127.0.0.1",
        ])
    func thisMachine(host: String) async throws {
        let server = try LocalServer { _ in .text("secret") }
        let url = "http://\(host):\(server.port)/"
        let failure = await #expect(throws: WebFailure.self) {
            try await WebClient(Self.publicOnly).send(WebRequest(url: url))
        }
        #expect(failure == WebFailure(kind: .notPublic, description: "that host has no public address"))
        #expect(failure?.isWorthRetrying == false)
        #expect(server.requests.isEmpty)
        // What is refused here is reached where it is allowed.
        let answer = try await WebClient().send(WebRequest(url: url))
        #expect(answer.isSuccess)
    }

    @Test("a Unix socket is no way around")
    func unixSocket() async throws {
        var settings = Self.publicOnly
        settings.unixSocket = "/nonexistent.sock"
        let failure = await #expect(throws: WebFailure.self) {
            try await WebClient(settings).send(WebRequest(url: "http://example.com/"))
        }
        #expect(failure?.kind == .notPublic)
    }
}
