import Attendance
import JSON
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("What commands read and print of decisions")
struct CommandLineTextTests {
    let newYork = LocalClock("America/New_York")

    func interval(_ start: String, _ end: String) throws -> Interval {
        Interval(try #require(Timestamp(rfc3339: start)), try #require(Timestamp(rfc3339: end)))
    }

    @Test(
        "times are typed with their offset, or as clocks in a zone show them",
        arguments: [
            "2026-09-15T19:05:00-04:00/2026-09-15T23:20:00Z", "2026-09-15T19:05/2026-09-15T19:20",
            "2026-09-15T19:05/19:20", "2026-09-15T19:05:00/19:20:00", "2026-09-15T23:05:00Z/19:20",
        ])
    func typed(text: String) throws {
        let expected = try interval("2026-09-15T23:05:00Z", "2026-09-15T23:20:00Z")
        #expect(try Interval(typed: text, zone: newYork) == expected)
    }

    @Test(
        "what is no time says what to type",
        arguments: [
            ("2026-09-15T19:05", "“2026-09-15T19:05” is not START/END."),
            ("2026-09-15T19:05/19:05", "“2026-09-15T19:05/19:05” ends before it begins."),
            ("2026-09-15T19:05/19:04", "“2026-09-15T19:05/19:04” ends before it begins."),
            ("15.9.2026/19:20", "“15.9.2026” is no time such as 2026-09-15T19:05:00-04:00."),
            ("2026-09-15T25:05/19:20", "“2026-09-15T25:05” is no time such as 2026-09-15T19:05:00-04:00."),
            ("2026-09-15T9:05/19:20", "“2026-09-15T9:05” is no time such as 2026-09-15T19:05:00-04:00."),
            (
                "2026-03-08T02:30/04:00",
                "“2026-03-08T02:30” does not exist: clocks were set forward over it. Give the time with its offset."
            ),
            (
                "2026-11-01T01:30/04:00",
                "“2026-11-01T01:30” exists twice: clocks were set back. Give the time with its offset."
            ),
        ])
    func mistyped(text: String, message: String) {
        let mistake = #expect(throws: TypedIntervalMistake.self) { try Interval(typed: text, zone: newYork) }
        #expect(mistake?.description == message)
    }

    @Test("a time without an offset needs a zone")
    func noZone() {
        #expect(throws: TypedIntervalMistake.self) { try Interval(typed: "2026-09-15T19:05/19:20", zone: nil) }
    }

    @Test(
        "what somebody else wrote cannot command the terminal",
        arguments: [
            ("Ana", "Ana"), ("\u{1B}[2JAna", "�[2JAna"), ("a\nb\tc", "a�b�c"), ("\u{202E}anA", "�anA"),
            ("\u{9B}31m", "�31m"), ("日本 👍 é", "日本 👍 é"), ("👩\u{200D}👧", "👩\u{200D}👧"),
        ])
    func printable(text: String, shown: String) {
        #expect(text.printable == shown)
        var table = TextTable("NAME", "MORE")
        table.add(text, "x")
        #expect(
            table.text(width: nil) == "NAME".fitted(to: max(4, shown.displayWidth)) + "  MORE\n"
                + shown.fitted(to: max(4, shown.displayWidth)) + "  x\n")
    }

    @Test("attendees are listed by occurrence, with whom they may be")
    func unmatched() {
        let page: JSON = [
            "attendees": [
                [
                    "occurrence": "u1", "meetingName": "Group", "began": "2026-09-15T23:00:00Z",
                    "attendee": "user-1", "provenMinutes": 40, "inferredMinutes": 5, "first": "F", "last": "L",
                    "connections": 2, "names": ["iPhone"], "phones": ["+1 202 555 0143"], "isAmbiguous": true,
                    "suggestions": [["participant": "P-1", "reason": "same-name"]], "lastingKinds": ["phone", "name"],
                ],
                [
                    "occurrence": "u1", "attendee": "user-2", "provenMinutes": 1, "connections": 1,
                    "forgottenAt": "2026-11-01T00:00:00Z",
                ],
                ["occurrence": "u2", "meetingName": "Group", "attendee": "user-3", "connections": 1],
            ],
            "next": 17,
        ]
        let lines = unmatchedListing(page, width: nil).split(separator: "\n").map(String.init)
        #expect(lines[0] == "Group, 2026-09-15T23:00:00Z, occurrence u1")
        #expect(lines[2].contains("user-1    40 + 5 inferred  F     L      2      iPhone, +1 202 555 0143"))
        #expect(lines[2].hasSuffix("fits several, P-1 (same name)  phone, name"))
        #expect(lines[3].contains("(forgotten 2026-11-01)"))
        #expect(lines[4] == "Group, not begun, occurrence u2")
        #expect(lines.last == "More: attendance-bridge unmatched --before 17")
        #expect(unmatchedListing(["attendees": [], "next": nil], width: nil) == "Everybody there was recognised.\n")
    }

    @Test("decisions are listed with what they are about and whether they hold")
    func decisions() {
        let text = decisionListing(
            [
                [
                    "id": 4, "at": "T", "by": "rep", "role": "court-rep", "kind": "claim", "occurrence": "u1",
                    "forGood": "email", "answeredBy": 5, "isTakenBack": true, "reason": "a",
                ],
                [
                    "id": 5, "at": "T", "by": "rep", "role": "court-rep", "kind": "withdrawal", "occurrence": "u1",
                    "target": 4, "reason": "b",
                ],
            ], width: nil)
        #expect(text.contains("claim       email for good, u1  taken back by 5  a\n"))
        #expect(text.contains("withdrawal  decision 4, u1      holds            b\n"))
        #expect(decisionListing([], width: nil) == "Nothing was decided about this participant.\n")
    }

    @Test("a receipt names the decision and the card that holds")
    func receipt() {
        #expect(decisionReceipt(["decision": 3, "card": nil]) == "Decision 3 is taken down.\n")
        #expect(
            decisionReceipt(["decision": 3, "card": "CC-2026-1-2"])
                == "Decision 3 is taken down.\nThe card that holds now is CC-2026-1-2.\n")
    }
}
