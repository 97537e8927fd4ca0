import Attendance
import Bridge
import JSON
import Testing

let rosterHeading = """
    kind,id,name,case_number,court_rep,time_zone,meetings_per_week,meetings_in_total,minimum_minutes,join_code,\
    registrant_id,customer_key,zoom_user_id,email,phone,zoom_name,meetings,number,link,program,weekdays,start,\
    duration_minutes
    """

/// Reads lines of `columns` (after a line of headings), answers the mistakes as text.
func rosterMistakes(_ text: String, existing: ExistingRoster = .empty) -> [String] {
    do {
        _ = try RosterDocument(csv: Array(text.utf8), existing: existing)
        return []
    } catch {
        return error.list.map(\.description)
    }
}

func rosterMistakes(json text: String, existing: ExistingRoster = .empty) -> [String] {
    do {
        _ = try RosterDocument(json: Array(text.utf8), existing: existing)
        return []
    } catch {
        return error.list.map(\.description)
    }
}

let rosterRep = ExistingRoster(people: [PersonID("maria.lopez"): .courtRep])

@Suite("A roster file")
struct RosterFileTests {
    static let everything = #"""
        \#(rosterHeading)
        court-rep,maria.lopez,María López,,,,,,,,,,,maria.lopez@example.com,,,,,,,,,
        administrator,it,"Operator, ""Night""",,,,,,,,,,,,,,,,,,,,
        participant,P-1001,Ana Torres,CR-2026-00123,maria.lopez,America/New_York,3,90,30,,reg-1|reg-2,,zu,\#
        Ana@Example.com ana2@example.com,+1 212 555 0100|0049 30 123456,Ana T|Ana Torres,tuesday-group,,,,,,
        meeting,tuesday-group,Tuesday group,,,America/New_York,,,,,,,,,,,,847 1263 9219,,Riverside,Tue Thu,19:00,60
        meeting,open,Open meeting,,,,,,,,,,,,,,,,https://us02web.zoom.us/j/81234567890?pwd=x,,,,
        """#

    @Test("in CSV gives officials, participants and meetings")
    func csv() throws {
        let roster = try RosterDocument(csv: Array(Self.everything.utf8))
        #expect(
            roster.officials == [
                Official(
                    id: PersonID("maria.lopez"), role: .courtRep, name: "María López", email: "maria.lopez@example.com"),
                Official(id: PersonID("it"), role: .administrator, name: "Operator, \"Night\""),
            ])
        let ana = try #require(roster.participants.first)
        #expect(ana.id == PersonID("P-1001"))
        #expect(ana.requirement == Requirement(meetingsPerWeek: 3, meetingsInTotal: 90, minimumMinutes: 30))
        #expect(ana.joinCode == nil)
        #expect(ana.meetings == [MeetingID("tuesday-group")])
        let keys = [
            IdentityKey(.registrant, "reg-1"), IdentityKey(.registrant, "reg-2"), IdentityKey(.zoomUser, "zu"),
            IdentityKey(.email, "ana@example.com"), IdentityKey(.email, "ana2@example.com"),
            IdentityKey(.phone, "12125550100"), IdentityKey(.phone, "4930123456"), IdentityKey(.name, "ana t"),
            IdentityKey(.name, "Ana Torres"),
        ]
        #expect(ana.identities == Set(keys.compactMap { $0 }))
        #expect(
            roster.meetings == [
                Meeting(
                    id: MeetingID("tuesday-group"), number: MeetingNumber("84712639219"), name: "Tuesday group",
                    program: "Riverside",
                    schedule: Schedule(
                        weekdays: [2, 4], startMinute: 19 * 60, durationMinutes: 60, timeZone: "America/New_York")),
                Meeting(
                    id: MeetingID("open"), number: MeetingNumber("81234567890"), name: "Open meeting",
                    joinLink: "https://us02web.zoom.us/j/81234567890?pwd=x"),
            ])
    }

    @Test("is exported as JSON that reads back without a difference")
    func roundTrip() throws {
        var roster = try RosterDocument(csv: Array(Self.everything.utf8))
        var random = SystemRandomNumberGenerator()
        roster.participants[0].joinCode = JoinCode.generate(using: &random)
        if let odd = IdentityKey(.customerKey, "with | and space"), let short = IdentityKey(.phone, "+45 12 34 56 78") {
            roster.participants[0].identities.formUnion([odd, short])
        }
        roster.meetings.sort { $0.id < $1.id }
        for text in [roster.json.pretty(), String(decoding: try roster.json.canonical(), as: UTF8.self)] {
            #expect(try RosterDocument(json: Array(text.utf8)) == roster)
        }
        #expect(try RosterDocument(json: Array(RosterDocument().json.pretty().utf8)) == RosterDocument())
    }

    @Test("is the same with a byte order mark, CRLF, other headings' spelling, order, and lines of commas")
    func spelling() throws {
        let plain = "id,name,number\ng,Group,84712639219\n"
        let dressed = "\u{FEFF}\"Number\", Name ,ID,\r\n,,,\r\n\r\n 847 1263 9219 , Group,g,\r\n"
        #expect(try RosterDocument(csv: Array(plain.utf8)) == RosterDocument(csv: Array(dressed.utf8)))
    }

    @Test("may name people and meetings that are known already")
    func existing() throws {
        var known = rosterRep
        known.meetings = [MeetingID("m"): MeetingNumber("84712639219")]
        let text = "id,name,case_number,court_rep,time_zone,meetings\nP-1,Ana,1,maria.lopez,UTC,m\n"
        #expect(rosterMistakes(text, existing: known).isEmpty)
        #expect(
            rosterMistakes(text) == [
                "line 2, column 11: court_rep is maria.lopez, who is neither in this file nor known; add them first",
                "line 2, column 27: the meeting m is neither in this file nor known",
            ])
    }

    @Test("names every mistake with its place, in the order of the file, and takes nothing")
    func allMistakes() {
        let text = """
            kind,id,name,case_number,court_rep,time_zone,email,number,weekdays,start,duration_minutes
            court-rep,maria.lopez,María,,,,maria@example
            participant,P 1,,CR-1,maria.lopez,EST,"ana,example.com",12
            guest,x
            meeting,g,"Group
            two",,,America/New_York,,12,Someday,7 pm,0
            """
        #expect(
            rosterMistakes(text) == [
                "line 2, column 32: email is \"maria@example\"; allowed is an address such as ana@example.com",
                "line 3, column 1: name is missing, for example Ana Torres",
                "line 3, column 13: id is \"P 1\"; allowed are up to 64 letters from a to z, digits, and . _ - @",
                "line 3, column 35: time_zone is \"EST\"; allowed is an IANA name such as America/New_York, "
                    + "America/Chicago, America/Denver, America/Los_Angeles or UTC",
                "line 3, column 39: email is \"ana,example.com\"; allowed is an address such as ana@example.com",
                "line 3, column 57: number is not for a participant; leave it empty on this line",
                "line 4, column 1: kind is \"guest\"; allowed are court-rep, administrator, participant, meeting",
                "line 5, column 11: name is \"Group\ntwo\"; allowed are up to 200 characters on one line",
                "line 6, column 26: number is \"12\"; allowed are Zoom's 9 to 11 digits, such as 847 1263 9219",
                "line 6, column 29: weekdays has \"Someday\"; allowed are Mon Tue Wed Thu Fri Sat Sun",
                "line 6, column 37: start is \"7 pm\"; allowed is a time on the 24-hour clock, such as 19:00; several "
                    + "are separated by spaces",
                "line 6, column 42: duration_minutes is \"0\"; allowed is a whole number from 1 to 1440",
            ])
    }

    static let files: [(String, String)] = [
        ("", "line 1, column 1: the file is empty; its first line names the columns"),
        ("id;name;number\n", "line 1, column 1: the columns are separated by semicolons; save the file with commas"),
        ("id\tname\n", "line 1, column 1: the columns are separated by tabs; save the file with commas"),
        (
            "id,name\nx,y\n",
            "line 1, column 1: cannot tell what the lines are; add the column kind with court-rep, administrator, "
                + "participant, meeting on each line"
        ),
        ("id,name,number,name\n", "line 1, column 16: the column name is there twice"),
        ("id,name,number\ng,\"G,84712639219\n", "line 2, column 3: the quote that opens here is never closed"),
        (
            "id,name,number\ng,\"G\"x,84712639219\n",
            "line 2, column 6: after a closing quote comes a comma or the end of the line; a quote inside is doubled"
        ),
        (
            "id,name,number\ng,G,84712639219,more\n",
            "line 2, column 17: the line has more fields than the 3 columns of the first line; a comma inside a field "
                + "needs quotes around the field"
        ),
    ]

    @Test("that is no good as a whole says what to do", arguments: files.indices)
    func wholeFile(_ index: Int) {
        #expect(rosterMistakes(Self.files[index].0).first == Self.files[index].1)
    }

    @Test("that is not UTF-8 says where", arguments: [[UInt8(0xE9)], [0xFF], [0xC3]])
    func encoding(_ fault: [UInt8]) {
        let bytes = Array("id,name,number\ng,Group ".utf8) + fault + Array(",84712639219\n".utf8)
        #expect(throws: RosterMistakes.self) { try RosterDocument(csv: bytes) }
        do {
            _ = try RosterDocument(csv: bytes)
        } catch {
            #expect(error.list == [RosterMistake(.line(2, column: 9), "this is not UTF-8; save the file as CSV UTF-8")])
        }
        #expect(throws: RosterMistakes.self) { try RosterDocument(csv: [0xFF, 0xFE, 0x69, 0x00]) }
    }

    @Test("with anything at all in it is read or refused, never more")
    func anything() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            ",", "\"", "\n", "\r", "\r\n", ";", " ", "a", "1", "meeting", "participant", "\u{0}", "é",
            "https://zoom.us/j/", "|", "{", "[", ":", "2026-12-24", "18:00", "90min", "Mon",
        ]
        for _ in 0..<2000 {
            let noise = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &random)]
            }
            .joined()
            let schedule = "id,name,number,time_zone,weekdays,start,from,until,dates,cancelled_dates\n"
            for text in [noise, schedule + noise, rosterHeading + "\n" + noise, "id,name,number\n" + noise] {
                for line in rosterMistakes(text) { #expect(line.hasPrefix("line "), "\(text)") }
                _ = rosterMistakes(json: text)
            }
        }
    }

    @Test(
        "keeps commas and quotes of a quoted name",
        arguments: ["a,b", "\"", "\"\"x,\"", "x\"y", "Ana \"Annie\" Torres, Jr."])
    func quoting(_ name: String) throws {
        let text = "id,name,number\ng,\"\(name.replacing("\"", with: "\"\""))\",84712639219"
        #expect(try RosterDocument(csv: Array(text.utf8)).meetings.first?.name == name)
    }

    @Test("with an unknown column names it and what is allowed")
    func unknownColumn() {
        let found = rosterMistakes("id,name,number,colour\n")
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix("line 1, column 16: there is no column \"colour\"; allowed are kind, id") == true)
    }
}
