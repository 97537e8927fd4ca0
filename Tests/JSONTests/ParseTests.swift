import JSON
import Testing

@Suite("Reading JSON")
struct ParseTests {
    @Test(
        "every kind of value is read",
        arguments: [
            ("null", JSON.null), ("true", true), ("false", false), ("0", 0), ("-12", -12),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("1.5", 1.5), ("1.0", .number(1)), ("-2e3", .number(-2000)), (#""""#, ""), (#""é\u00e9""#, "éé"),
            (#""\ud83d\ude42""#, "🙂"), (#""a\u0000b""#, "a\u{0}b"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            ("[]", []), ("{}", [:]), (" [ 1 , [ 2 ] ] ", [1, [2]]), (#"{"a":{"b":null}}"#, ["a": ["b": nil]]),
        ] as [(String, JSON)])
    func reads(_ text: String, _ value: JSON) throws {
        #expect(try JSON.parse(text.utf8) == value)
    }

    @Test(
        "what is not JSON is refused, with the reason",
        arguments: [
            ("", .empty), (" ", .endedEarly), ("[1", .endedEarly), ("{} {}", .trailing), ("[1,]", .syntax),
            ("{'a':1}", .syntax), ("01", .trailing), ("+1", .syntax), ("NaN", .syntax), ("nul", .endedEarly),
            ("nuL", .syntax),
            (#""\ud800""#, .syntax), (#""\x""#, .syntax), ("\"a\nb\"", .syntax), ("1e400", .numberTooLarge),
            ("9223372036854775808", .numberTooLarge),
        ] as [(String, JSONError.Reason)])
    func refuses(_ text: String, _ reason: JSONError.Reason) {
        let error = #expect(throws: JSONError.self) { try JSON.parse(text.utf8) }
        #expect(error?.reason == reason)
    }

    @Test(
        "a byte that is not UTF-8 is refused", arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80]])
    func notUTF8(_ bytes: [UInt8]) {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        let error = #expect(throws: JSONError.self) { try JSON.parse(text) }
        #expect(error?.reason == .notUTF8)
    }

    @Test("an error names line and column and quotes nothing of the text")
    func position() {
        let error = #expect(throws: JSONError.self) { try JSON.parse("{\n  \"secret\": hunter2\n}".utf8) }
        #expect(error?.line == 2)
        #expect((error?.column ?? 0) > 0)
        #expect(error?.description.contains("hunter") == false)
        #expect(error?.description.contains("secret") == false)
    }

    @Test("the last of duplicate members wins, unless they are refused")
    func duplicates() throws {
        let text = #"{"a":1,"b":2,"a":3}"#
        #expect(try JSON.parse(text.utf8)["a"] == 3)
        let error = #expect(throws: JSONError.self) { try JSON.parse(text.utf8, duplicates: .refused) }
        #expect(error?.reason == .duplicateKey)
    }

    @Test("names that differ only in composition are duplicates too")
    func composedDuplicates() {
        let text = "{\"caf\u{e9}\":1,\"cafe\u{301}\":2}"
        #expect(throws: JSONError(.duplicateKey)) { try JSON.parse(text.utf8, duplicates: .refused) }
    }

    @Test("500 levels are read, 100,000 refused", arguments: ["[", #"{"a":"#])
    func deep(_ opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
        }
        let fine = try JSON.parse(nested(500).utf8)
        #expect(try JSON.parse(fine.canonical()) == fine)
        let error = #expect(throws: JSONError.self) { try JSON.parse(nested(100_000).utf8) }
        #expect(error?.reason == .tooDeep)
    }

    @Test("a mebibyte is read")
    func large() throws {
        let text = "[\"" + String(repeating: "x", count: 1 << 20) + "\"]"
        #expect(try JSON.parse(text.utf8)[0]?.string?.utf8.count == 1 << 20)
    }

    @Test("bytes that do not lie together are read too")
    func slices() throws {
        #expect(try JSON.parse([[UInt8](#"{"a""#.utf8), [UInt8](":1}".utf8)].joined()) == ["a": 1])
    }
}
