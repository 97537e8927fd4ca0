public import Attendance
import Crypto

/// All cards of one participant, each holding the hash of the one before it.
public struct CardChain: Hashable, Sendable {
    /// In the order in which they were issued.
    public let cards: [Card]
    private let superseded: Set<CardNumber>

    /// - Parameter cards: in the order in which they were issued, none left out.
    public init(verifying cards: [Card]) throws(CardChainError) {
        var earlier: [CardNumber: Card] = [:]
        var superseded: Set<CardNumber> = []
        var last: [String: Int] = [:]
        var previous: Card?
        for card in cards {
            let content = card.content
            if let previous, previous.content.facts.participant.id != content.facts.participant.id {
                throw .otherPerson(card.number)
            }
            guard content.previous == previous?.hash else { throw .broken(card.number, after: previous?.number) }
            guard earlier[card.number] == nil else { throw .numberUsedTwice(card.number) }
            if let parts = card.number.parts {
                guard parts.sequence > last[parts.caseDigits, default: 0] else { throw .outOfSequence(card.number) }
                last[parts.caseDigits] = parts.sequence
            }
            for target in content.supersedes?.all ?? [] {
                guard let old = earlier[target.number] else {
                    throw .supersedesUnknown(card.number, target.number)
                }
                guard old.hash == target.hash else { throw .supersedesOtherContent(card.number, target.number) }
                // Occurrences may turn out to belong together, or not to.
                guard !Set(old.content.facts.meeting.occurrences).isDisjoint(with: content.facts.meeting.occurrences)
                else { throw .supersedesOtherMeeting(card.number, target.number) }
                guard superseded.insert(target.number).inserted else {
                    throw .supersededTwice(card.number, target.number)
                }
            }
            earlier[card.number] = card
            previous = card
        }
        self.cards = cards
        self.superseded = superseded
    }

    /// The cards that no later one has replaced.
    public var inForce: [Card] { cards.filter { !superseded.contains($0.number) } }
}

extension Supersession {
    /// Every card whose place is taken.
    fileprivate var all: [Replaced] { [Replaced(number: number, hash: hash)] + also }
}

/// What is wrong with a chain. The first card is always the one at fault, as far as the chain shows.
public enum CardChainError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The card does not hold the hash of the one before it: one is missing, was changed, or they are out of order.
    case broken(CardNumber, after: CardNumber?)
    case otherPerson(CardNumber)
    case numberUsedTwice(CardNumber)
    /// The number is not higher than an earlier one of the same case.
    case outOfSequence(CardNumber)
    case supersedesUnknown(CardNumber, CardNumber)
    case supersedesOtherContent(CardNumber, CardNumber)
    case supersedesOtherMeeting(CardNumber, CardNumber)
    case supersededTwice(CardNumber, CardNumber)

    public var description: String {
        switch self {
        case .broken(let card, nil): "Card \(card) is not the first of its chain: an earlier one is missing."
        case .broken(let card, let before?):
            "Card \(card) does not follow \(before): a card is missing, was changed, or is out of order."
        case .otherPerson(let card): "Card \(card) belongs to somebody else."
        case .numberUsedTwice(let card): "The number \(card) was used twice."
        case .outOfSequence(let card): "The number \(card) is not higher than an earlier one of the case."
        case .supersedesUnknown(let card, let old): "Card \(card) replaces \(old), which is not before it."
        case .supersedesOtherContent(let card, let old): "Card \(card) replaces another \(old) than the one here."
        case .supersedesOtherMeeting(let card, let old): "Card \(card) replaces \(old), a card of another meeting."
        case .supersededTwice(let card, let old): "Card \(card) replaces \(old), which was replaced before."
        }
    }
}
