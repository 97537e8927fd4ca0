import Testing

@testable import Bridge

@Suite("Addresses of subscribers")
struct OutboundURLTests {
    static let open: OutboundSettings = {
        var settings = OutboundSettings()
        settings.allowsPrivateAddresses = true
        return settings
    }()

    @Test(
        "https addresses are taken as they are, and only their host is ever told",
        arguments: [
            ("https://hooks.example.org/secret-path?key=hunter2", "hooks.example.org"),
            ("https://hooks.example.org", "hooks.example.org"),
            ("HTTPS://Hooks.Example.ORG:8443/x", "hooks.example.org:8443"),
            ("https://[2001:db8::1]:8443/x", "[2001:db8::1]:8443"), ("https://203.0.113.7/a%20b", "203.0.113.7"),
            ("https://example.org?x=1", "example.org"),
        ])
    func taken(text: String, host: String) throws {
        let url = try OutboundURL(text, OutboundSettings())
        #expect(url.text == text)
        #expect(url.host == host)
        var dumped = ""
        dump(url, to: &dumped)
        for shown in ["\(url)", String(reflecting: url), dumped] {
            #expect(!shown.contains("secret") && !shown.contains("hunter2"))
        }
    }

    @Test(
        "whatever is none is refused with a sentence",
        arguments: [
            "", "hooks.example.org", "ftp://example.org/", "file:///etc/passwd", "https://", "https:///path",
            "https://user@example.org/", "https://user:password@example.org/", "https://example.org/#part",
            "https://example.org:0/", "https://example.org:65536/", "https://example.org:/", "https://example.org:8a/",
            "https://[::1/", "https://[]/", "https://exa mple.org/", "https://example.org/\r\nX: y",
            "https://exämple.org/",
            "https://example.org/\u{0}", "https://a\\b/", "https://" + String(repeating: "a", count: 2000),
        ])
    func refused(text: String) {
        #expect(throws: SubscriptionError.self) { try OutboundURL(text, OutboundSettings()) }
        #expect(throws: SubscriptionError.self) { try OutboundURL(text, Self.open) }
    }

    @Test("http is for one's own house only")
    func plain() throws {
        #expect(throws: SubscriptionError.self) { try OutboundURL("http://127.0.0.1:9000/", OutboundSettings()) }
        #expect(try OutboundURL("http://127.0.0.1:9000/", Self.open).host == "127.0.0.1:9000")
    }
}
