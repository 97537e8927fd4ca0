import Attendance
import Live
import Testing

@testable import API

@Suite("What a client of the feed may ask for")
struct FeedRequestTests {
    @Test("nothing at all: everything that comes next")
    func nothing() throws {
        let request = try FeedRequest(since: nil)
        #expect(request.since == nil)
        #expect(request.filter == .everything)
    }

    @Test("a position, and what a browser says in the header is newer than what stands in the address")
    func positions() throws {
        #expect(try FeedRequest(since: "42").since == 42)
        #expect(try FeedRequest(since: "42", lastEventIDs: ["57"]).since == 57)
        #expect(try FeedRequest(since: "42", lastEventIDs: [""]).since == 42)
    }

    @Test("events by name, in one list or many, and one participant")
    func filters() throws {
        let request = try FeedRequest(since: nil, events: ["a-b,c", "d2"], participant: "ana.lopez")
        #expect(request.filter == FeedFilter(events: ["a-b", "c", "d2"], participant: PersonID("ana.lopez")))
    }

    @Test("a position that is none is refused", arguments: ["", "-1", "x", "1e3", " 7", "99999999999999999999"])
    func noPosition(_ text: String) {
        #expect(throws: Problem.self) { try FeedRequest(since: text) }
        if !text.isEmpty { #expect(throws: Problem.self) { try FeedRequest(since: "1", lastEventIDs: [text]) } }
    }

    @Test("names that are none are refused", arguments: ["", "a,,b", "a b", "Großes", "a\nb", "*"])
    func noNames(_ text: String) {
        #expect(throws: Problem.self) { try FeedRequest(since: nil, events: [text]) }
    }

    @Test("more names than there are events are refused, and so is an empty participant")
    func tooMuch() {
        let names = (0..<51).map { "e\($0)" }.joined(separator: ",")
        #expect(throws: Problem.self) { try FeedRequest(since: nil, events: [names]) }
        #expect(throws: Problem.self) { try FeedRequest(since: nil, participant: "") }
        #expect(throws: Problem.self) {
            try FeedRequest(since: nil, participant: String(repeating: "x", count: 201))
        }
    }
}
