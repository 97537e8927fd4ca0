import HTTPClient
import Testing

@Suite("Web request")
struct WebRequestTests {
    @Test("what would become another header, or end a string early, is never sent")
    func injection() throws {
        let client = try BlockingWebClient()
        let url = "http://127.0.0.1:1/"
        let wrong: [(WebRequest, WebFailure.Kind)] = [
            (WebRequest(url: url, headers: [("A", "b\r\nC: d")]), .badRequest),
            (WebRequest(url: url, headers: [("A", "b\nC: d")]), .badRequest),
            (WebRequest(url: url, headers: [("A", "b\0")]), .badRequest),
            (WebRequest(url: url, headers: [("A: b\r\nC", "d")]), .badRequest),
            (WebRequest(url: url, headers: [("", "d")]), .badRequest),
            (WebRequest(method: "GET /x HTTP/1.1\r\n", url: url), .badRequest),
            (WebRequest(method: "", url: url), .badRequest),
            (WebRequest(url: url + "a b"), .badURL),
            (WebRequest(url: url + "\r\nA: b"), .badURL),
            (WebRequest(url: url + "\0"), .badURL),
            (WebRequest(url: "file:///etc/passwd"), .badURL),
            (WebRequest(url: "gopher://127.0.0.1/"), .badURL),
        ]
        for (request, kind) in wrong {
            let failure = #expect(throws: WebFailure.self) { try client.send(request) }
            #expect(failure?.kind == kind, "\(request)")
        }
    }

    @Test("nothing that a request carries is said about it")
    func redacted() {
        let request = WebRequest(
            method: "POST", url: "https://user:hunter2@example.com/oauth/token?account_id=hunter2#hunter2",
            headers: [("Authorization", "Basic hunter2")], body: Array("hunter2".utf8))
        var dumped = ""
        dump(request, to: &dumped)
        #expect("\(request)" == "POST https://example.com/oauth/token")
        for text in [dumped, String(reflecting: request), "\([request])"] { #expect(!text.contains("hunter2")) }
    }

    @Test("nobody there is said in plain words, without the URL")
    func unreachable() throws {
        let client = try BlockingWebClient()
        let failure = #expect(throws: WebFailure.self) {
            try client.send(WebRequest(url: "http://127.0.0.1:1/?token=hunter2"))
        }
        #expect(failure == WebFailure(kind: .unreachable, description: "nothing answers there"))
    }
}
