internal import Attendance
internal import Store

/// What people decided about one occurrence and still holds: the same list of decisions gives the same, whenever the
/// deliveries came.
struct Decisions: Hashable {
    /// In the order they were made, those taken back left out.
    let list: [StoredDecision]
    private var claims: [String: PersonID] = [:]
    private var amendments: [PersonID: Amendments] = [:]

    init(_ all: [StoredDecision] = []) {
        let withdrawn = Set(all.filter { $0.kind == DecisionKind.withdrawal.rawValue }.compactMap(\.target))
        list = all.filter { !withdrawn.contains($0.id) && $0.kind != DecisionKind.withdrawal.rawValue }
        var changes: [PersonID: [Amendments.Change]] = [:]
        for decision in list {
            guard let person = decision.participant, let kind = DecisionKind(rawValue: decision.kind) else { continue }
            switch (kind, decision.interval) {
            case (.claim, _):
                // The first claim of a connection holds until it is taken back.
                for name in decision.attendee where claims[name] == nil { claims[name] = person }
            case (.addTime, let interval?): changes[person, default: []].append(.add(interval))
            case (.removeTime, let interval?): changes[person, default: []].append(.remove(interval))
            default: break
            }
        }
        amendments = changes.mapValues { Amendments($0) }
    }

    var people: Set<PersonID> { Set(list.compactMap(\.participant)) }
    var amended: [PersonID] { amendments.keys.sorted() }

    func amendments(of person: PersonID) -> Amendments { amendments[person] ?? Amendments() }

    /// Who a connection was claimed for, by any of its names.
    func claimant(of names: [ConnectionKey]) -> PersonID? {
        guard !claims.isEmpty else { return nil }
        for name in names { if let person = claims[name.name] { return person } }
        return nil
    }

    /// What a card of somebody has to tell.
    func shown(of person: PersonID) -> [StoredDecision] {
        list.filter { $0.participant == person && DecisionKind(rawValue: $0.kind)?.isOnCard == true }
    }
}

extension Amendments {
    var addsTime: Bool { !added.isEmpty }
}

/// What people decide.
public enum DecisionKind: String, Hashable, Sendable, CaseIterable {
    /// An attendee who matched nobody is a participant.
    case claim
    /// Time that was not told is added, or time that was told is taken away.
    case addTime = "add-time"
    case removeTime = "remove-time"
    /// What is missing is not held against the participant.
    case excuse
    /// The attendance does not count.
    case void
    /// A card is made anew though nothing has changed.
    case reissue
    case excusedWeek = "excused-week"
    /// The participant says that a card is wrong, and is answered.
    case dispute
    case disputeAnswer = "dispute-answer"
    /// The participant agreed to something; the reason says to what. Taken back, it is revoked.
    case consent
    /// Takes another decision back.
    case withdrawal

    var isOnCard: Bool {
        switch self {
        case .claim, .addTime, .removeTime, .excuse, .void, .reissue: true
        case .excusedWeek, .dispute, .disputeAnswer, .consent, .withdrawal: false
        }
    }
}
