import Attendance
import Bridge
import Testing

@Suite("A meeting of a roster file")
struct RosterMeetingTests {
    @Test(
        "takes its number from any join link",
        arguments: [
            "https://zoom.us/j/84712639219", "https://us02web.zoom.us/j/84712639219?pwd=a/b#success",
            "HTTPS://US02WEB.ZOOM.US/J/84712639219", "https://court-program.zoom.us/s/84712639219",
            "https://zoom.us/w/84712639219?tk=x", "zoom.us/j/84712639219/", "https://app.zoom.us/wc/84712639219/join",
            "https://app.zoom.us/wc/join/84712639219", "https://www.zoomgov.com/j/84712639219",
        ])
    func links(_ link: String) throws {
        let roster = try RosterDocument(csv: Array("id,name,link\ng,Group,\(link)\n".utf8))
        #expect(roster.meetings.first?.number == MeetingNumber("84712639219"))
        #expect(roster.meetings.first?.joinLink == link)
    }

    @Test(
        "says what is wrong with any other link",
        arguments: [
            ("https://zoom.us/my/ana.torres", "a personal link that hides the meeting's number; fill number too"),
            ("https://example.com/j/84712639219", "which does not lead to Zoom"),
            ("https://zoom.us.example.com/j/84712639219", "which does not lead to Zoom"),
            ("https://zoom.us@example.com/j/84712639219", "which is no link"),
            ("https://notzoom.us/j/84712639219", "which does not lead to Zoom"),
            ("https://zoom.us/", "which leads to no meeting"), ("https://zoom.us/j/123", "which leads to no meeting"),
            ("84712639219", "which is no link"), ("ftp://zoom.us/j/84712639219", "which is no link"),
        ])
    func badLinks(_ link: String, _ expected: String) {
        let found = rosterMistakes("id,name,link\ng,Group,\(link)\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("line 2, column 9: link is \"\(link)\", \(expected)") == true, "\(found)")
    }

    @Test("may have a personal link beside its number, but not a link to another number")
    func both() {
        #expect(rosterMistakes("id,name,number,link\ng,G,847-1263-9219,https://zoom.us/my/ana\n").isEmpty)
        #expect(rosterMistakes("id,name,number,link\ng,G,84712639219,https://zoom.us/j/84712639219\n").isEmpty)
        #expect(
            rosterMistakes("id,name,number,link\ng,G,84712639219,https://zoom.us/j/81111111111\n") == [
                "line 2, column 17: link is for the meeting 81111111111, but number is 84712639219; which is right?"
            ])
        #expect(
            rosterMistakes("id,name,number\ng,G,https://zoom.us/j/84712639219\n").first?.contains("column link") == true
        )
        #expect(rosterMistakes("id,name,number\ng,G,\n").first?.contains("number or link is missing") == true)
    }

    @Test("has a whole schedule or none")
    func schedule() {
        let found = rosterMistakes("id,name,number,weekdays,start\ng,G,84712639219,Mon,19:00\n")
        #expect(found.count == 2)
        #expect(found.allSatisfy { $0.contains("a schedule needs weekdays, start, duration_minutes and time_zone") })
    }

    @Test(
        "takes weekdays and times as people write them",
        arguments: [
            ("Mon Wed", "7:05", Set([1, 3]), 425), ("\"monday,FRIDAY\"", "19:00", Set([1, 5]), 1140),
            ("sa|su", "00:00", Set([6, 7]), 0), ("Tues/Thurs", "23:59", Set([2, 4]), 1439),
        ])
    func times(_ weekdays: String, _ start: String, _ days: Set<Int>, _ minute: Int) throws {
        let text =
            "id,name,number,weekdays,start,duration_minutes,time_zone\n"
            + "g,G,84712639219,\(weekdays),\(start),60,Asia/Kathmandu\n"
        let schedule = try RosterDocument(csv: Array(text.utf8)).meetings.first?.schedule
        #expect(
            schedule
                == Schedule(weekdays: days, startMinute: minute, durationMinutes: 60, timeZone: "Asia/Kathmandu"))
    }

    @Test(
        "refuses names that are no time zone",
        arguments: ["EST", "GMT+5", "Eastern Time", "America/New York", "america/new_york", "Europe/Nowhere", "/etc"])
    func zones(_ zone: String) {
        let text = "id,name,number,weekdays,start,duration_minutes,time_zone\ng,G,84712639219,Mon,19:00,60,\(zone)\n"
        #expect(rosterMistakes(text).first?.hasPrefix("line 2, column 30: time_zone is \"\(zone)\"") == true)
    }
}
