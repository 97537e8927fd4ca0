import Attendance
import Bridge
import JSON
import Testing

@testable import API

@Suite("The bodies of requests")
struct BodyFormTests {
    /// What is said to whoever sends a body; nil when it is understood.
    private func complaint(_ body: String, to form: BodyForm) -> String? {
        do throws(Problem) {
            _ = try form.read(Array(body.utf8))
            return nil
        } catch {
            #expect(error.status == 400)
            return error.detail
        }
    }

    private static let forms: [BodyForm] = [
        .claim, .correction, .attendanceDecision, .excusedWeek, .dispute, .reasonAlone,
    ]

    @Test("every example of the description is understood")
    func examples() {
        for form in Self.forms {
            #expect(!form.examples.isEmpty)
            for example in form.examples {
                #expect(complaint(JSON.object(example).pretty(), to: form) == nil, "\(example)")
            }
        }
    }

    @Test("what is missing is named, for every member that must be there")
    func missing() {
        for form in Self.forms {
            for example in form.examples {
                for name in example.keys where form.required.contains(where: { $0.name == name }) {
                    var less = example
                    less[name] = nil
                    let said = complaint(JSON.object(less).pretty(), to: form)
                    #expect(said?.contains("\(name) is missing") == true, "\(said ?? "nothing")")
                    less[name] = .null
                    #expect(complaint(JSON.object(less).pretty(), to: form) == said, "null is nothing")
                }
            }
        }
    }

    @Test(
        "a wrong value is named, and what it must be",
        arguments: [
            (#""card":7"#, "card must be text"), (#""card":"""#, "card must be text"),
            (#""card":"C\u0000""#, "card must be text"),
            (#""add":"an hour""#, "add must be a time such as"),
            (#""add":{"start":"2026-09-15 23:10","end":"2026-09-15T23:25:00Z"}"#, "add must be a time such as"),
            (#""add":{"start":"2026-09-15T23:10:00Z"}"#, "add must be a time such as"),
            (
                #""add":{"start":"2026-09-15T23:10:00Z","end":"2026-09-15T23:25:00Z","zone":"UTC"}"#,
                "add must be a time such as"
            ),
        ])
    func wrong(member: String, expected: String) {
        let said = complaint(#"{\#(member),"reason":"r"}"#, to: .correction)
        #expect(said?.contains(expected) == true, "\(said ?? "nothing")")
    }

    @Test("dates that no calendar has, kinds that there are not, and reasons without end are refused")
    func more() {
        let week = #""participant":"p","reason":"r""#
        for date in ["2026-02-30", "24.12.2026", "2026-12-24T00:00:00Z"] {
            let said = complaint(#"{\#(week),"date":"\#(date)"}"#, to: .excusedWeek)
            #expect(said == "date must be a date such as 2026-12-24.")
        }
        let claim = #""occurrence":"o","attendee":"a","participant":"p","reason":"r""#
        for kind in ["code", "claim", "shoe-size"] {
            let said = complaint(#"{\#(claim),"forGood":"\#(kind)"}"#, to: .claim)
            #expect(said?.hasPrefix("forGood must be one of registrant,") == true)
        }
        let long = String(repeating: "x", count: 2001)
        #expect(
            complaint(#"{"reason":"\#(long)"}"#, to: .reasonAlone) == "reason must be text of 1 to 2000 characters.")
        #expect(complaint(#"{"reason":"one\ntwo\t…"}"#, to: .reasonAlone) == nil)
    }

    @Test(
        "of two ways to say something exactly one is taken, and wholly",
        arguments: [
            "", #""card":"C","occurrence":"o","participant":"p","#, #""occurrence":"o","#, #""participant":"p","#,
            #""card":"C","participant":"p","#,
        ])
    func choices(members: String) {
        let said = complaint(#"{\#(members)"reason":"r"}"#, to: .attendanceDecision)
        #expect(said == "Give either card, or occurrence and participant.")
    }

    @Test("members that mean nothing are refused without repeating them")
    func unknown() {
        let said = complaint(#"{"reason":"r","card":"C","jane@example.com":1}"#, to: .dispute)
        #expect(said == "There are members that mean nothing here; those that do are card, reason.")
    }

    @Test("what is no JSON object, or names a member twice, is refused", arguments: ["", "[]", "7", "{", "null"])
    func notJSON(body: String) {
        #expect(complaint(body, to: .dispute) != nil)
        #expect(complaint(#"{"reason":"one","reason":"two"}"#, to: .reasonAlone)?.contains("twice") == true)
    }

    @Test("everything that is wrong is said at once")
    func together() {
        let said = complaint(#"{"card":"C","add":7}"#, to: .correction)
        #expect(said?.contains("reason is missing") == true && said?.contains("add must be") == true)
    }

    @Test("what was read is what was sent")
    func values() throws {
        let body =
            #"{"card":"CC-1","remove":{"start":"2026-09-15T23:10:00Z","end":"2026-09-15T23:25:00+00:00"},"reason":"r"}"#
        let fields = try BodyForm.correction.read(Array(body.utf8))
        #expect(try fields.attendance() == .card(CardNumber("CC-1")))
        #expect(fields[DecisionFields.add] == nil)
        let start = try #require(Timestamp(rfc3339: "2026-09-15T23:10:00Z"))
        #expect(fields[DecisionFields.remove] == Interval(start, start + .minutes(15)))
    }
}
