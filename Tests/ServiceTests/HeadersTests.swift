import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("What every answer tells browsers and caches")
struct HeadersTests {
    /// One address of each kind: pages, answers to everybody, answers to somebody, problems.
    private static let targets: [(target: String, person: String?)] = [
        ("/healthz", nil), ("/readyz", nil), ("/metrics", nil), ("/openapi.json", nil), ("/asyncapi.json", nil),
        ("/docs", nil),
        ("/problems", nil),
        ("/problems/not-found", nil), ("/verify", nil), ("/ledger/checkpoint", nil), ("/nothing", nil), ("/ws", nil),
        ("/.well-known/court-card-keys.json", nil), ("/api/participants/p0m0/progress", "p0m0"),
        ("/api/participants/p0m0/progress", "p1m0"), ("/api/participants/p0m0/progress", nil),
        ("/api/participants/p0m0/cards", "rep0"), ("/api/audit-log", "admin"), ("/api/unmatched?limit=x", "rep0"),
    ]

    @Test("nothing is sniffed, framed, referred to or loaded from elsewhere, and no policy is unsafe")
    func safety() async throws {
        let bridge = try await BridgeProcess.started()
        for (target, person) in Self.targets {
            let answer = try bridge.get(target, as: person)
            let about: Comment = "\(target) for \(person ?? "nobody"): \(answer.status)"
            #expect(answer["x-content-type-options"] == "nosniff", about)
            #expect(answer["referrer-policy"] == "no-referrer", about)
            #expect(answer["cross-origin-resource-policy"] == "same-origin", about)
            let policy = try #require(answer["content-security-policy"], about)
            #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), about)
            #expect(!policy.contains("unsafe") && !policy.contains("*"), about)
            let isPage = answer["content-type"]?.hasPrefix("text/html") == true
            #expect((answer["cross-origin-opener-policy"] == "same-origin") == isPage, about)
            #expect(answer["strict-transport-security"] == nil, "nothing says that TLS is spoken")
            #expect(
                !answer.headers.contains {
                    $0.name.hasPrefix("access-control-") || $0.name == "vary" && $0.value == "Origin"
                })
            #expect(Set(answer.headers.map(\.name)).count == answer.headers.count, "a field comes twice: \(about)")
            if person != nil { #expect(answer["cache-control"] == "no-store", about) }
        }
    }

    @Test("where the public reaches it over TLS, browsers are told to stay with that")
    func strictTransport() async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_CARDS_ADDRESS": "https://cards.example.gov"]))
        for target in ["/verify", "/healthz", "/nothing"] {
            #expect(try bridge.get(target)["strict-transport-security"] == "max-age=31536000", "\(target)")
        }
    }

    @Test("no page of another origin is let in where none is configured")
    func closed() async throws {
        let bridge = try await BridgeProcess.started()
        let asked = try bridge.connect().send(
            "OPTIONS", "/api/claims",
            headers: [("origin", "https://dashboard.example.gov"), ("access-control-request-method", "POST")])
        #expect(asked.status == 204 && asked["allow"] == "POST, OPTIONS")
        #expect(!asked.headers.contains { $0.name.hasPrefix("access-control-") })
    }

    @Test("pages of configured origins may ask and read; cookies are never let along, and others get nothing")
    func crossOrigin() async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_ORIGINS": "https://dashboard.example.gov, http://localhost:5173"]))
        let connection = try bridge.connect()
        func preflight(_ origin: String, _ method: String = "POST") throws -> HTTPAnswer {
            try connection.send(
                "OPTIONS", "/api/claims",
                headers: [("origin", origin), ("access-control-request-method", method)])
        }
        let asked = try preflight("https://dashboard.example.gov")
        #expect(asked.status == 204)
        #expect(asked["access-control-allow-origin"] == "https://dashboard.example.gov")
        #expect(asked["access-control-allow-methods"] == "POST, OPTIONS")
        for field in ["Authorization", "Idempotency-Key", "If-Match"] {
            #expect(asked["access-control-allow-headers"]?.contains(field) == true)
        }
        #expect(try preflight("http://localhost:5173")["access-control-allow-origin"] == "http://localhost:5173")
        for other in [
            "https://dashboard.example.gov.evil.example", "http://dashboard.example.gov", "null", "*",
            "https://dashboard.example.gov:8443", "https://dashboard.example.gov/", "",
        ] {
            let refused = try preflight(other)
            #expect(!refused.headers.contains { $0.name.hasPrefix("access-control-") }, "\(other)")
            #expect(refused["vary"] == "Origin", "a cache must not take this for an answer to the others")
        }
        // Problems can be read too, or no page could say what is the matter.
        for (target, person) in Self.targets {
            var headers = [("origin", "https://dashboard.example.gov")]
            if let person { headers.append(("authorization", "Bearer \(try BridgeProcess.token(for: person))")) }
            let answer = try connection.send("GET", target, headers: headers)
            #expect(answer["access-control-allow-origin"] == "https://dashboard.example.gov", "\(target)")
            #expect(answer["access-control-allow-credentials"] == nil)
            #expect(answer["access-control-expose-headers"]?.contains("ETag") == true)
            #expect(answer.headers.contains { $0.name == "vary" && $0.value.contains("Origin") })
        }
    }
}
