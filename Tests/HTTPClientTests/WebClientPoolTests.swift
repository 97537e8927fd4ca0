import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite("Web client pool", .timeLimit(.minutes(1)))
struct WebClientPoolTests {
    @Test("a server that does not answer keeps nobody else waiting")
    func slowOne() async throws {
        let server = try LocalServer { $0.path == "/never" ? .silence : .text("fine") }
        let pool = WebClientPool(limit: 2)
        let never = Task {
            try await pool.send(WebRequest(url: server.url + "/never", timeoutMilliseconds: 3_600_000))
        }
        while server.requests.isEmpty { await Task.yield() }
        for _ in 0..<3 { #expect(try await pool.send(WebRequest(url: server.url + "/now")).isSuccess) }
        never.cancel()
        let failure = await #expect(throws: WebFailure.self) { try await never.value }
        #expect(failure?.kind == .cancelled)
    }

    @Test("more requests than there are clients are refused, and taken again when one is free")
    func bounded() async throws {
        let server = try LocalServer { $0.path == "/never" ? .silence : .text("fine") }
        let pool = WebClientPool(limit: 1)
        let never = Task {
            try await pool.send(WebRequest(url: server.url + "/never", timeoutMilliseconds: 3_600_000))
        }
        while server.requests.isEmpty { await Task.yield() }
        let failure = await #expect(throws: WebFailure.self) { try await pool.send(WebRequest(url: server.url)) }
        #expect(failure?.kind == .busy)
        never.cancel()
        _ = await never.result
        #expect(try await pool.send(WebRequest(url: server.url + "/now")).isSuccess)
        // Also for another host: what is idle is used, not only what spoke with the same one.
        let other = try LocalServer { _ in .text("other") }
        #expect(try await pool.send(WebRequest(url: other.url)).isSuccess)
    }
}
