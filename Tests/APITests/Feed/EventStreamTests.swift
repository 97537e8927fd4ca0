import JSON
import Live
import Testing

@testable import API

@Suite("The feed as Server-Sent Events")
struct EventStreamTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test("a message is an event of its name, its id the position, its data the envelope")
    func event() {
        let bytes = EventStream.event("participant-joined", id: 42, data: Array(#"{"id":42}"#.utf8))
        #expect(text(bytes) == "id: 42\nevent: participant-joined\ndata: {\"id\":42}\n\n")
    }

    @Test("a browser may be told how long to wait before it comes again")
    func retry() {
        let bytes = EventStream.event("connected", id: 0, data: [], retry: 2500)
        #expect(text(bytes) == "retry: 2500\nid: 0\nevent: connected\ndata: \n\n")
    }

    @Test("line breaks in the data, which JSON may have between its tokens, end no event")
    func lines() {
        let bytes = EventStream.event("e", id: 1, data: Array("{\n\n\"a\":1,\r\n\"b\":2}\r".utf8))
        #expect(
            text(bytes)
                == "id: 1\nevent: e\ndata: {\ndata: \ndata: \"a\":1,\ndata: \ndata: \"b\":2}\ndata: \n\n")
    }

    @Test("a line break in a name makes no field of its own")
    func names() {
        #expect(text(EventStream.event("a\nid: 9", id: nil, data: [0x31])) == "event: a id: 9\ndata: 1\n\n")
    }

    @Test("the last event says why, and does not move the position", arguments: CloseReason.allCases)
    func farewell(_ reason: CloseReason) throws {
        let lines = text(EventStream.farewell(reason, at: "2026-01-01T00:00:00Z")).split(separator: "\n")
        #expect(!lines.contains { $0.hasPrefix("id:") })
        #expect(lines.contains("event: closed"))
        let data = try #require(lines.first { $0.hasPrefix("data: ") }?.dropFirst(6))
        let json = try JSON.parse(Array(data.utf8))
        #expect(json["event"]?.string == "closed")
        #expect(json["data"]?["code"]?.integer == Int64(reason.webSocketCode))
        #expect(json["data"]?["reason"]?.string == reason.rawValue)
    }

    @Test("browsers wait longer before they come again where it is of no use to come at once")
    func patience() {
        #expect(text(EventStream.farewell(.tooManyConnections, at: "")).hasPrefix("retry: 300000\n"))
        #expect(!text(EventStream.farewell(.goingAway, at: "")).contains("retry:"))
        for _ in 0..<100 { #expect((1000...4000).contains(EventStream.patience)) }
    }
}
