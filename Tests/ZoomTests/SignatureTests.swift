import Attendance
import Crypto
import TestSupport
import Testing
import Zoom

/// One delivery, signed by another implementation (Python's `hmac`).
enum Signed {
    static let secret: String = "sample-secret-token"
    static let sentAt: Timestamp = Timestamp(seconds: 1_789_513_200)
    /// With literal UTF-8, as Zoom sends it.
    static let body: [UInt8] = Array(#"{"event":"meeting.started","payload":{"object":{"topic":"Café 🙂"}}}"#.utf8)
    static let signature: String = "v0=8b238e9af1dadd612c6271cd2f9406c23bc7934c717606fabb6c02697f027989"

    static func valid(late: Bool) -> Signature.Verdict { .valid(sentAt: sentAt, lateSigned: late, signedBy: 0) }
}

@Suite("Zoom's signature")
struct SignatureTests {
    let key: HMACKey
    init() throws { key = try #require(HMACKey(Signed.secret)) }

    func verify(
        timestamp: [String] = ["1789513200"], signature: [String] = [Signed.signature], body: [UInt8] = Signed.body,
        secrets: [HMACKey]? = nil, now: Timestamp = Signed.sentAt, window: Signature.Window = .standard
    ) -> Signature.Verdict {
        Signature.verify(
            timestampHeader: timestamp, signatureHeader: signature, body: body, secrets: secrets ?? [key], now: now,
            window: window)
    }

    @Test("what Zoom signs is valid, and our signer signs the same")
    func valid() {
        #expect(verify() == .valid(sentAt: Signed.sentAt, lateSigned: false, signedBy: 0))
        let signer = Signer(secret: key)
        #expect(signer.signature(of: Signed.body, timestamp: "1789513200") == Signed.signature)
        let headers = signer.headers(for: Signed.body, sentAt: Signed.sentAt + Span(milliseconds: 999))
        #expect(headers.contains { $0.name == "x-zm-signature" && $0.value == Signed.signature })
        #expect(headers.contains { $0.name == "x-zm-request-timestamp" && $0.value == "1789513200" })
    }

    @Test("any secret in use may have signed, and the verdict says which")
    func rotation() throws {
        let other = try #require(HMACKey("another"))
        #expect(verify(secrets: [other, key]) == .valid(sentAt: Signed.sentAt, lateSigned: false, signedBy: 1))
        #expect(verify(secrets: [other]) == .refused(.wrongSignature))
    }

    @Test("without a secret nothing is verified: that is no fault of the sender's")
    func noSecret() {
        #expect(verify(secrets: []) == .refused(.noSecret))
        #expect(verify(timestamp: [], signature: [], secrets: []) == .refused(.noSecret))
    }

    @Test(
        "what is not a signature is refused for what it is",
        arguments: [
            ([], [Signed.signature], .missingHeader), (["1789513200"], [], .missingHeader), ([], [], .missingHeader),
            (["1789513200", "1789513200"], [Signed.signature], .repeatedHeader),
            (["1789513200"], [Signed.signature, Signed.signature], .repeatedHeader),
            ([""], [Signed.signature], .malformedTimestamp), (["-1"], [Signed.signature], .malformedTimestamp),
            (["1789513200.0"], [Signed.signature], .malformedTimestamp),
            (["+178951320"], [Signed.signature], .malformedTimestamp),
            ([" 1789513200"], [Signed.signature], .malformedTimestamp),
            (["0x6AA"], [Signed.signature], .malformedTimestamp),
            (["999999999999"], [Signed.signature], .malformedTimestamp),
            (["１７"], [Signed.signature], .malformedTimestamp),
            (["1789513200"], [""], .malformedSignature), (["1789513200"], ["v0="], .malformedSignature),
            (["1789513200"], ["v1=" + Signed.signature.dropFirst(3)], .malformedSignature),
            (["1789513200"], [String(Signed.signature.dropFirst(3))], .malformedSignature),
            (["1789513200"], [String(Signed.signature.dropLast())], .malformedSignature),
            (["1789513200"], [Signed.signature + "0"], .malformedSignature),
            (["1789513200"], [Signed.signature + ", " + Signed.signature], .malformedSignature),
            (["1789513200"], ["v0=" + String(repeating: "z", count: 64)], .malformedSignature),
            (["1789513200"], ["v0=" + String(repeating: "é", count: 32)], .malformedSignature),
            (["1789513200"], ["v0=" + String(repeating: "0", count: 64)], .wrongSignature),
            (["1789513201"], [Signed.signature], .wrongSignature),
            (["01789513200"], [Signed.signature], .wrongSignature),
        ] as [([String], [String], Signature.Refusal)])
    func refused(_ timestamp: [String], _ signature: [String], _ reason: Signature.Refusal) {
        #expect(verify(timestamp: timestamp, signature: signature) == .refused(reason))
    }

    @Test("hexadecimal digits may be capitals")
    func capitals() {
        let signature = "v0=" + Signed.signature.dropFirst(3).uppercased()
        #expect(verify(signature: [signature]) == .valid(sentAt: Signed.sentAt, lateSigned: false, signedBy: 0))
    }

    @Test("any changed byte of the body, any added or lost one, is refused")
    func changedBody() {
        for index in Signed.body.indices {
            var body = Signed.body
            body[index] ^= 1
            #expect(verify(body: body) == .refused(.wrongSignature))
        }
        #expect(verify(body: Signed.body + [0]) == .refused(.wrongSignature))
        #expect(verify(body: Array(Signed.body.dropLast())) == .refused(.wrongSignature))
        #expect(verify(body: []) == .refused(.wrongSignature))
    }

    @Test("any changed digit of the signature is refused")
    func changedSignature() {
        let digits = Array(Signed.signature)
        for index in 3..<digits.count {
            var other = digits
            other[index] = digits[index] == "0" ? "1" : "0"
            #expect(verify(signature: [String(other)]) == .refused(.wrongSignature))
        }
    }

    @Test("the raw bytes are signed, whatever they are")
    func anyBytes() {
        let body: [UInt8] = [0, 0xFF, 0xFE, 0x0A, 0x7B]
        let signature = Signer(secret: key).signature(of: body, timestamp: "1789513200")
        #expect(
            verify(signature: [signature], body: body)
                == .valid(sentAt: Signed.sentAt, lateSigned: false, signedBy: 0))
        #expect(verify(signature: [signature], body: body + [0x0A]) == .refused(.wrongSignature))
    }

    @Test(
        "5 minutes ahead and 2 hours back are accepted, late after 5 minutes, the bounds included",
        arguments: [
            (-300_001, .outsideWindow(sentAt: Signed.sentAt)), (-300_000, Signed.valid(late: false)),
            (0, Signed.valid(late: false)),
            (300_000, Signed.valid(late: false)), (300_001, Signed.valid(late: true)),
            (5_100_000, Signed.valid(late: true)),
            (7_200_000, Signed.valid(late: true)), (7_200_001, .outsideWindow(sentAt: Signed.sentAt)),
        ] as [(Int64, Signature.Verdict)])
    func window(_ age: Int64, _ verdict: Signature.Verdict) {
        #expect(verify(now: Signed.sentAt + Span(milliseconds: age)) == verdict)
    }

    @Test("a wrong signature outside the window is wrong, not outside the window")
    func order() {
        let later = Signed.sentAt + .hours(24)
        #expect(verify(body: [1], now: later) == .refused(.wrongSignature))
        #expect(verify(now: later) == .outsideWindow(sentAt: Signed.sentAt))
    }

    @Test("URL validation has 300 seconds in both directions", arguments: [-300_001, -300_000, 0, 300_000, 300_001])
    func validationWindow(_ age: Int64) {
        let now = Signed.sentAt + Span(milliseconds: age)
        #expect(Signature.Window.standard.containsValidation(Signed.sentAt, now: now) == (abs(age) <= 300_000))
    }
}
