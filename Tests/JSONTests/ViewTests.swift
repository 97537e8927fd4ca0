import JSON
import Testing

@Suite("Looking into JSON")
struct ViewTests {
    @Test("a view reaches what is inside and outlives its way there")
    func reaches() throws {
        func deep() throws -> JSONView? {
            try JSONView.parse(#"{"a":{"b":["x",12,1.5,true,null,{}]}}"#.utf8)["a"]?["b"]
        }
        let list = try #require(try deep())
        #expect(list.elements.map(\.kind) == [.string, .integer, .number, .bool, .null, .object])
        #expect(list.elements[0].string == "x")
        #expect(list.elements[1].integer == 12)
        #expect(list.elements[1].number == 12)
        #expect(list.elements[2].integer == nil)
        #expect(list.elements[2].number == 1.5)
        #expect(list.elements[3].bool == true)
    }

    @Test("asking the wrong kind of value answers nil")
    func wrongKind() throws {
        let view = try JSONView.parse(#"["a"]"#.utf8)
        #expect(view["a"] == nil)
        #expect(view.string == nil)
        #expect(view.integer == nil)
        #expect(view.number == nil)
        #expect(view.bool == nil)
        #expect(view.members.isEmpty)
        #expect(view.elements[0].elements.isEmpty)
        #expect(view.elements[0]["b"] == nil)
    }

    @Test("members come in the order written")
    func order() throws {
        let view = try JSONView.parse(#"{"z":1,"a":2,"m":3}"#.utf8)
        #expect(view.members.map(\.name) == ["z", "a", "m"])
        #expect(view.members.map(\.value.integer) == [1, 2, 3])
    }

    @Test(
        "tolerant reading mends details and keeps the rest",
        arguments: [
            (#"{"a":"cut \ud83d","b":1}"#, ["a": "cut \u{FFFD}", "b": 1]),
            (#"{"a":"\ude42\ud83d\ude42","b":1}"#, ["a": "\u{FFFD}🙂", "b": 1]),
            (#"{"a":"\ud83dx\u","b":1}"#, ["a": "\u{FFFD}x\u{FFFD}", "b": 1]),
            (#"{"a":"\q\\\"","b":1}"#, ["a": "\u{FFFD}\\\"", "b": 1]),
            (#"{"a":12345678901234567890,"b":1}"#, ["a": nil, "b": 1]),
            (#"{"a":[-1e999,1e999,1.5,-3],"b":1}"#, ["a": [nil, nil, 1.5, -3], "b": 1]),
            (#"{"a":"1e999\ud83d","b":1}"#, ["a": "1e999\u{FFFD}", "b": 1]),
            ("{\"a\":\"x\ny\",\"b\":1}", ["a": "x\ny", "b": 1]),
            ("\u{FEFF}{\"b\":1}", ["b": 1]),
        ] as [(String, JSON)])
    func mends(_ text: String, _ value: JSON) throws {
        #expect(try JSONView.parseTolerantly(text.utf8).value == value)
        #expect(throws: JSONError.self) { try JSON.parse(text.utf8) }
    }

    @Test("tolerant reading replaces bytes that are not UTF-8")
    func mendsUTF8() throws {
        let text = [UInt8](#"{"a":"x"#.utf8) + [0xFF, 0xC3] + [UInt8](#"y","b":1}"#.utf8)
        #expect(try JSONView.parseTolerantly(text).value == ["a": "x\u{FFFD}\u{FFFD}y", "b": 1])
    }

    @Test(
        "tolerance has an end", arguments: ["", "x", "{", #"{"a":}"#, #"{"a":1e999"#, #"{"a":"\ud800"#, "[1 2]", "\\"])
    func refuses(_ text: String) {
        #expect(throws: JSONError.self) { try JSONView.parseTolerantly(text.utf8) }
    }
}
