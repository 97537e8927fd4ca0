public import Attendance

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
