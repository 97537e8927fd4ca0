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
        let request = try FeedRequest(since: nil, events: ["alert,alert-cleared", "erased"], participant: "ana.lopez")
        #expect(
            request.filter
                == FeedFilter(events: ["alert", "alert-cleared", "erased"], participant: PersonID("ana.lopez")))
    }

    @Test("a position that is none is refused", arguments: ["", "-1", "x", "1e3", " 7", "99999999999999999999"])
    func noPosition(_ text: String) {
        #expect(throws: Problem.self) { try FeedRequest(since: text) }
        if !text.isEmpty { #expect(throws: Problem.self) { try FeedRequest(since: "1", lastEventIDs: [text]) } }
    }

    @Test(
        "names that no message has are refused, for nobody should wait for what never comes",
        arguments: ["", "alert,,erased", "alert erased", "Alert", "alert\n", "*", "court-card-update"])
    func noNames(_ text: String) {
        #expect(throws: Problem.self) { try FeedRequest(since: nil, events: [text]) }
    }

    @Test("more names than there are events are refused, and so is an empty participant")
    func tooMuch() {
        let names = Array(repeating: "alert", count: 51).joined(separator: ",")
        #expect(throws: Problem.self) { try FeedRequest(since: nil, events: [names]) }
        #expect(throws: Problem.self) { try FeedRequest(since: nil, participant: "") }
        #expect(throws: Problem.self) {
            try FeedRequest(since: nil, participant: String(repeating: "x", count: 201))
        }
    }
}
