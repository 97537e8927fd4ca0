import JSON
import Testing

@Suite("Writing JSON")
struct WriterTests {
    @Test("members and values come in the order written, with commas between")
    func order() {
        var json = JSONWriter()
        json.object {
            $0.member("z", "text")
            $0.member("a", 12)
            $0.member("yes", true)
            $0.member("none", String?.none)
            $0.member("number", Int64?.none)
            $0.member("json", JSON.array([1.5, nil]))
            $0.member("list") { $0.array { for n in 0..<3 { $0.value(n) } } }
            $0.member("empty") { $0.object { _ in } }
            $0.member("raw") { $0.raw(#"{"x":1}"#.utf8) }
            $0.member("after", UInt64.max)
        }
        #expect(
            json.string
                == #"{"z":"text","a":12,"yes":true,"none":null,"number":null,"json":[1.5,null],"list":[0,1,2],"#
                + #""empty":{},"raw":{"x":1},"after":18446744073709551615}"#)
    }

    @Test("what is written reads back", arguments: ["", "\"\\\u{0}\u{1f}\u{7f}é🙂\u{2028}", "plain"])
    func strings(_ text: String) throws {
        var json = JSONWriter()
        json.array { $0.value(text) }
        #expect(try JSON.parse(json.bytes) == [.string(text)])
        var object = JSONWriter()
        object.object { $0.member(text, 1) }
        #expect(try JSON.parse(object.bytes) == .object([text: 1]))
    }

    @Test("numbers that JSON cannot write are null")
    func notFinite() {
        var json = JSONWriter()
        json.array {
            $0.value(Double.nan)
            $0.value(0.5)
            $0.value(-Double.infinity)
        }
        #expect(json.string == "[null,0.5,null]")
    }

    @Test("pretty text is indented, sorted and the same value")
    func pretty() throws {
        let value: JSON = ["b": [1, [:], []], "a": ["x": "y"]]
        #expect(
            value.pretty() == """
                {
                  "a": {
                    "x": "y"
                  },
                  "b": [
                    1,
                    {},
                    []
                  ]
                }
                """)
        #expect(try JSON.parse(value.pretty().utf8) == value)
    }
}
