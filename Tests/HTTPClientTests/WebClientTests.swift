import HTTPClient
import TestSupport
import Testing

@Suite("Web client", .timeLimit(.minutes(1)))
struct WebClientTests {
    static func client(_ settings: WebClientSettings = WebClientSettings()) throws -> WebClient {
        try WebClient(settings)
    }

    @Test("what is sent arrives as it was said, and what comes back is handed over whatever the status")
    func roundTrip() async throws {
        let server = try LocalServer { request in
            .text(
                "\(request.method) \(request.target) \(String(decoding: request.body, as: UTF8.self))", status: 418,
                headers: [("X-Kind", " tea "), ("X-Twice", "1"), ("x-twice", "2")])
        }
        let answer = try await Self.client().send(
            WebRequest(
                method: "PATCH", url: server.url + "/a%252Fb/../c?d=e%20f",
                headers: [("X-Own", "value"), ("X-Empty", "")], body: Array("body".utf8)))
        #expect(answer.status == 418)
        #expect(!answer.isSuccess)
        #expect(answer.headers["x-kind"] == "tea")
        #expect(answer.headers["x-twice"] == "2")
        #expect(String(decoding: answer.body, as: UTF8.self) == "PATCH /a%252Fb/../c?d=e%20f body")
        let heard = try #require(server.requests.first)
        #expect(heard.headers["x-own"] == "value")
        #expect(heard.headers["x-empty"] == "")
        #expect(heard.headers["expect"] == nil)
    }

    @Test("requests of many tasks all get their own answers")
    func manyTasks() async throws {
        let server = try LocalServer { .text($0.target) }
        let client = try Self.client()
        try await withThrowingTaskGroup(of: (Int, WebAnswer).self) { group in
            for number in 0..<40 {
                group.addTask { (number, try await client.send(WebRequest(url: "\(server.url)/\(number)"))) }
            }
            for try await (number, answer) in group {
                #expect(String(decoding: answer.body, as: UTF8.self) == "/\(number)")
            }
        }
    }

    @Test("more requests than may wait are refused at once")
    func bounded() async throws {
        let server = try LocalServer { _ in .silence }
        let client = try WebClient(maxWaiting: 1)
        let first = Task { try await client.send(WebRequest(url: server.url)) }
        while server.requests.isEmpty { await Task.yield() }
        let failure = await #expect(throws: WebFailure.self) { try await client.send(WebRequest(url: server.url)) }
        #expect(failure?.kind == .busy)
        first.cancel()
        _ = await first.result
    }

    @Test("an answer that does not come is given up in time")
    func timeout() async throws {
        let server = try LocalServer { _ in .silence }
        let failure = await #expect(throws: WebFailure.self) {
            try await Self.client().send(WebRequest(url: server.url, timeoutMilliseconds: 50))
        }
        #expect(failure == WebFailure(kind: .timedOut, description: "no answer within 50 ms"))
        #expect(failure?.isWorthRetrying == true)
    }

    @Test("cancelling the task ends its request, and the client serves the next one")
    func cancelled() async throws {
        let server = try LocalServer { $0.path == "/never" ? .silence : .text("fine") }
        let client = try Self.client()
        let waiting = Task {
            try await client.send(WebRequest(url: server.url + "/never", timeoutMilliseconds: 3_600_000))
        }
        while server.requests.isEmpty { await Task.yield() }
        waiting.cancel()
        let failure = await #expect(throws: WebFailure.self) { try await waiting.value }
        #expect(failure?.kind == .cancelled)
        #expect(try await client.send(WebRequest(url: server.url + "/now")).isSuccess)
    }

    @Test("a redirect is an answer, and nothing is sent on to where it points")
    func redirect() async throws {
        let server = try LocalServer { _ in .text("", status: 302, headers: [("Location", "/elsewhere")]) }
        let answer = try await Self.client().send(WebRequest(url: server.url + "/here"))
        #expect(answer.status == 302)
        #expect(server.requests.map(\.path) == ["/here"])
    }

    @Test("an answer beyond the limits is not read to its end", arguments: [true, false])
    func tooLarge(inHead: Bool) async throws {
        let server = try LocalServer { _ in
            inHead
                ? .text("", headers: (0..<50).map { ("X-\($0)", String(repeating: "y", count: 100)) })
                : .text(String(repeating: "y", count: 5000))
        }
        let client = try Self.client(WebClientSettings(maxAnswerBytes: 4999, maxHeaderBytes: 4096))
        let failure = await #expect(throws: WebFailure.self) { try await client.send(WebRequest(url: server.url)) }
        #expect(failure?.kind == .tooLarge)
        #expect(failure?.description.contains(inHead ? "4096" : "4999") == true)
    }

    @Test("of an answer beyond the limit the beginning is taken where that is asked for")
    func cut() async throws {
        let server = try LocalServer { _ in .text(String(repeating: "y", count: 5000), status: 202) }
        var settings = WebClientSettings(maxAnswerBytes: 4999)
        settings.cutsLongAnswers = true
        let client = try Self.client(settings)
        for _ in 0..<2 {
            let answer = try await client.send(WebRequest(url: server.url))
            #expect(answer.status == 202)
            #expect(answer.body.count == 4999)
        }
    }

    @Test("an answer that breaks off, or is none, is a failure")
    func broken() async throws {
        for text in ["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "nonsense\r\n\r\n", ""] {
            let server = try LocalServer { _ in .raw(Array(text.utf8)) }
            let failure = await #expect(throws: WebFailure.self) {
                try await Self.client().send(WebRequest(url: server.url))
            }
            #expect(failure?.kind == .other)
        }
    }
}
