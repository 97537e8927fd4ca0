import JSON
import Testing

@Suite("Canonical JSON (RFC 8785)")
struct CanonicalTests {
    @Test(
        "numbers are written as in appendix B",
        arguments: [
            (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
            (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"), (0xFFEF_FFFF_FFFF_FFFF, "-1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"), (0xC340_0000_0000_0000, "-9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
            (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
            (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
            (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
            (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5554, "333333333.33333325"),
            (0x41B3_DE43_5555_5555, "333333333.3333333"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
            (0x41B3_DE43_5555_5557, "333333333.33333343"), (0xBECB_F647_612F_3696, "-0.0000033333333333333333"),
            (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
        ] as [(UInt64, String)])
    func numbers(_ bits: UInt64, _ text: String) throws {
        let bytes = try JSON.number(Double(bitPattern: bits)).canonical()
        #expect(String(decoding: bytes, as: UTF8.self) == text)
    }

    @Test("a number reads back as itself")
    func roundTrip() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<10_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            let text = String(decoding: try JSON.number(value).canonical(), as: UTF8.self)
            #expect(Double(text) == value, "bits \(value.bitPattern)")
        }
    }

    @Test("infinities, NaN and integers that are no exact double are refused")
    func refused() {
        for value in [Double.nan, .infinity, -.infinity] {
            #expect(throws: CanonicalError.notFinite) { try JSON.number(value).canonical() }
        }
        #expect(throws: CanonicalError.notExact(1 << 53)) { try JSON.array([.integer(1 << 53)]).canonical() }
        #expect(throws: CanonicalError.notExact(.min)) { try JSON.integer(.min).canonical() }
        #expect(throws: Never.self) { try JSON.integer(1 << 53 - 1).canonical() }
    }

    @Test("members are sorted by UTF-16 units, as in section 3.2.3")
    func sorting() throws {
        let input = #"""
            {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
             "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}
            """#
        let view = try JSONView.parse(try JSON.parse(input.utf8).canonical())
        #expect(
            view.members.map { $0.value.string } == [
                "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
                "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
            ])
    }

    @Test("the example of section 3.2.2 comes out byte for byte")
    func example() throws {
        let input = #"""
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """#
        let output =
            #"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"#
            + #""string":"€$\u000f\nA'B\"\\\\\"/"}"#
        #expect(String(decoding: try JSON.parse(input.utf8).canonical(), as: UTF8.self) == output)
    }

    @Test("every control character is escaped and reads back")
    func controls() throws {
        let text = String(String.UnicodeScalarView((0..<0x80).compactMap(UnicodeScalar.init)))
        let bytes = try JSON.string(text).canonical()
        #expect(bytes.allSatisfy { $0 >= 0x20 })
        #expect(try JSON.parse(bytes) == .string(text))
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix(#""\u0000\u0001"#))
        #expect(String(decoding: bytes, as: UTF8.self).contains(#"\u0007\b\t\n\u000b\f\r\u000e"#))
    }

    @Test("composed and decomposed text keep their bytes")
    func composition() throws {
        #expect(try JSON.string("e\u{301}").canonical() == Array("\"e\u{301}\"".utf8))
        #expect(try JSON.string("\u{e9}").canonical() == Array("\"\u{e9}\"".utf8))
    }
}
