import Attendance
import TestSupport
import Testing

@testable import Zoom

@Suite("API token", .timeLimit(.minutes(1)))
struct APITokenTests {
    static func zoom(expiresIn: Int = 3600) throws -> FakeZoom {
        try FakeZoom(expiresIn: expiresIn) { _, _ in .text(#"{"meetings":[]}"#) }
    }

    @Test("one token serves until shortly before its end")
    func cached() async throws {
        let zoom = try Self.zoom()
        let api = try zoom.api()
        for _ in 0..<3 { _ = try await api.instances(of: MeetingNumber("1")) }
        zoom.advance(.minutes(57))
        _ = try await api.instances(of: MeetingNumber("1"))
        #expect(zoom.tokensIssued == 1)
        zoom.advance(.minutes(2))
        _ = try await api.instances(of: MeetingNumber("1"))
        #expect(zoom.tokensIssued == 2)
    }

    @Test("a token that Zoom gave up early is renewed, and the request sent again")
    func renewed() async throws {
        let zoom = try Self.zoom()
        let api = try zoom.api()
        _ = try await api.instances(of: MeetingNumber("1"))
        zoom.revokeToken()
        _ = try await api.instances(of: MeetingNumber("1"))
        #expect(zoom.tokensIssued == 2)
        #expect(zoom.pauses.isEmpty)
    }

    @Test("where a fresh token is refused too, there is no third one")
    func renewedOnce() async throws {
        let zoom = try FakeZoom { _, _ in .text(#"{"code":124,"message":"Access token is expired."}"#, status: 401) }
        let error = await ZoomAPIError.thrown { _ = try await zoom.api().instances(of: MeetingNumber("1")) }
        #expect(error == .notAccepted("Access token is expired."))
        #expect(zoom.tokensIssued == 2)
    }

    @Test("tasks that ask at the same time share one token")
    func shared() async throws {
        let zoom = try Self.zoom()
        let api = try zoom.api()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { _ = try await api.instances(of: MeetingNumber("1")) } }
            try await group.waitForAll()
        }
        #expect(zoom.tokensIssued == 1)
    }

    @Test("wrong credentials are said so, and never shown")
    func wrongSecret() async throws {
        let zoom = try Self.zoom()
        let error = await ZoomAPIError.thrown {
            _ = try await zoom.api(secret: "wr0ng").instances(of: MeetingNumber("1"))
        }
        #expect(error == .notAccepted("Invalid client_id or client_secret"))
        #expect(zoom.targets.isEmpty)
    }

    @Test("a secret that Zoom repeats is not passed on")
    func echoed() async throws {
        let zoom = try FakeZoom { request, _ in
            .text(
                #"{"code":300,"message":"\#(request.headers["authorization"] ?? "") \#(FakeZoom.secret)"}"#, status: 400
            )
        }
        let error = await ZoomAPIError.thrown { _ = try await zoom.api().instances(of: MeetingNumber("1")) }
        #expect(error == .refused(status: 400, code: 300, words: "Bearer (secret) (secret)"))
    }

    @Test("nothing that holds a secret shows it")
    func redacted() throws {
        let credentials = try #require(ZoomCredentials(account: "account", clientID: "id", clientSecret: "hunter2"))
        let request = APIRequest(
            method: "GET", url: "https://example.com/a?b=hunter2", headers: [("authorization", "hunter2")], body: [])
        var dumped = "\(credentials) \(request) \(String(reflecting: credentials)) \(String(reflecting: request))"
        dump(credentials, to: &dumped)
        dump(request, to: &dumped)
        #expect(!dumped.contains("hunter2"))
    }

    @Test("credentials that cannot be are refused before anything is sent")
    func impossible() {
        #expect(ZoomCredentials(account: "", clientID: "b", clientSecret: "c") == nil)
        #expect(ZoomCredentials(account: "a", clientID: "b:", clientSecret: "c") == nil)
        #expect(ZoomCredentials(account: "a", clientID: "b", clientSecret: "c\n") == nil)
    }

    @Test("secrets go over https, and in the clear only within this machine")
    func base() {
        let token = "https://zoom.us/oauth/token"
        for url in ["https://api.example.com/v2", "http://127.0.0.1:8080", "http://localhost/v2", "http://[::1]:1"] {
            #expect(ZoomAPIBase(apiURL: url, tokenURL: token) != nil, "\(url)")
        }
        for url in [
            "http://api.zoom.us/v2", "http://127.0.0.1.example.com", "http://localhost@example.com", "ftp://localhost",
            "https://", "", "https://example.com/?a", "https://example.com/ b",
        ] {
            #expect(ZoomAPIBase(apiURL: url, tokenURL: token) == nil, "\(url)")
            #expect(ZoomAPIBase(apiURL: token, tokenURL: url) == nil, "\(url)")
        }
    }

    @Test(
        "base64 as RFC 4648 §10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("\u{3FF}\u{3FF}?>", "z7/Pvz8+"),
        ])
    func encoded(text: String, expected: String) { #expect(base64(Array(text.utf8)) == expected) }
}
