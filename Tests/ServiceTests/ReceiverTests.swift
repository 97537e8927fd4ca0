import Attendance
import Crypto
import Foundation
import JSON
import ServiceSupport
import TestSupport
import Testing
import Zoom

@Suite("The notification URL, as Zoom sees it")
struct ReceiverTests {
    private static let body = Array(#"{"event":"meeting.started","payload":{"object":{"uuid":"receiver=="}}}"#.utf8)

    /// A forged, broken or stale signature, and what is answered.
    struct Refused: Sendable, CustomStringConvertible {
        let description: String
        let headers: @Sendable (_ now: Timestamp, _ good: (timestamp: String, signature: String)) -> [(String, String)]
        var problem = "/problems/not-signed"
    }

    static let refused: [Refused] = [
        Refused(description: "no headers") { _, _ in [] },
        Refused(description: "no signature") { _, good in [(Signature.timestampHeader, good.timestamp)] },
        Refused(description: "no timestamp") { _, good in [(Signature.signatureHeader, good.signature)] },
        Refused(description: "signature twice") { _, good in
            [
                (Signature.timestampHeader, good.timestamp), (Signature.signatureHeader, good.signature),
                (Signature.signatureHeader, good.signature),
            ]
        },
        Refused(description: "timestamp twice") { _, good in
            [
                (Signature.timestampHeader, good.timestamp), (Signature.timestampHeader, good.timestamp),
                (Signature.signatureHeader, good.signature),
            ]
        },
        Refused(description: "another version") { _, good in
            [
                (Signature.timestampHeader, good.timestamp),
                (Signature.signatureHeader, "v1" + good.signature.dropFirst(2)),
            ]
        },
        Refused(description: "one digit less") { _, good in
            [
                (Signature.timestampHeader, good.timestamp),
                (Signature.signatureHeader, String(good.signature.dropLast())),
            ]
        },
        Refused(description: "another digit") { _, good in
            let last = good.signature.last == "0" ? "1" : "0"
            return [
                (Signature.timestampHeader, good.timestamp),
                (Signature.signatureHeader, good.signature.dropLast() + last),
            ]
        },
        Refused(description: "another timestamp than was signed") { now, good in
            [
                (Signature.timestampHeader, "\(now.milliseconds / 1000 - 1)"),
                (Signature.signatureHeader, good.signature),
            ]
        },
        Refused(description: "a timestamp that is none") { _, good in
            [(Signature.timestampHeader, "now"), (Signature.signatureHeader, good.signature)]
        },
        Refused(description: "signed with another secret") { now, _ in
            sign(body, at: now, secret: "another secret")
        },
        Refused(description: "signed 121 minutes ago") { now, _ in
            sign(body, at: now - .minutes(121))
        },
        Refused(description: "signed 6 minutes from now") { now, _ in
            sign(body, at: now + .minutes(6))
        },
    ]

    @Test("what carries no valid signature inside the window is answered 401, and nothing is stored")
    func refusals() async throws {
        let bridge = try await BridgeProcess.started()
        for refused in Self.refused {
            let now = Timestamp.testNow
            let good = Self.sign(Self.body, at: now)
            let answer = try bridge.connect().send(
                "POST", "/webhooks/zoom", headers: refused.headers(now, (good[0].1, good[1].1)), body: Self.body)
            #expect(answer.status == 401, "\(refused)")
            #expect(answer["content-type"] == "application/problem+json", "\(refused)")
            #expect(try answer.json["status"]?.integer == 401, "\(refused)")
        }
        #expect(try DatabaseFile(bridge.database).column("SELECT count(*) FROM delivery") == ["0"])
        let metrics = try bridge.get("/metrics").text
        #expect(metrics.contains("bridge_deliveries_total{outcome=\"unsigned\"} \(Self.refused.count - 2)\n"))
        #expect(metrics.contains("bridge_deliveries_total{outcome=\"outside-window\"} 2\n"))
    }

    @Test("a signature older than five minutes is good for two hours, and marked")
    func lateSigned() async throws {
        let bridge = try await BridgeProcess.started()
        for (minutes, isLate) in [(0, false), (4, false), (6, true), (119, true)] {
            let body = Self.body + Array(repeating: 0x20, count: minutes)
            let headers = Self.sign(body, at: Timestamp.testNow - .minutes(Int64(minutes)))
            let answer = try bridge.connect().send("POST", "/webhooks/zoom", headers: headers, body: body)
            #expect(answer.status == 200, "\(minutes) minutes")
            let marked = try DatabaseFile(bridge.database)
                .column("SELECT late_signed FROM delivery ORDER BY id DESC LIMIT 1")
            #expect(marked == [isLate ? "1" : "0"], "\(minutes) minutes")
        }
    }

    @Test("three valid signatures in a row outside the window turn readiness red, a good one turns it green")
    func clockTrouble() async throws {
        let bridge = try await BridgeProcess.started()
        for count in 1...3 {
            #expect(try bridge.readiness().status == 200, "after \(count - 1)")
            let headers = Self.sign(Self.body, at: Timestamp.testNow - .hours(3))
            #expect(
                try bridge.connect().send("POST", "/webhooks/zoom", headers: headers, body: Self.body).status == 401)
        }
        let red = try bridge.readiness()
        #expect(red.status == 503)
        #expect(red.troubles.contains { $0.contains("check the clock") })
        #expect(try bridge.deliver(Self.body).status == 200)
        #expect(try bridge.readiness().status == 200)
    }

    @Test("without a secret Zoom is answered 503, never 401, and readiness is red")
    func noSecret() async throws {
        let bridge = try await BridgeProcess(.init(environment: ["BRIDGE_ZOOM_SECRETS": ""], roster: nil))
        try await bridge.start(untilReady: false)
        #expect(try bridge.deliver(Self.body).status == 503)
        #expect(try bridge.connect().send("POST", "/webhooks/zoom", body: Self.body).status == 503)
        let red = try bridge.readiness()
        #expect(red.status == 503)
        #expect(red.troubles.contains { $0.contains("BRIDGE_ZOOM_SECRETS") })
    }

    @Test("while secrets rotate, the current and the previous one are good")
    func rotation() async throws {
        let bridge = try await BridgeProcess.started(
            .init(environment: ["BRIDGE_ZOOM_SECRETS": "the-new-secret,the-old-secret"]))
        for secret in ["the-new-secret", "the-old-secret"] {
            let token = #"{"event":"endpoint.url_validation","payload":{"plainToken":"q_-9Az"},"event_ts":1}"#
            let headers = Self.sign(Array(token.utf8), at: .testNow, secret: secret)
            let answer = try bridge.connect().send(
                "POST", "/webhooks/zoom", headers: headers, body: Array(token.utf8))
            let expected = try #require(HMACKey(secret)).authenticate("q_-9Az".utf8).hex
            #expect(answer.text == #"{"plainToken":"q_-9Az","encryptedToken":"\#(expected)"}"#)
            #expect(answer.status == 200)
        }
    }

    @Test("URL validation is answered only to a good signature within 300 s, and only for a harmless token")
    func urlValidation() async throws {
        let bridge = try await BridgeProcess.started()
        func ask(_ token: String, at sentAt: Timestamp = .testNow, isSigned: Bool = true) throws -> HTTPAnswer {
            let root: JSON = ["event": "endpoint.url_validation", "payload": ["plainToken": .string(token)]]
            let body = try root.canonical()
            return try bridge.connect().send(
                "POST", "/webhooks/zoom", headers: isSigned ? Self.sign(body, at: sentAt) : [], body: body)
        }
        #expect(try ask("abc").text.contains("encryptedToken"))
        #expect(try ask(String(repeating: "Z", count: 128)).text.contains("encryptedToken"))
        #expect(try ask("abc", isSigned: false).status == 401)
        #expect(try ask("abc", at: .testNow - .seconds(310)).status == 401)
        for bad in ["", "v0:1:{}", "a b", String(repeating: "Z", count: 129), "ü"] {
            let answer = try ask(bad)
            #expect(answer.status == 200, "kept, not answered: \(bad)")
            #expect(!answer.text.contains("encryptedToken"), "\(bad)")
        }
    }

    @Test("a validly signed body that is not understood is kept, answered 200 and counted")
    func hostileBodies() async throws {
        let bridge = try await BridgeProcess.started()
        let bodies: [[UInt8]] = [
            [], Array("not JSON".utf8), Array("{}".utf8), Array("[]".utf8), Array("null".utf8), [0], [0xff, 0xfe],
            Array(#"{"event":"meeting.something_new","payload":{"object":{"uuid":"new=="}}}"#.utf8),
            Array(#"{"event":7}"#.utf8), Array(#"{"event":"meeting.participant_joined"}"#.utf8),
            Array(#"{"event":"meeting.started","event_ts":1e400,"payload":{"object":{"uuid":"huge=="}}}"#.utf8),
            Array(#"{"event":"a","event":"b"}"#.utf8), Array(#"{"event":"\u0000\ud800"}"#.utf8),
            Array(repeating: UInt8(ascii: "["), count: 200_000),
            Array(String(repeating: #"{"a":"#, count: 100_000).utf8),
            Array(repeating: UInt8(ascii: "9"), count: 1 << 20),
        ]
        for (index, body) in bodies.enumerated() {
            #expect(try bridge.deliver(body).status == 200, "body \(index)")
        }
        let kept = try DatabaseFile(bridge.database).column("SELECT count(*) FROM delivery")
        #expect(kept == ["\(bodies.count)"])
        #expect(try bridge.get("/healthz").status == 200)
    }

    @Test("byte-identical bodies are stored once; the same event in other bytes changes nothing")
    func duplicates() async throws {
        let bridge = try await BridgeProcess.started()
        let story = TestOccurrence(of: 0, "duplicates==").story(participants: 2)
        for body in story { #expect(try bridge.deliver(body).status == 200) }
        let database = try DatabaseFile(bridge.database)
        let before = try database.column("SELECT max(position) FROM feed")
        for body in story { #expect(try bridge.deliver(body).status == 200) }
        #expect(try database.column("SELECT count(*) FROM delivery") == ["\(story.count)"])
        for body in story { #expect(try bridge.deliver(body + [10]).status == 200) }
        #expect(try database.column("SELECT count(*) FROM delivery") == ["\(story.count * 2)"])
        #expect(try database.column("SELECT max(position) FROM feed") == before)
        #expect(try database.column("SELECT count(*) FROM card") == ["2"])
    }

    @Test("every sample of an event is taken", arguments: try Samples.events())
    func samples(_ event: String) async throws {
        let bridge = try await Self.shared.value()
        #expect(try bridge.deliver(try Samples.event(event)).status == 200)
    }

    private static let shared = SharedBridge()

    private static func sign(
        _ body: [UInt8], at sentAt: Timestamp, secret: String = BridgeProcess.zoomSecret
    ) -> [(String, String)] {
        guard let key = HMACKey(secret) else { return [] }
        return Signer(secret: key).headers(for: body, sentAt: sentAt)
            .filter { $0.name.hasPrefix("x-zm-") }.map { ($0.name, $0.value) }
            .sorted { $0.0 == Signature.timestampHeader && $1.0 != Signature.timestampHeader }
    }
}

extension Timestamp {
    /// The clock that the bridge in its own process goes by.
    static var testNow: Timestamp { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// One bridge for the cases of a test that do not disturb each other.
actor SharedBridge {
    private var starting: Task<BridgeProcess, any Error>?

    func value() async throws -> BridgeProcess {
        // Lives as long as the test process: every case waits for the same start.
        let task = starting ?? Task { try await BridgeProcess.started() }
        starting = task
        return try await task.value
    }
}
