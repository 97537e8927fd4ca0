import Attendance
import JSON
import Testing

@testable import attendance_bridge

@Suite("Demo words")
struct DemoTellerTests {
    static let now = Timestamp(rfc3339: "2026-09-15T23:20:00Z")!

    func teller(_ listener: DemoTeller.Listener) throws -> DemoTeller {
        DemoTeller(listener, clock: try #require(WallClock("America/New_York")))
    }

    func message(_ event: String, _ data: JSON) -> JSON { ["event": .string(event), "data": data, "id": 1] }

    @Test("a participant is addressed, a court representative is told the name")
    func persons() throws {
        let joined = message(
            "participant-joined", ["name": "Ana Torres", "room": "main", "at": "2026-09-15T22:59:04Z"])
        var participant = try teller(.participant)
        var courtRep = try teller(.courtRep)
        #expect(
            participant.told(joined, now: Self.now)
                == DemoState.Told(time: "6:59 pm", mark: .good, text: "You are in the meeting. Your time counts."))
        #expect(
            courtRep.told(joined, now: Self.now)?.text == "Ana Torres is in the meeting. Their time counts.")
    }

    @Test("the same minutes are told once")
    func minutes() throws {
        var teller = try teller(.courtRep)
        let first = message("attendance-updated", ["participant": "a", "name": "Ana", "minutes": 20])
        #expect(teller.told(first, now: Self.now)?.text == "Ana: 20 minutes so far.")
        #expect(teller.told(first, now: Self.now) == nil)
        let other = message("attendance-updated", ["participant": "b", "name": "Ben", "minutes": 20])
        #expect(teller.told(other, now: Self.now)?.text == "Ben: 20 minutes so far.")
        let none = message("attendance-updated", ["participant": "c", "name": "Cy", "minutes": 0])
        #expect(teller.told(none, now: Self.now) == nil)
    }

    @Test("leaving is a warning while the meeting runs, and none for who is there in another room")
    func leaving() throws {
        var teller = try teller(.participant)
        let left = message("participant-left", ["name": "Ana"])
        #expect(teller.told(left, now: Self.now)?.mark == .attention)
        let moved = message("participant-left", ["name": "Ana", "presentSince": "2026-09-15T23:20:00Z"])
        #expect(teller.told(moved, now: Self.now)?.mark == .good)
        _ = teller.told(message("meeting-ended", [:]), now: Self.now)
        #expect(teller.told(left, now: Self.now)?.mark == .neutral)
    }

    @Test(
        "a verdict is a word and a shape",
        arguments: [
            ("passed", Mark.good, "Counted"), ("failed", .problem, "Not counted"),
            ("needs-review", .attention, "Needs review"),
        ])
    func verdicts(verdict: String, mark: Mark, words: String) throws {
        var teller = try teller(.participant)
        let told = teller.told(
            message("court-card-updated", ["number": "CC-1", "verdict": .string(verdict)]), now: Self.now)
        #expect(told?.mark == mark)
        #expect(told?.text == "Your proof card CC-1 is ready: \(words.lowercased()).")
    }

    @Test("what needs no words gets none", arguments: ["connected", "resync", "new-one-day"])
    func silent(event: String) throws {
        var teller = try teller(.participant)
        #expect(teller.told(message(event, [:]), now: Self.now) == nil)
    }

    @Test("a card's report becomes the card in the box")
    func card() throws {
        let report: JSON = [
            "hash": "ab",
            "disclosed": ["participant.name": ["00", "Ana Torres"], "participant.caseNumber": ["00", "7"]],
            "card": [
                "number": "CC-1", "meeting": ["name": "Group"], "verdict": "needs-review",
                "scheduled": [
                    "start": "2026-09-15T23:00:00Z", "end": "2026-09-16T00:00:00Z", "timeZone": "America/New_York",
                ],
                "presence": ["proven": ["totalMs": 3_479_999], "inferred": ["totalMs": 60_000]],
                "rules": [
                    ["sentence": "You came on time.", "outcome": "passed"], ["sentence": "x", "outcome": "warning"],
                ],
            ],
        ]
        let card = try #require(DemoCard(report))
        #expect(card.name == "Ana Torres" && card.caseNumber == "7")
        #expect(card.time == "Tue 15 Sep, 7:00 pm (New York)")
        #expect(card.minutes == "57 minutes proven, of 60 scheduled, 1 inferred")
        #expect(card.rules.map(\.mark) == [.good, .attention])
        #expect(card.verdictWords == "Needs review")
        #expect(DemoCard(["status": 404]) == nil)
    }

    @Test(
        "midnight and noon are twelve",
        arguments: [("2026-09-15T04:05:00Z", "12:05 am"), ("2026-09-15T16:00:00Z", "12:00 pm")])
    func clock(moment: String, time: String) throws {
        let clock = try #require(WallClock("America/New_York"))
        #expect(clock.time(try #require(Timestamp(rfc3339: moment))) == time)
    }

    @Test("the story's files are where they should be, and every delivery has a headline and a time")
    func files() throws {
        let home = #filePath.replacing("/Tests/ServiceTests/DemoTellerTests.swift", with: "")
        let files = try DemoFiles(in: home)
        #expect(files.deliveries.count >= 20)
        for body in files.deliveries {
            let delivery = try JSON.parse(body)
            #expect(!DemoTeller.headline(of: delivery).contains("meeting."), "\(DemoTeller.headline(of: delivery))")
            #expect(DemoTeller.time(of: delivery) != nil)
        }
    }
}
