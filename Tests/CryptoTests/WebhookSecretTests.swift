import Crypto
import Testing

@Suite("Standard Webhooks")
struct WebhookSecretTests {
    static let now: Int64 = 1_614_265_330
    static let message = WebhookMessage(
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: now, body: Array(#"{"test": 2432232314}"#.utf8))

    /// The tests of standard-webhooks/standard-webhooks (libraries) and, for the pair of keys, of svix/svix-webhooks.
    static let vectors = [
        (
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        ),
        (
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==",
            "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=",
            "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg=="
        ),
        (
            "whsk_VEVTVFNJR05JTkdLRVlET05PVFVTRVRISVNGT1JBTlk=", nil,
            "v1a,tQ9V2XOqn7jL/DQenEFpqIugdBVtiMmER5mhSkXBNwM0mkATuDe6KYYUuxqtaiHeYGb7KaaBRdM5WqyeFiL8Ag=="
        ),
    ]

    @Test("published signatures", arguments: vectors)
    func published(_ text: String, _ told: String?, _ signature: String) throws {
        let message = try #require(Self.message)
        let secret = try #require(WebhookSecret(text))
        #expect(secret.sign(message) == signature)
        let told = try #require(told ?? secret.publicText)
        #expect(told == secret.publicText ?? secret.text)
        let verifier = try #require(WebhookVerifier(told))
        #expect(verifier.isValid(message, signatures: signature, now: Self.now))
    }

    @Test("a secret reads back from its text", arguments: WebhookSecret.Scheme.allCases)
    func roundTrip(_ scheme: WebhookSecret.Scheme) throws {
        let message = try #require(Self.message)
        let secret = WebhookSecret.random(scheme)
        let again = try #require(WebhookSecret(secret.text))
        #expect(again.scheme == scheme)
        #expect(again.text == secret.text)
        #expect(again.sign(message) == secret.sign(message))
        #expect(WebhookSecret.random(scheme).text != secret.text)
    }

    @Test("headers hold what a receiver needs, with a signature of each secret")
    func headers() throws {
        let message = try #require(Self.message)
        let secrets = [WebhookSecret.random(.hmac), .random(.hmac), .random(.ed25519)]
        let headers = message.headers(signedBy: secrets)
        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(headers.map(\.value).prefix(2) == [message.id, "1614265330"])
        for secret in secrets {
            let verifier = try #require(WebhookVerifier(secret.publicText ?? secret.text))
            #expect(verifier.isValid(message, signatures: headers[2].value, now: Self.now))
        }
        for scheme in WebhookSecret.Scheme.allCases {
            let other = WebhookSecret.random(scheme)
            let verifier = try #require(WebhookVerifier(other.publicText ?? other.text))
            #expect(!verifier.isValid(message, signatures: headers[2].value, now: Self.now))
        }
    }

    @Test("nothing that is signed can be changed", arguments: WebhookSecret.Scheme.allCases)
    func changed(_ scheme: WebhookSecret.Scheme) throws {
        let message = try #require(Self.message)
        let secret = WebhookSecret.random(scheme)
        let verifier = try #require(WebhookVerifier(secret.publicText ?? secret.text))
        let signature = secret.sign(message)
        #expect(verifier.isValid(message, signatures: signature, now: Self.now))
        let others = [
            WebhookMessage(id: message.id + "1", timestamp: Self.now, body: message.body),
            WebhookMessage(id: message.id, timestamp: Self.now + 1, body: message.body),
            WebhookMessage(id: message.id, timestamp: Self.now, body: message.body + [32]),
            WebhookMessage(id: message.id, timestamp: Self.now, body: []),
        ]
        for other in others {
            #expect(!verifier.isValid(try #require(other), signatures: signature, now: Self.now))
        }
        let raw = try #require(signature.split(separator: ",").last)
        let wrong = [
            "", " ", "v1,", "v1a,", String(raw), "v2,\(raw)", "V1,\(raw)", signature.dropLast() + "", signature + "=",
            scheme == .hmac ? "v1a,\(raw)" : "v1,\(raw)", "v1,\(raw),v1a,\(raw)", signature + "\n",
        ]
        for word in wrong { #expect(!verifier.isValid(message, signatures: word, now: Self.now), "\(word)") }
        let many = Array(repeating: "v1,AAAA", count: 15).joined(separator: " ")
        #expect(verifier.isValid(message, signatures: "\(many) \(signature)", now: Self.now))
        #expect(
            !verifier.isValid(message, signatures: "\(many) v1,AAAA \(signature)", now: Self.now), "they are bounded")
    }

    @Test("a message is of now, give or take five minutes", arguments: WebhookSecret.Scheme.allCases)
    func time(_ scheme: WebhookSecret.Scheme) throws {
        let message = try #require(Self.message)
        let secret = WebhookSecret.random(scheme)
        let verifier = try #require(WebhookVerifier(secret.publicText ?? secret.text))
        let signature = secret.sign(message)
        for (offset, isValid) in [(-301, false), (-300, true), (300, true), (301, false)] as [(Int64, Bool)] {
            #expect(verifier.isValid(message, signatures: signature, now: Self.now + offset) == isValid, "\(offset)")
        }
        for now in [Int64.min, .max] { #expect(!verifier.isValid(message, signatures: signature, now: now)) }
        let first = try #require(WebhookMessage(id: "a", timestamp: .min, body: []))
        #expect(!verifier.isValid(first, signatures: secret.sign(first), now: .max))
    }

    @Test(
        "an id with which one signature could stand for two messages is none",
        arguments: ["", "a.b", "a b", "a\n", "é", String(repeating: "a", count: 257)])
    func ids(_ id: String) {
        #expect(WebhookMessage(id: id, timestamp: 0, body: []) == nil)
        #expect(WebhookMessage(id: "evt_1-A", timestamp: 0, body: []) != nil)
    }

    static let public32 = "1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="

    @Test(
        "what is no secret is refused",
        arguments: [
            "", "whsec_", "whsk_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_%",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
            // 23 bytes and 65.
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaQ=", "whsec_" + String(repeating: "A", count: 86) + "A=",
            "whpk_" + public32,
            // A byte of the public half is another one's, or lost.
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvw==",
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6K",
            "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n",
        ])
    func refused(_ text: String) {
        #expect(WebhookSecret(text) == nil)
    }

    @Test(
        "what a receiver was not told is refused",
        arguments: ["", "whpk_", "whpk_AAAA", public32, "whsk_" + public32, "whsec_AAAA"])
    func notTold(_ text: String) { #expect(WebhookVerifier(text) == nil) }

    @Test("a secret says nothing of itself", arguments: WebhookSecret.Scheme.allCases)
    func redacted(_ scheme: WebhookSecret.Scheme) throws {
        let secret = WebhookSecret.random(scheme)
        let verifier = try #require(WebhookVerifier(secret.publicText ?? secret.text))
        let told = try #require(secret.text.split(separator: "_").last)
        var dumped = ""
        dump(secret, to: &dumped)
        dump(verifier, to: &dumped)
        for said in ["\(secret)", String(reflecting: secret), dumped, "\(verifier)", String(reflecting: verifier)] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(told))
        }
    }
}
