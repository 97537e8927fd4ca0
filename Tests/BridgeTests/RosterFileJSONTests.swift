import Attendance
import Bridge
import Foundation
import Testing

@Suite("A roster file in JSON")
struct RosterJSONTests {
    @Test("says the same as in CSV")
    func same() throws {
        let text = """
            {
              "courtReps": [{"id": "maria.lopez", "name": "María López"}],
              "participants": [{
                "id": "P-1", "name": "Ana", "caseNumber": "CR-1", "courtRep": "maria.lopez", "timeZone": "UTC",
                "meetingsPerWeek": 3, "meetingsInTotal": "90", "joinCode": null, "email": "a@example.com b@example.com",
                "phone": ["+1 212 555 0100"], "meetings": ["g"]
              }],
              "meetings": [{
                "id": "g", "name": "Group", "number": 84712639219, "weekdays": ["Mon"], "start": "19:00",
                "durationMinutes": 60, "timeZone": "UTC"
              }]
            }
            """
        let roster = try RosterDocument(json: Array(text.utf8))
        let ana = try #require(roster.participants.first)
        #expect(ana.requirement == Requirement(meetingsPerWeek: 3, meetingsInTotal: 90))
        #expect(ana.identities.count == 3)
        #expect(roster.meetings.first?.schedule?.weekly.first?.weekdays == [1])
        #expect(roster.officials.count == 1)
    }

    @Test("names each mistake by its pointer")
    func pointers() {
        let text = """
            {"meetings": [{"id": "g", "name": ["x"], "number": "1", "colour": 1}], "people": [], "participants": {},
             "a/b~c": 1, "courtReps": ["x", {"id": "r", "name": true}]}
            """
        #expect(
            rosterMistakes(json: text) == [
                "/a~1b~0c: \"a/b~c\" is not known; allowed are courtReps, administrators, participants, meetings",
                "/courtReps/0: this is no object",
                "/courtReps/1: name is missing, for example Ana Torres",
                "/courtReps/1/name: this is no text and no whole number",
                "/meetings/0: name is missing, for example Tuesday group",
                "/meetings/0/colour: \"colour\" is not known; allowed are id, number, link, name, program, weekdays, "
                    + "start, durationMinutes, timeZone, from, until, dates, cancelledDates, schedules",
                "/meetings/0/name: this is no text and no whole number",
                "/meetings/0/number: number is \"1\"; allowed are Zoom's 9 to 11 digits, such as 847 1263 9219",
                "/participants: this is no list",
                "/people: \"people\" is not known; allowed are courtReps, administrators, participants, meetings",
            ])
    }

    @Test("that is not JSON says where")
    func syntax() {
        #expect(rosterMistakes(json: "{\n  \"meetings\": [,]}").first?.hasPrefix("line 2, column ") == true)
        #expect(rosterMistakes(json: "").count == 1)
        #expect(rosterMistakes(json: "[]").first?.hasPrefix("this is no object") == true)
        #expect(rosterMistakes(json: #"{"meetings": [], "meetings": []}"#).count == 1)
    }
}

@Suite("The roster examples")
struct RosterExampleTests {
    private func example(_ name: String) throws -> [UInt8] {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config/roster.example.\(name)")
        return Array(try Data(contentsOf: file))
    }

    @Test("are good, and say the same in CSV and JSON")
    func same() throws {
        let csv = try RosterDocument(csv: example("csv"))
        let json = try RosterDocument(json: example("json"))
        #expect(csv.json == json.json)
        #expect(csv.participants.count == 4)
        #expect(csv.meetings.count == 3)
        #expect(Set(csv.officials.map(\.role)) == [.courtRep, .administrator])
    }
}
