import Server
import Testing

@Suite("The head of a request", .blocking)
struct HeadCheckTests {
    struct Case: CustomTestStringConvertible {
        let head: String
        let refusal: Int?
        var testDescription: String { "\(refusal.map { "\($0)" } ?? "sound"): \(head.debugDescription.prefix(100))" }

        init(_ head: String, _ refusal: Int? = nil) {
            self.head = head
            self.refusal = refusal
        }
    }

    static func get(_ target: String) -> String { "GET \(target) HTTP/1.1\r\nHost: a\r\n\r\n" }
    static func host(_ host: String) -> String { "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n" }
    static func post(_ lines: String...) -> String {
        "POST / HTTP/1.1\r\nHost: a\r\n" + lines.map { $0 + "\r\n" }.joined() + "\r\n"
    }

    static let lines: [Case] = [
        Case(get("/")), Case("GET / HTTP/1.0\r\n\r\n"), Case("get / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        Case("BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501), Case("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 501),
        Case("PROPFIND / HTTP/1.1\r\nHost: a\r\n\r\n", 501), Case("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"),
        Case("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), Case("GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505),
        Case("GET / HTTP/1\r\nHost: a\r\n\r\n", 400), Case("GET / http/1.1\r\nHost: a\r\n\r\n", 400),
        Case("GET /\r\nHost: a\r\n\r\n", 400), Case("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Case("GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400), Case(" GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Case("GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n", 400), Case("G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        Case("GET / HTTP/1.1\nHost: a\n\n", 400), Case("GET / HTTP/1.1\rHost: a\r\n\r\n", 400),
    ]

    static let targets: [Case] = [
        Case(get("/a%20b?c=%zz")), Case(get("/a%2"), 400), Case(get("/a%zz"), 400), Case(get("/a%00b"), 400),
        Case(get("/%c3%a9")), Case(get("/%ff"), 400), Case(get("/%c0%af"), 400), Case(get("/%ed%a0%80"), 400),
        Case(get("/a#b"), 400), Case(get("/é"), 400), Case(get("a"), 400), Case(get("*"), 400),
        Case("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), Case(get("http://a/x")), Case(get("HTTPS://A/x")),
        Case(get("http://a")), Case(get("http://a?q")), Case(get("http://b/x"), 400), Case(get("ftp://a/x"), 400),
        Case(get("http://u@a/x"), 400), Case(get("http:///x"), 400),
        Case(get("/" + String(repeating: "a", count: 8192)), 414),
        Case(get("/" + String(repeating: "a", count: 8000))),
    ]

    static let hosts: [Case] = [
        Case(host("example.com:8080")), Case(host("[::1]:80")), Case(host("192.0.2.1")), Case(host("a:")),
        Case("GET / HTTP/1.1\r\n\r\n", 400), Case("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400),
        Case("GET / HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n", 400), Case(host(""), 400), Case(host("a b"), 400),
        Case(host("a/b"), 400), Case(host("u@a"), 400), Case(host("a:b"), 400), Case(host("a:65536"), 400),
        Case(host("a,b"), nil), Case(host("[::1"), 400), Case(host("[x]"), 400), Case(host("a?b"), 400),
        Case(host("a%zz"), 400), Case(host(":80"), 400), Case(host("a\\b"), 400),
    ]

    static let framing: [Case] = [
        Case(post("Content-Length: 5")), Case(post("Content-Length: 0")), Case(post("Transfer-Encoding: chunked")),
        Case(post("Transfer-Encoding: CHUNKED")), Case(post("Content-Length: 5", "Content-Length: 5"), 400),
        Case(post("Content-Length: 5", "Content-Length: 6"), 400), Case(post("Content-Length: 5, 5"), 400),
        Case(post("Content-Length: +5"), 400), Case(post("Content-Length: -5"), 400),
        Case(post("Content-Length: 0x5"), 400), Case(post("Content-Length: 5 5"), 400),
        Case(post("Content-Length:"), 400), Case(post("Content-Length: 5;"), 400),
        Case(post("Content-Length: 99999999999999999999999"), 400), Case(post("Content-Length: 1048577"), 413),
        Case(post("Content-Length: 1048576")),
        Case(post("Content-Length: 5", "Transfer-Encoding: chunked"), 400),
        Case(post("Transfer-Encoding: chunked", "Content-Length: 5"), 400),
        Case(post("Transfer-Encoding: chunked", "Transfer-Encoding: chunked"), 400),
        Case(post("Transfer-Encoding: chunked, chunked"), 400), Case(post("Transfer-Encoding: gzip, chunked"), 400),
        Case(post("Transfer-Encoding: chunked, identity"), 400), Case(post("Transfer-Encoding: identity"), 400),
        Case(post("Transfer-Encoding: xchunked"), 400), Case(post("Transfer-Encoding:"), 400),
        Case(post("Transfer-Encoding: chunked;q=1"), 400), Case(post("Transfer-Encoding: \u{b}chunked"), 400),
        Case(post("Transfer-Encoding: chunked\u{0}"), 400), Case(post("Transfer-Encoding : chunked"), 400),
        Case("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400),
        Case(post("Expect: 100-continue", "Content-Length: 1")), Case(post("Expect: a pony"), 417),
    ]

    static let fields: [Case] = [
        Case(post("X: a\tb")), Case(post("X:")), Case(post("X: é")), Case(post("X : a"), 400), Case(post(": a"), 400),
        Case(post("X"), 400), Case(post("X: a\u{0}b"), 400), Case(post("X: a\rb"), 400), Case(post("X: a\nb"), 400),
        Case(post("X: a", " folded"), 400), Case(post("X: a", "\tfolded"), 400), Case(post("X(): a"), 400),
        Case(post("X: a\u{7f}"), 400), Case(post("X: \u{1}"), 400), Case(post("Connection: a b"), 400),
        Case(post("Connection: keep-alive, x")),
    ]

    @Test("is sound or refused with the right status", arguments: lines + targets + hosts + framing + fields)
    func status(_ example: Case) {
        #expect(HeadCheck(Array(example.head.utf8)).refusal == example.refusal)
    }

    static let upgrades: [Case] = [
        Case(RawClient.handshake()),
        Case(RawClient.handshake { $0[2] = "Connection: keep-alive, Upgrade" }),
        Case(RawClient.handshake { $0[2] = "Connection: keep-alive\r\nConnection: upgrade" }),
        Case(RawClient.handshake { $0[3] = "Upgrade: h2c, WebSocket" }),
        Case(RawClient.handshake { $0[4] = "Sec-WebSocket-Version: 12" }, 426),
        Case(RawClient.handshake { $0.remove(at: 4) }, 426),
        Case(RawClient.handshake { $0.append($0[4]) }, 400),
        Case(RawClient.handshake { $0.removeLast() }, 400),
        Case(RawClient.handshake { $0.append($0[5]) }, 400),
        Case(RawClient.handshake { $0[5] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ" }, 400),
        Case(RawClient.handshake { $0[5] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZ!==" }, 400),
        Case(RawClient.handshake { $0[5] = "Sec-WebSocket-Key: c2hvcnQ=" }, 400),
        Case(RawClient.handshake { $0[5] = "Sec-WebSocket-Key:" }, 400),
        Case(RawClient.handshake { $0.append("Content-Length: 3") }, 400),
        Case(RawClient.handshake { $0.remove(at: 1) }, 400),
    ]

    @Test("of a handshake is sound or refused with the right status", arguments: upgrades)
    func handshake(_ example: Case) {
        let check = HeadCheck(Array(example.head.utf8))
        #expect(check.refusal == example.refusal)
        #expect(check.isUpgrade == (example.refusal == nil))
    }

    @Test(
        "that asks for no WebSocket, or cannot, is an ordinary request",
        arguments: [
            RawClient.handshake { $0[0] = "POST /ws HTTP/1.1" }, RawClient.handshake { $0[0] = "GET /ws HTTP/1.0" },
            RawClient.handshake { $0[2] = "Connection: keep-alive" }, RawClient.handshake { $0[3] = "Upgrade: h2c" },
            RawClient.handshake { $0.remove(at: 3) },
        ])
    func noHandshake(_ head: String) {
        let check = HeadCheck(Array(head.utf8))
        #expect(check.refusal == nil)
        #expect(!check.isUpgrade)
    }

    @Test("says how long the connection lasts")
    func persistence() {
        func keepsAlive(_ version: String, _ connection: String) -> Bool {
            HeadCheck(Array("GET / HTTP/\(version)\r\nHost: a\r\nConnection: \(connection)\r\n\r\n".utf8)).keepsAlive
        }
        #expect(keepsAlive("1.1", "x"))
        #expect(!keepsAlive("1.1", "close"))
        #expect(!keepsAlive("1.0", "x"))
        #expect(keepsAlive("1.0", "Keep-Alive"))
    }
}
