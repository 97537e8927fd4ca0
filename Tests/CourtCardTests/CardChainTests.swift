import Attendance
import CourtCard
import Testing

@Suite("A participant's chain of cards")
struct CardChainTests {
    private func later(_ facts: CardFacts, in occurrence: String) -> CardFacts {
        var facts = facts
        facts.meeting.occurrences = [OccurrenceID(occurrence)]
        return facts
    }

    private func chain() throws -> [Card] {
        let first = try Example.card()
        let second = try Example.card(3, after: first, facts: later(Example.facts, in: "second"))
        var changed = Example.facts
        changed.verdict = .needsReview
        let third = try Example.card(4, after: second, superseding: first, facts: changed)
        return [first, second, third]
    }

    @Test("holds, and shows which cards are in force")
    func whole() throws {
        let cards = try chain()
        let verified = try CardChain(verifying: cards)
        #expect(verified.inForce == [cards[1], cards[2]])
        #expect(try CardChain(verifying: []).inForce.isEmpty)
    }

    @Test("a missing card is found, wherever it stood", arguments: 0..<2)
    func missing(_ index: Int) throws {
        var cards = try chain()
        let next = cards[index + 1].number
        cards.remove(at: index)
        #expect(throws: CardChainError.broken(next, after: index == 0 ? nil : cards[0].number)) {
            try CardChain(verifying: cards)
        }
    }

    @Test("cards out of order are found")
    func order() throws {
        let cards = try chain()
        #expect(throws: CardChainError.broken(cards[2].number, after: cards[0].number)) {
            try CardChain(verifying: [cards[0], cards[2], cards[1]])
        }
    }

    @Test("a card that was exchanged is found by the one after it")
    func exchanged() throws {
        var cards = try chain()
        var facts = cards[1].content.facts
        facts.verdict = .failed
        cards[1] = try Example.card(3, after: cards[0], facts: facts)
        #expect(throws: CardChainError.broken(cards[2].number, after: cards[1].number)) {
            try CardChain(verifying: cards)
        }
    }

    @Test("another person's card is found")
    func otherPerson() throws {
        let first = try Example.card()
        var facts = later(Example.facts, in: "second")
        facts.participant.id = PersonID("P-2")
        let second = try Example.card(2, after: first, facts: facts)
        #expect(throws: CardChainError.otherPerson(second.number)) { try CardChain(verifying: [first, second]) }
    }

    @Test("a number used again, or one that is not higher, is found")
    func numbers() throws {
        let first = try Example.card(5)
        let again = try Example.card(5, after: first, facts: later(Example.facts, in: "second"))
        #expect(throws: CardChainError.numberUsedTwice(again.number)) { try CardChain(verifying: [first, again]) }
        let lower = try Example.card(4, after: first, facts: later(Example.facts, in: "second"))
        #expect(throws: CardChainError.outOfSequence(lower.number)) { try CardChain(verifying: [first, lower]) }
    }

    @Test("a sequence counts for its case only")
    func otherCase() throws {
        let first = try Example.card(5)
        var facts = later(Example.facts, in: "second")
        facts.participant.caseNumber = "CR-9"
        let second = try Example.card(1, after: first, facts: facts)
        #expect(try CardChain(verifying: [first, second]).cards.count == 2)
    }

    @Test("replacing what is unknown, other, of another meeting, or replaced before is found")
    func supersession() throws {
        let first = try Example.card()
        var facts = Example.facts
        facts.verdict = .failed
        let elsewhere = try Example.card(9)
        let unknown = try Example.card(2, after: first, superseding: elsewhere, facts: facts)
        #expect(throws: CardChainError.supersedesUnknown(unknown.number, elsewhere.number)) {
            try CardChain(verifying: [first, unknown])
        }
        let forged = try Example.card(facts: facts)
        let other = try Example.card(2, after: first, superseding: forged, facts: facts)
        #expect(throws: CardChainError.supersedesOtherContent(other.number, first.number)) {
            try CardChain(verifying: [first, other])
        }
        let meeting = try Example.card(2, after: first, superseding: first, facts: later(facts, in: "second"))
        #expect(throws: CardChainError.supersedesOtherMeeting(meeting.number, first.number)) {
            try CardChain(verifying: [first, meeting])
        }
        let second = try Example.card(2, after: first, superseding: first, facts: facts)
        let third = try Example.card(3, after: second, superseding: first, facts: facts)
        #expect(throws: CardChainError.supersededTwice(third.number, first.number)) {
            try CardChain(verifying: [first, second, third])
        }
    }
}
