import Testing

@testable import Crypto

@Suite("One-time codes")
struct TOTPTests {
    static let seed = SecretBytes("12345678901234567890".utf8)

    @Test("RFC 4226 appendix D")
    func hotp() {
        let codes = (UInt64(0)..<10).map { OneTimeCode.code(Self.seed, counter: $0) }
        #expect(
            codes == [
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
            ])
    }

    @Test(
        "RFC 6238 appendix B (SHA-1)",
        arguments: [
            (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
        ] as [(Int64, String)])
    func totp(_ time: Int64, _ code: String) throws {
        #expect(OneTimeCode.code(Self.seed, counter: UInt64(time / 30), digits: 8) == code)
        let totp = try #require(TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(totp.code(at: time) == String(code.suffix(6)))
    }

    @Test("the code of now, of the step before and of the one after are taken, no other")
    func window() {
        let totp = TOTP.random()
        let now: Int64 = 1_789_513_215
        let step = now / 30
        for distance in Int64(-5)...5 {
            let answer = totp.step(of: totp.code(at: now + 30 * distance), at: now, after: nil)
            // By chance another step's code may be the same; it says so then.
            let expected = (-1...1).contains(distance) ? step + distance : nil
            let isChance = (-1...1).contains { totp.code(at: now + 30 * $0) == totp.code(at: now + 30 * distance) }
            if expected != nil || !isChance { #expect(answer == expected, "\(distance)") }
        }
    }

    @Test("no code is good twice, nor an older one than the last")
    func once() throws {
        let totp = try #require(TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        let now: Int64 = 59
        let (before, code, after) = (totp.code(at: 29), totp.code(at: 59), totp.code(at: 89))
        #expect(Set([before, code, after]).count == 3)
        #expect(totp.step(of: code, at: now, after: nil) == 1)
        #expect(totp.step(of: code, at: now, after: 0) == 1)
        #expect(totp.step(of: code, at: now, after: 1) == nil)
        #expect(totp.step(of: before, at: now, after: 1) == nil)
        #expect(totp.step(of: after, at: now, after: 1) == 2)
        #expect(totp.step(of: after, at: now, after: 2) == nil)
    }

    @Test("blanks between the digits do not matter; anything else does")
    func typed() throws {
        let totp = try #require(TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        for typed in ["287082", "287 082", " 287082 "] { #expect(totp.step(of: typed, at: 59, after: nil) == 1) }
        for typed in [
            "", "287083", "28708", "2870822", "94287082", "287-082", "٢٨٧٠٨٢", "287082\n", "287082\u{0}", "+287082",
            String(repeating: "287082", count: 10_000),
        ] { #expect(totp.step(of: typed, at: 59, after: nil) == nil, "\(typed.prefix(20))") }
    }

    @Test("steps go on across 1970 and at the ends of time")
    func edges() throws {
        let totp = try #require(TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        let steps: [(Int64, Int64)] = [
            (-1, -1), (-30, -1), (-31, -2), (0, 0), (29, 0), (30, 1), (.max, 307_445_734_561_825_860),
            (.min, -307_445_734_561_825_861),
        ]
        for (now, step) in steps { #expect(totp.step(of: totp.code(at: now), at: now, after: nil) == step, "\(now)") }
    }

    @Test("a secret reads back from its text; short ones and other spellings are refused")
    func secret() throws {
        let totp = TOTP.random()
        #expect(totp.text.utf8.count == 32)
        #expect(try #require(TOTP(totp.text)).text == totp.text)
        #expect(TOTP.random().text != totp.text)
        let text = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        for wrong in [
            "", text.lowercased(), text + "=", text.dropLast() + "1", text.dropLast() + "",
            String(repeating: "A", count: 24), String(repeating: "A", count: 200),
        ] { #expect(TOTP(wrong) == nil, "\(wrong)") }
        #expect(TOTP(String(repeating: "A", count: 26)) != nil, "128 bits are enough")
    }

    @Test("an app reads issuer, account and secret from the address")
    func uri() throws {
        let totp = try #require(TOTP("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"))
        #expect(
            totp.uri(issuer: "Attendance Bridge", account: "ana:lópez@example.org") == "otpauth://totp/"
                + "Attendance%20Bridge:ana%3Al%C3%B3pez%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
                + "&issuer=Attendance%20Bridge&algorithm=SHA1&digits=6&period=30")
    }

    @Test("a secret says nothing of itself")
    func redacted() {
        let totp = TOTP.random()
        var dumped = ""
        dump(totp, to: &dumped)
        for said in ["\(totp)", String(reflecting: totp), dumped] {
            #expect(said.contains("redacted"))
            #expect(!said.contains(totp.text))
        }
    }
}

@Suite("Base32")
struct Base32Tests {
    @Test(
        "RFC 4648 §10, without padding",
        arguments: [
            ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ])
    func published(_ plain: String, _ encoded: String) {
        #expect(Base32.encode(plain.utf8) == encoded)
        #expect(Base32.decode(Array(encoded.utf8)) == Array(plain.utf8))
    }

    @Test("bytes of every length come back")
    func roundTrip() {
        for count in 0..<100 {
            let bytes = Random.bytes(count)
            #expect(Base32.decode(Array(Base32.encode(bytes).utf8)) == bytes)
        }
    }

    @Test(
        "there is one spelling only",
        arguments: ["M", "MZX", "MZXW6Y", "MY======", "my", "MZ", "MZXR", "M1", "M8", "M Y"])
    func refused(_ text: String) { #expect(Base32.decode(Array(text.utf8)) == nil) }
}
