import Attendance
import Bridge
import Testing

@Suite("What a roster file must not say twice")
struct RosterDuplicateTests {
    private let columns = "kind,id,name,case_number,court_rep,time_zone,join_code,email,phone,zoom_name,number"

    private func person(_ id: String, code: String = "", email: String = "", phone: String = "", name: String = "")
        -> String
    { "participant,\(id),N,1,maria.lopez,UTC,\(code),\(email),\(phone),\(name)," }

    @Test("an id, over all kinds of people")
    func ids() {
        let text =
            "\(columns)\ncourt-rep,x,N\n\(person("x"))\nmeeting,x,N,,,,,,,,84712639219\nmeeting,x,N,,,,,,,,84712639218"
        #expect(
            rosterMistakes(text, existing: rosterRep) == [
                "line 3, column 13: the id x is given to two people; the first is at line 2",
                "line 5, column 9: the id x is given to two meetings; the first is at line 4",
            ])
    }

    @Test("an identity, however it is spelled")
    func identities() {
        let text = [
            columns, person("a", email: "Ana@example.com", phone: "+1 212 555 0100", name: "Ana  T"),
            person("b", email: "ana@EXAMPLE.com", phone: "(+1) 2125550100", name: "ANA T"),
        ].joined(separator: "\n")
        let found = rosterMistakes(text, existing: rosterRep)
        #expect(found.count == 3)
        #expect(
            found.first == "line 3, column 36: the e-mail address \"ana@example.com\" is given twice; the first is at "
                + "line 2. It can name one person only")
    }

    @Test("an identity or join code that belongs to somebody outside the file")
    func existing() throws {
        var known = rosterRep
        var random = SystemRandomNumberGenerator()
        let code = JoinCode.generate(using: &random)
        let email = try #require(IdentityKey(.email, "ana@example.com"))
        known.people[PersonID("old")] = .participant
        known.identities = [email: PersonID("old")]
        known.joinCodes = [code: PersonID("old")]
        let taken = [columns, person("a", code: code.description, email: "ana@example.com")].joined(separator: "\n")
        #expect(
            rosterMistakes(taken, existing: known) == [
                "line 2, column 35: the join code \(code) belongs to old",
                "line 2, column 41: the e-mail address \"ana@example.com\" belongs to old",
            ])
        let own = [columns, person("old", code: code.description, email: "ana@example.com")].joined(separator: "\n")
        #expect(rosterMistakes(own, existing: known).isEmpty)
        let handedOn = [columns, person("a", email: "ana@example.com"), person("old")].joined(separator: "\n")
        #expect(rosterMistakes(handedOn, existing: known).isEmpty)
        let other = JoinCode.generate(using: &random, avoiding: [code])
        let codes = [columns, person("a", code: code.description), person("old", code: other.description)]
        #expect(rosterMistakes(codes.joined(separator: "\n"), existing: known).isEmpty)
    }

    @Test("a join code, and one whose check symbol is wrong is no code")
    func joinCodes() {
        var random = SystemRandomNumberGenerator()
        let code = JoinCode.generate(using: &random)
        let text = [
            columns, person("a", code: code.symbols.lowercased()), person("b", code: code.description),
            person("c", code: "#2222"),
        ].joined(separator: "\n")
        #expect(
            rosterMistakes(text, existing: rosterRep) == [
                "line 3, column 35: the join code \(code) is given to two people; the first is at line 2",
                "line 4, column 35: join_code is \"#2222\", which is no join code (its last symbol checks the others); "
                    + "leave it empty to keep the one there is, or to get one",
            ])
    }

    @Test("a meeting's number, in the file or outside it")
    func numbers() {
        let text = "id,name,number,link\na,A,84712639219,\nb,B,,zoom.us/j/84712639219\n"
        #expect(
            rosterMistakes(text) == [
                "line 3, column 6: the number 84712639219 is given to two meetings; the first is at line 2"
            ]
        )
        let known = ExistingRoster(meetings: [MeetingID("old"): MeetingNumber("84712639219")])
        #expect(
            rosterMistakes("id,name,number\na,A,84712639219\n", existing: known)
                == ["line 2, column 5: the number 84712639219 belongs to the meeting old"])
    }

    @Test("a person in another role, and a court representative who is none")
    func roles() {
        var known = rosterRep
        known.people[PersonID("it")] = .administrator
        let text = [columns, person("it"), person("b").replacing("maria.lopez", with: "it")].joined(separator: "\n")
        #expect(
            rosterMistakes(text, existing: known) == [
                "line 2, column 13: it is known as administrator and cannot become participant; choose another id",
                "line 3, column 19: court_rep is it, who is participant; allowed is a court-rep's id",
            ])
    }

    @Test("a phone number without its country code is refused: Zoom would never send it so")
    func phones() {
        let found = rosterMistakes(
            [columns, person("a", phone: "212 555 0100")].joined(separator: "\n"), existing: rosterRep)
        #expect(found.count == 1)
        #expect(found.first?.contains("phone is \"212 555 0100\"; allowed is a number with its country code") == true)
    }
}
