import Attendance
import Crypto
import JSON
import ServiceSupport
import Testing

@testable import attendance_bridge

@Suite("Decisions by commands")
struct CommandLineDecisionTests {
    /// Nobody on the roster.
    static let stranger = 7
    static let strangerEmail = TestRoster.email(stranger, of: 0)
    static let (rep, otherRep) = (TestRoster.courtRep(0), TestRoster.courtRep(1))
    static let (present, absent) = (TestRoster.participant(0, of: 0), TestRoster.participant(1, of: 0))

    /// A running bridge that was told of whole occurrences, in each of which were one participant and one stranger.
    private func bridge(_ occurrences: String...) async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started(.init(environment: ["BRIDGE_SETTLE_SECONDS": "0"]))
        for id in occurrences { try tell(bridge, of: TestOccurrence(of: 0, id)) }
        try await eventually("every occurrence is complete") {
            try DatabaseFile(bridge.database).rows("SELECT 1 FROM card").count == occurrences.count
        }
        return bridge
    }

    private func tell(_ bridge: BridgeProcess, of occurrence: TestOccurrence) throws {
        let bodies = [
            occurrence.started(), occurrence.joined(0), occurrence.joined(Self.stranger), occurrence.left(0),
            occurrence.left(Self.stranger), occurrence.ended(),
        ]
        for body in bodies { #expect(try bridge.deliver(body).status == 200) }
    }

    /// What a command that works prints with `--json`.
    private func json(_ bridge: BridgeProcess, _ words: String...) async throws -> JSON {
        let result = try await bridge.command(words + ["--json"])
        #expect(result.status == 0, "\(words): \(result.errors)")
        return try JSON.parse(Array(result.output.utf8))
    }

    private func decide(_ bridge: BridgeProcess, _ words: String..., by person: String = rep) async throws -> JSON {
        let result = try await bridge.command(words + ["--by", person, "--reason", "Because", "--json"])
        #expect(result.status == 0, "\(words): \(result.errors)")
        return try JSON.parse(Array(result.output.utf8))
    }

    private func attendee(_ bridge: BridgeProcess) async throws -> [String] {
        let page = try await json(bridge, "unmatched", "--by", Self.rep)
        let first = try #require(page["attendees"]?[0])
        return [try #require(first["occurrence"]?.string), try #require(first["attendee"]?.string)]
    }

    private func attended(_ bridge: BridgeProcess, _ person: String) throws -> Int {
        try DatabaseFile(bridge.database).rows("SELECT 1 FROM attendance WHERE participant = '\(person)'").count
    }

    @Test("who was there and matches nobody is shown to the representative concerned alone")
    func unmatched() async throws {
        let bridge = try await bridge("one")
        let page = try await json(bridge, "unmatched", "--by", Self.rep)
        #expect(page["attendees"]?.array?.count == 1)
        #expect(page["attendees"]?[0]?["emails"] == [.string(Self.strangerEmail)])
        #expect(page["attendees"]?[0]?["provenMinutes"] == 48)
        #expect(page["attendees"]?[0]?["connections"] == 1)
        #expect(try await json(bridge, "unmatched", "--by", Self.otherRep)["attendees"] == [])
        #expect(try await json(bridge, "unmatched")["attendees"]?.array?.count == 1, "nobody named: everything")
        let table = try await bridge.command(["unmatched"])
        #expect(table.output.contains("occurrence one\n"))
        #expect(table.output.contains(Self.strangerEmail))
    }

    @Test("a claim through the running bridge makes a card, and taken back takes it away")
    func claimed() async throws {
        let bridge = try await bridge("one")
        let attendee = try await attendee(bridge)
        let claimed = try await bridge.command(
            ["claim"] + attendee + [Self.absent, "--by", Self.rep, "--reason", "Knew the voice"])
        #expect(claimed.output.hasPrefix("Decision 1 is taken down.\nThe card that holds now is CC-"))
        #expect(try attended(bridge, Self.absent) == 1)
        #expect(try await json(bridge, "unmatched")["attendees"] == [])

        #expect(try await decide(bridge, "withdraw", "1")["decision"] == 2)
        #expect(try attended(bridge, Self.absent) == 0)
        let decisions = try await json(bridge, "decisions", Self.absent)
        #expect(decisions.array?.map { $0["kind"] } == ["claim", "withdrawal"])
        #expect(decisions[0]?["isTakenBack"] == true)
        #expect(decisions[0]?["reason"] == "Knew the voice")
        #expect(decisions[0]?["role"] == "court-rep")
    }

    @Test("a claim for good where no bridge runs reaches other occurrences before the command ends")
    func claimedForGood() async throws {
        let bridge = try await bridge("one", "two")
        try await bridge.stop()
        let attendee = try await attendee(bridge)
        let claim = try await bridge.command(
            ["claim"] + attendee + [Self.absent, "--for-good", "email", "--by", Self.rep, "--reason", "Theirs"])
        #expect(claim.status == 0, "\(claim.errors)")
        #expect(try attended(bridge, Self.absent) == 2)
        #expect(try await json(bridge, "decisions", Self.absent)[0]?["forGood"] == "email")
    }

    @Test("corrections, excuses and voids replace the card, and say which one holds")
    func corrected() async throws {
        let bridge = try await bridge("one")
        let first = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
        let moments = try DatabaseFile(bridge.database).column("SELECT began_ms FROM occurrence WHERE began_ms > 0")
        let began = Timestamp(milliseconds: try #require(moments.first.flatMap { Int64($0) }))
        let interval = "\((began + .minutes(10)).rfc3339)/\((began + .minutes(20)).rfc3339)"
        let corrected = try await decide(bridge, "correct", first, "--remove", interval)
        let second = try #require(corrected["card"]?.string)
        #expect(second != first)
        // The same attendance, by its first card.
        let voided = try await decide(bridge, "void", first)
        let third = try #require(voided["card"]?.string)
        #expect(try DatabaseFile(bridge.database).column("SELECT is_void FROM card ORDER BY id") == ["0", "0", "1"])
        _ = try await decide(bridge, "excuse", "one", Self.present)
        #expect(try DatabaseFile(bridge.database).column("SELECT is_excused FROM card ORDER BY id").last == "1")
        let chain = try DatabaseFile(bridge.database).column("SELECT supersedes FROM card ORDER BY id")
        #expect(chain == ["", first, second, third])
    }

    @Test("a participant disputes a card of theirs and is answered")
    func disputed() async throws {
        let bridge = try await bridge("one")
        let card = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
        #expect(try await decide(bridge, "dispute", card, by: Self.present)["decision"] == 1)
        #expect(try await decide(bridge, "answer", "1")["decision"] == 2)
        let table = try await bridge.command(["decisions", Self.present])
        #expect(table.output.contains("answered by 2"))
    }

    @Test("a week is excused by any of its dates")
    func excusedWeek() async throws {
        let bridge = try await BridgeProcess(.init(environment: ["BRIDGE_WEEK_START": "sunday"]))
        _ = try await decide(bridge, "excuse-week", Self.present, "2026-12-24")
        let decisions = try await json(bridge, "decisions", Self.present)
        #expect(decisions[0]?["week"] == "2026-12-20", "the Sunday before")
    }

    @Test("who may not decide is told so, and nothing is decided")
    func rights() async throws {
        let bridge = try await bridge("one")
        let attendee = try await attendee(bridge)
        let card = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card").first)
        let refusals: [(words: [String], by: String, why: String)] = [
            (["claim"] + attendee + [Self.absent], Self.otherRep, "there is no participant that rep1 may decide about"),
            (["void", card], Self.otherRep, "there is no participant that rep1 may decide about"),
            (["void", card], Self.present, "is a participant: name a court representative"),
            (["void", card], "nobody", "nobody on the roster has the id nobody"),
            (["void", "CC-2026-1-1"], Self.rep, "there is no attendance that rep0 may decide about"),
            (["dispute", card], Self.rep, "is no participant: name with --by whose card it is"),
            (["dispute", card], Self.absent, "there is no card that p1m0 may decide about"),
            (["withdraw", "1"], Self.rep, "there is no decision that rep0 may decide about"),
            (
                ["claim"] + attendee + [Self.absent, "--for-good", "phone"], Self.rep,
                "Nothing of the kind phone was seen"
            ),
        ]
        for (words, person, why) in refusals {
            let result = try await bridge.command(words + ["--by", person, "--reason", "x"])
            #expect(result.status == 1, "\(words)")
            #expect(result.errors.contains(why), "\(words): \(result.errors)")
        }
        #expect(try DatabaseFile(bridge.database).rows("SELECT * FROM decision") == [])
        let mistyped = try await bridge.command(["void", card, "--by", Self.rep])
        #expect(mistyped.status == 64, "a reason is needed")
    }

    @Test(
        "a delivery is shown with what the journal knows of it, and without the people in it", arguments: [true, false])
    func shown(isRunning: Bool) async throws {
        let occurrence = TestOccurrence(of: 0, "one")
        let bridge = try await BridgeProcess.started()
        #expect(try bridge.deliver(occurrence.joined(Self.stranger)).status == 200)
        if !isRunning { try await bridge.stop() }
        for words in [["--json"], ["--body"], []] {
            let result = try await bridge.command(["events", "show", "1"] + words)
            #expect(result.output.contains("(hidden)"))
            for personal in ["example.com", "Person 7", "p7m0"] { #expect(!result.output.contains(personal)) }
        }
        let shown = try await json(bridge, "events", "show", "1")
        let body = occurrence.joined(Self.stranger)
        #expect(shown["bytes"] == .integer(Int64(body.count)))
        #expect(shown["sha256"] == .string(SHA256.hash(body).hex))
        #expect(shown["source"] == "webhook")
        #expect(shown["form"] == "sealed")
        #expect(shown["occurrence"] == "one")
        let list = try await json(bridge, "events", "list")
        #expect(list[0]?["bytes"] == .integer(Int64(body.count)))
        #expect(list[0]?["body"] == nil)
    }

    @Test("a policy that participants are under and no file holds is told of at the start")
    func missingPolicy() async throws {
        let folder = try TestFolder()
        let policy = """
            {"default": "a", "policies": [
              {"name": "a", "rules": [{"rule": "late", "atMostMinutes": 10}]},
              {"name": "strict", "rules": [{"rule": "late", "atMostMinutes": 1}]}]}
            """
        var setup = BridgeProcess.Setup(environment: ["BRIDGE_POLICY": try folder.write(policy, to: "policy.json")])
        let roster = """
            kind,id,name,case_number,court_rep,time_zone,policy
            court-rep,rep,Rep,,,,
            participant,ana,Ana,CR-1,rep,America/New_York,strict
            participant,ben,Ben,CR-2,rep,America/New_York,strict
            """
        setup.roster = nil
        let before = try await BridgeProcess(setup, folder: folder)
        let imported = try await before.command(["roster", "import", try folder.write(roster, to: "roster.csv")])
        #expect(imported.status == 0, "\(imported.errors)")
        try await before.start()
        #expect(!before.log.contains { $0["event"] == "policy-missing" })
        try await before.stop()

        let after = try await BridgeProcess.started(.init(roster: nil), folder: folder)
        let warning = try #require(after.log.first { $0["event"] == "policy-missing" })
        #expect(warning["policy"] == "strict")
        #expect(warning["participants"] == 2)
        #expect(warning["level"] == "warning")
    }
}
