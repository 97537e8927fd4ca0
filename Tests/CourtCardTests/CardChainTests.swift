import Attendance
import CourtCard
import Crypto
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
        #expect(try CardChain(verifying: [] as [Card]).inForce.isEmpty)
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

    // MARK: Erased cards

    @Test("holds with personal values erased, of some cards or of all")
    func erased() throws {
        var cards = try chain()
        let erased = try cards.map { try Card(verifying: $0.canonical, hash: $0.hash) }
        #expect(erased.allSatisfy { $0.content.isErased })
        let inForce = try CardChain(verifying: cards).inForce.map(\.number)
        #expect(try CardChain(verifying: erased).inForce.map(\.number) == inForce)
        cards[0] = erased[0]
        #expect(try CardChain(verifying: cards).inForce.map(\.number) == inForce)
    }

    @Test("holds where documents are gone and their hashes are left", arguments: 0..<3)
    func gone(_ index: Int) throws {
        var entries = try chain().map(CardChain.Entry.card)
        let (number, hash) = (entries[index].number, entries[index].hash)
        entries[index] = .gone(number, hash: hash)
        let verified = try CardChain(verifying: entries)
        #expect(verified.gone == [number])
        #expect(verified.cards.count == 2)
        // What it replaced is told by its document alone.
        #expect(verified.inForce.count == (index == 0 ? 2 : index == 1 ? 1 : 2))
        #expect(try CardChain(verifying: entries.map { .gone($0.number, hash: $0.hash) }).gone.count == 3)
    }

    @Test("with a wrong hash for a card that is gone is found by the one after it")
    func goneWithOtherHash() throws {
        var entries = try chain().map(CardChain.Entry.card)
        entries[1] = .gone(entries[1].number, hash: Example.digest("x"))
        #expect(throws: CardChainError.broken(entries[2].number, after: entries[1].number)) {
            try CardChain(verifying: entries)
        }
        entries = try chain().map(CardChain.Entry.card)
        // Its own place is known even so.
        entries.swapAt(0, 1)
        entries[0] = .gone(entries[0].number, hash: entries[0].hash)
        #expect(throws: CardChainError.self) { try CardChain(verifying: entries) }
    }

    @Test("numbers count and replaced cards must be the same where documents are gone")
    func goneAndNumbers() throws {
        let cards = try chain()
        let hash = Example.digest("x")
        #expect(throws: CardChainError.numberUsedTwice(cards[0].number)) {
            try CardChain(verifying: [.card(cards[0]), .gone(cards[0].number, hash: hash)])
        }
        #expect(throws: CardChainError.outOfSequence(cards[0].number)) {
            try CardChain(verifying: [.gone(cards[1].number, hash: hash), .gone(cards[0].number, hash: hash)])
        }
        var entries = cards.map(CardChain.Entry.card)
        entries[1] = .gone(cards[1].number, hash: cards[1].hash)
        entries[0] = .gone(cards[0].number, hash: hash)
        #expect(throws: CardChainError.supersedesOtherContent(cards[2].number, cards[0].number)) {
            try CardChain(verifying: entries)
        }
    }
}
