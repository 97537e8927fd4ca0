import Server
import Synchronization
import Testing

@Suite("Requests", .blocking)
struct RequestTests {
    @Test("reach the handler whole, with everything that was sent")
    func values() async throws {
        let handler = Answering { request, responder in
            let parts: [String] = [
                request.method.name, request.path, request.rawTarget, request.query["a"] ?? "-",
                request.query["none"] ?? "nil", request.query["empty"] ?? "nil",
                request.query.values(of: "m").joined(separator: "+"), request.headers["x-one"] ?? "-",
                request.headers.values(of: "X-Two").joined(separator: "+"), "\(request.headers.count)",
                String(decoding: request.body, as: UTF8.self), request.remoteAddress.host, "\(request.isSecure)",
                "\(request.isUpgrade)", "\(request.hasPath("/a%20b/%2F%C3%A9"))",
            ]
            responder.respond(.text(parts.joined(separator: "|")))
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(
                "POST /a%20b/%2F%C3%A9?a=1+2%26&m=x&empty&m=y HTTP/1.1\r\nHost: h\r\nX-ONE:  v \r\n"
                    + "x-two: 1\r\nX-Two: 2\r\nContent-Length: 4\r\n\r\nbody")
            let answer = try #require(await client.response())
            #expect(
                answer.text
                    == "POST|/a b/%2Fé|/a%20b/%2F%C3%A9?a=1+2%26&m=x&empty&m=y|1 2&|nil||x+y|v|1+2|5|body|127.0.0.1"
                    + "|false|false|true")
            #expect(answer["Date"]?.hasSuffix(" GMT") == true)
        }
    }

    struct Case: CustomTestStringConvertible {
        let request: String
        /// Statuses of the answers, in order.
        let statuses: [Int]
        /// Bodies of the answers, where they matter.
        var bodies: [String]?
        var isClosed = true
        var testDescription: String { request.debugDescription.prefix(120) + " → \(statuses)" }
    }

    static let chunked = "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    static let get = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n"
    static let last = "GET /z HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    static let cases: [Case] = [
        Case(request: get + last, statuses: [200, 200], bodies: ["GET /a ", "GET /z "]),
        Case(request: "\r\n\r\n" + get + "\r\n" + last, statuses: [200, 200]),
        Case(request: "GET /a HTTP/1.0\r\n\r\n", statuses: [200], bodies: ["GET /a "]),
        Case(request: "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" + last, statuses: [200, 200]),
        Case(
            request: "GET http://a/abs?x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", statuses: [200],
            bodies: ["GET /abs "]),
        Case(request: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n" + last, statuses: [204, 200]),
        Case(
            request: "OPTIONS /a HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", statuses: [200],
            bodies: ["OPTIONS /a "]),
        Case(
            request: chunked + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n" + last, statuses: [200, 200],
            bodies: ["POST /c abcde", "GET /z "]),
        Case(
            request: chunked + "3;x=y\r\nabc\r\n0\r\nTrailer: t\r\n\r\n" + last, statuses: [200, 200],
            bodies: ["POST /c abc", "GET /z "]),
        Case(request: chunked + "0\r\n\r\n" + last, statuses: [200, 200], bodies: ["POST /c ", "GET /z "]),
        Case(request: chunked + "3\r\nabcd\r\n0\r\n\r\n" + last, statuses: [400]),
        Case(request: chunked + "x\r\nabc\r\n0\r\n\r\n" + last, statuses: [400]),
        Case(request: chunked + "-3\r\nabc\r\n0\r\n\r\n" + last, statuses: [400]),
        Case(request: chunked + "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n" + last, statuses: [400]),
        Case(request: chunked + "100001\r\nabc", statuses: [413]),
        Case(request: chunked + "3\nabc\n0\n\n" + last, statuses: [400]),
        Case(
            request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc" + last,
            statuses: [400]),
        Case(
            request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
                + last, statuses: [400]),
        Case(request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", statuses: [413]),
        Case(request: "GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n" + last, statuses: [400]),
        Case(request: "GET / HTTP/1.1\nHost: a\n\n", statuses: [400]),
        Case(request: "\u{16}\u{3}\u{1}", statuses: [400]),
        Case(request: get + "BREW / HTTP/1.1\r\nHost: a\r\n\r\n" + last, statuses: [200, 501]),
        Case(request: "GET /" + String(repeating: "a", count: 20_000), statuses: [414]),
        Case(request: "GET /" + String(repeating: "a", count: 9000) + " HTTP/1.1\r\nHost: a\r\n\r\n", statuses: [414]),
        Case(
            request: "GET / HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "a", count: 17_000) + "\r\n\r\n",
            statuses: [431]),
        Case(request: "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: a\r\n", count: 4000), statuses: [431]),
        Case(
            request: "TRACE /secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", statuses: [200],
            bodies: ["TRACE /secret "]),
    ]

    @Test("are answered, or refused and the connection closed", arguments: cases)
    func answers(_ example: Case) async throws {
        try await withEcho { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(example.request)
            for (index, status) in example.statuses.enumerated() {
                let answer = try #require(await client.response())
                #expect(answer.status == status)
                if let bodies = example.bodies, status == 200 { #expect(answer.text == bodies[index]) }
                if status >= 400 { #expect(answer["Connection"] == "close") }
            }
            if example.isClosed { #expect(try await client.untilClosed() == []) }
        }
    }

    @Test("come to the same however they are cut up on the way")
    func piecemeal() async throws {
        let request = RequestTests.chunked + "3\r\nabc\r\n2;e=1\r\nde\r\n0\r\nT: u\r\n\r\n" + RequestTests.last
        try await withEcho { server in
            for cut in 1..<request.utf8.count {
                let client = try RawClient(server.boundAddresses.first)
                try client.send(request.utf8.prefix(cut))
                try client.send(request.utf8.dropFirst(cut))
                #expect(try await client.response()?.text == "POST /c abcde", "cut at \(cut)")
                #expect(try await client.response()?.text == "GET /z ", "cut at \(cut)")
            }
        }
    }

    @Test("with a large body arrive whole", arguments: [4000, 5000, 70_000, 1_048_576])
    func largeBody(_ size: Int) async throws {
        let handler = Answering { request, responder in
            responder.respond(Response(body: .bytes(request.body)))
        }
        try await withServer(handler: handler) { server in
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            let client = HTTPClient(try #require(Endpoint(server.boundAddresses.first)), on: server.loop)
            let answer = try await client.send(.post, "/", body: body)
            #expect(answer.body == body)
        }
    }

    @Test("over one connection are answered in order, even when their handlers finish the other way round")
    func pipelining() async throws {
        let waiting = Box<[Responder]>([])
        let handler = Answering { request, responder in
            let all = waiting.change { all in
                all.append(responder)
                return all
            }
            guard all.count == 8 else { return }
            // From another thread, last first.
            Task {
                for (index, responder) in all.enumerated().reversed() { responder.respond(.text("\(index)")) }
            }
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(String(repeating: RequestTests.get, count: 8))
            for index in 0..<8 { #expect(try await client.response()?.text == "\(index)") }
        }
    }

    @Test("beyond what one connection may have in flight wait, and are answered")
    func deepPipelining() async throws {
        let handler = Answering { request, responder in
            Task { responder.respond(.text(request.path)) }
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send((0..<200).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for index in 0..<200 { #expect(try await client.response()?.text == "/\(index)") }
        }
    }

    @Test("that expect 100 are told to go on; those that began to send are not")
    func continuing() async throws {
        try await withEcho { server in
            let head = "POST /e HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n"
            let client = try RawClient(server.boundAddresses.first)
            try client.send(head)
            #expect(try await client.response()?.status == 100)
            try client.send("abc")
            #expect(try await client.response()?.text == "POST /e abc")
            try client.send(head + "xyz")
            #expect(try await client.response()?.text == "POST /e xyz")
        }
    }

    @Test("of method HEAD get the length and no body")
    func head() async throws {
        try await withEcho { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send("HEAD /h HTTP/1.1\r\nHost: a\r\n\r\n" + RequestTests.last)
            let answer = try #require(await client.response(toHead: true))
            #expect(answer["Content-Length"] == "8")
            #expect(try await client.response()?.text == "GET /z ")
        }
    }

    @Test("of a client that closes its half are answered still")
    func halfClosed() async throws {
        try await withEcho { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RequestTests.get)
            client.endSending()
            #expect(try await client.response()?.status == 200)
            #expect(try await client.untilClosed() == [])
        }
    }

    @Test("that a handler forgets are answered 500, and a second answer is not heard")
    func forgotten() async throws {
        let handler = Answering { request, responder in
            guard request.path == "/twice" else { return }
            responder.respond(.text("first"))
            responder.respond(.text("second"))
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RequestTests.get)
            #expect(try await client.response()?.status == 500)
            try client.send("GET /twice HTTP/1.1\r\nHost: a\r\n\r\n" + RequestTests.get)
            #expect(try await client.response()?.text == "first")
            #expect(try await client.response()?.status == 500)
        }
    }

    @Test("cannot be answered with split headers")
    func splitting() async throws {
        let handler = Answering { _, responder in
            responder.respond(Response(headers: [HeaderField("X", "a\r\nSet-Cookie: b\0")]))
        }
        try await withServer(handler: handler) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RequestTests.get)
            let answer = try #require(await client.response())
            #expect(answer["Set-Cookie"] == nil)
            #expect(answer["X"] == "a  Set-Cookie: b ")
        }
    }
}

/// A value that several threads change.
final class Box<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func change<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}
