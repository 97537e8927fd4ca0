import Attendance
import Foundation
import Live
import Testing

@Suite("The envelope of a feed message")
struct FeedMessageTests {
    @Test("carries event, data as stored, position and time")
    func shape() {
        let message = FeedMessage(
            position: 42, person: PersonID("P-1"), at: Timestamp(milliseconds: 1_790_000_000_250),
            event: "participant-joined",
            data: Array(#"{"n":1}"#.utf8))
        #expect(
            String(decoding: message.envelope(), as: UTF8.self)
                == #"{"event":"participant-joined","data":{"n":1},"id":42,"at":"2026-09-21T14:13:20.250Z"}"#)
    }

    @Test("no data is null")
    func noData() {
        let bytes = FeedMessage.envelope(event: "connected", data: [], id: 0, at: Timestamp(milliseconds: 0))
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"event":"connected","data":null,"id":0,"at":"1970-01-01T00:00:00Z"}"#)
    }

    @Test(
        "is JSON whatever the event is called",
        arguments: ["plain", #"quote " and \ "#, "line\nbreak\u{1}", "grüße ✓", ""])
    func escaping(_ event: String) throws {
        let bytes = FeedMessage.envelope(
            event: event, data: Array("[1]".utf8), id: Position(Int64.max), at: Timestamp(milliseconds: 1))
        let read = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        #expect(read?["event"] as? String == event)
        #expect(read?["id"] as? Int64 == Int64.max)
    }
}
