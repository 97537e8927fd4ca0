public import Attendance
public import Crypto

/// All cards of one participant, each holding the hash of the one before it.
public struct CardChain: Hashable, Sendable {
    /// In the order in which they were issued.
    public let entries: [Entry]
    private let superseded: Set<CardNumber>

    public enum Entry: Hashable, Sendable {
        /// Its personal values may be erased: nothing here rests on them.
        case card(Card)
        /// The document is gone, as happens when somebody is forgotten whose cards held their name in it.
        case gone(CardNumber, hash: Digest)

        public var number: CardNumber {
            switch self {
            case .card(let card): card.number
            case .gone(let number, _): number
            }
        }

        public var hash: Digest {
            switch self {
            case .card(let card): card.hash
            case .gone(_, let hash): hash
            }
        }

        /// Nil when the document is gone.
        public var card: Card? {
            guard case .card(let card) = self else { return nil }
            return card
        }
    }

    /// - Parameter cards: in the order in which they were issued, none left out.
    public init(verifying cards: [Card]) throws(CardChainError) { try self.init(verifying: cards.map(Entry.card)) }

    /// - Parameter entries: in the order in which the cards were issued, none left out.
    ///
    /// A card whose document is gone is held to what the others say of it: the one after it names its hash. That it came
    /// after the one before it, only the ledger of all cards can show.
    public init(verifying entries: [Entry]) throws(CardChainError) {
        var earlier: [CardNumber: Entry] = [:]
        var superseded: Set<CardNumber> = []
        var last: [String: Int] = [:]
        var previous: Entry?
        var person: PersonID?
        for entry in entries {
            let number = entry.number
            if let content = entry.card?.content {
                if let person, person != content.facts.participant.id { throw .otherPerson(number) }
                person = content.facts.participant.id
                guard content.previous == previous?.hash else { throw .broken(number, after: previous?.number) }
            }
            guard earlier[number] == nil else { throw .numberUsedTwice(number) }
            if let parts = number.parts {
                guard parts.sequence > last[parts.caseDigits, default: 0] else { throw .outOfSequence(number) }
                last[parts.caseDigits] = parts.sequence
            }
            for target in entry.card?.content.supersedes?.all ?? [] {
                guard let old = earlier[target.number] else { throw .supersedesUnknown(number, target.number) }
                guard old.hash == target.hash else { throw .supersedesOtherContent(number, target.number) }
                guard entry.mayBeOfTheMeeting(of: old) else { throw .supersedesOtherMeeting(number, target.number) }
                guard superseded.insert(target.number).inserted else { throw .supersededTwice(number, target.number) }
            }
            earlier[number] = entry
            previous = entry
        }
        self.entries = entries
        self.superseded = superseded
    }

    /// Those that are not gone.
    public var cards: [Card] { entries.compactMap(\.card) }

    /// The cards that no later one has replaced, as far as their documents are there.
    public var inForce: [Card] { cards.filter { !superseded.contains($0.number) } }

    /// The cards whose document is gone.
    public var gone: [CardNumber] { entries.filter { $0.card == nil }.map(\.number) }
}

extension CardChain.Entry {
    /// Occurrences may turn out to belong together, or not to; one at least must be of both cards. Nobody can say it of a
    /// card that is gone.
    fileprivate func mayBeOfTheMeeting(of old: Self) -> Bool {
        guard let card, let old = old.card else { return true }
        return !Set(old.content.facts.meeting.occurrences).isDisjoint(with: card.content.facts.meeting.occurrences)
    }
}

extension Supersession {
    /// Every card whose place is taken.
    fileprivate var all: [Replaced] { [Replaced(number: number, hash: hash)] + also }
}
