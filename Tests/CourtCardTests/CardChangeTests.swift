import Attendance
import CourtCard
import Testing

@Suite("What a card says differently")
struct CardChangeTests {
    @Test("the name that a label took the place of is on no later card, also not as what changed")
    func label() {
        var before = Example.facts
        before.meeting.name = "Tuesday Sobriety Group"
        before.meeting.program = "Recovery"
        var after = before
        (after.meeting.name, after.meeting.program, after.meeting.isNeutral) = ("Meeting", nil, true)
        #expect(after.saysTheSame(as: before) && after.changes(since: before).isEmpty)
        #expect(before.saysTheSame(as: after) && before.changes(since: after).isEmpty)
        after.verdict = .failed
        #expect(after.changes(since: before).map(\.what) == ["verdict"])
        after.meeting.numberLast4 = "0000"
        let told = after.changes(since: before).map { $0.before + $0.after }.joined()
        #expect(!told.contains("Sobriety") && !told.contains("Recovery") && told.contains("0000"))
    }

    static let edits: [(String, @Sendable (inout CardFacts) -> Void)] = [
        ("verdict", { $0.verdict = .failed }),
        ("time proven", { $0.presence.proven = Example.stays((1, 30)) }),
        ("time proven", { $0.presence.proven = Example.stays((1, 30), (36, 58), (59, 60)) }),
        ("time inferred", { $0.presence.inferred = Example.stays() }),
        ("time corrected", { $0.presence.corrected = Example.stays((30, 35)) }),
        ("time in the waiting room", { $0.presence.waiting = Example.stays() }),
        ("connections", { $0.presence.connections = 3 }),
        ("scheduled time", { $0.scheduled = nil }),
        ("start of the meeting", { $0.actual.start = nil }),
        ("end of the meeting", { $0.actual.end = nil }),
        ("how the person was recognised", { $0.match.strength = .code }),
        ("how the person was recognised", { $0.match.by = .phone }),
        ("person", { $0.participant.id = PersonID("P-2") }),
        ("name", { $0.participant.name = "Ana T." }),
        ("case number", { $0.participant.caseNumber = "2" }),
        ("court representative", { $0.participant.courtRep = PersonID("x") }),
        ("meeting", { $0.meeting.name = "x" }),
        ("meeting", { $0.meeting.id = MeetingID("x") }),
        ("meeting", { $0.meeting.platform = "x" }),
        ("meeting", { $0.meeting.numberLast4 = "x" }),
        ("occurrences", { $0.meeting.occurrences = [OccurrenceID("x")] }),
        ("time taken away", { $0.presence.removed = Example.stays((30, 35)) }),
        ("decisions", { $0.decisions = [Example.decision("correction-add")] }),
        ("program", { $0.meeting.program = nil }),
        ("policy", { $0.policy.version = "x" }),
        ("policy", { $0.policy.name = "x" }),
        ("rule late", { $0.rules[1].outcome = "passed" }),
        ("rule late", { $0.rules.removeLast() }),
        ("order of the rules", { $0.rules.reverse() }),
        ("notes", { $0.flags = [] }),
        ("notes", { $0.flags[0].id = "other" }),
    ]

    @Test("each fact that changes makes another card, and is told with what it was and is", arguments: edits.indices)
    func changes(_ index: Int) {
        let (what, edit) = Self.edits[index]
        var facts = Example.facts
        edit(&facts)
        #expect(!facts.saysTheSame(as: Example.facts))
        let changes = facts.changes(since: Example.facts)
        #expect(changes.map(\.what) == [what])
        #expect(changes.allSatisfy { $0.before != $0.after })
    }

    @Test("Zoom repeating itself in other bytes makes no other card")
    func repetition() {
        var facts = Example.facts
        facts.evidence = .init(
            bodies: [
                Example.digest("a"): .init(source: "webhook", receivedAt: Example.start),
                Example.digest("b"): .init(source: "webhook", receivedAt: Example.start),
                Example.digest("c"): .init(source: "report-api", receivedAt: Example.start),
            ])
        facts.rules[0].sentences["es"] = "Otra frase."
        facts.completion = .init(reason: "all-left", sentence: "Everybody left.")
        #expect(facts.saysTheSame(as: Example.facts))
        #expect(facts.changes(since: Example.facts).isEmpty)
    }

    @Test("lengths of time are told in minutes and seconds, moved time with its ends")
    func words() {
        var facts = Example.facts
        facts.presence.proven = Example.stays((1, 30))
        #expect(
            facts.changes(since: Example.facts) == [
                CardChange(what: "time proven", before: "52 min 0 s", after: "29 min 0 s")
            ])
        facts = Example.facts
        facts.presence.inferred = Example.stays((59, 61))
        #expect(
            facts.changes(since: Example.facts) == [
                CardChange(
                    what: "time inferred", before: "2026-10-06T23:58:00Z to 2026-10-07T00:00:00Z",
                    after: "2026-10-06T23:59:00Z to 2026-10-07T00:01:00Z")
            ])
    }

    @Test("a card that replaces another names it, its hash, why, and the verdict first")
    func supersession() throws {
        let old = try Example.card()
        var facts = Example.facts
        facts.verdict = .needsReview
        facts.presence.proven = Example.stays((1, 30))
        let new = try Example.card(2, after: old, superseding: old, facts: facts)
        let supersession = try #require(new.content.supersedes)
        #expect(supersession.number == old.number)
        #expect(supersession.hash == old.hash)
        #expect(supersession.changes.map(\.what) == ["verdict", "time proven"])
        #expect(supersession.changes.first == CardChange(what: "verdict", before: "counted", after: "needs review"))
    }
}
