public import Attendance
internal import Store

/// What a participant says is wrong with a card, and what became of it.
public struct DisputeReport: Hashable, Sendable {
    /// The decision that opened it.
    public var id: Int64
    public var participant: PersonID
    public var name: String
    public var card: CardNumber
    /// The card that took its place, as the answer to the dispute or for any other reason.
    public var supersededBy: CardNumber?
    public var at: Timestamp
    public var reason: String
    public var answer: Answer?
    public var isTakenBack: Bool

    public var isOpen: Bool { answer == nil && !isTakenBack }

    public struct Answer: Hashable, Sendable {
        public var decision: Int64
        public var at: Timestamp
        public var author: PersonID
        /// What the author was at that time.
        public var role: String
        public var reason: String
    }
}

/// One page of a list, the newest first.
public struct DisputePage: Hashable, Sendable {
    public var disputes: [DisputeReport]
    /// Ask for what comes before this; nil at the end.
    public var next: Int64?
}

extension AttendanceService {
    /// A participant's own disputes, those of a court representative's participants, or all for administrators.
    /// - Parameters:
    ///   - isOpen: only those that were neither taken back nor answered.
    ///   - before: `next` of the page before.
    public func disputes(
        for author: Author, isOpen: Bool, before: Int64?, limit: Int
    ) async throws -> DisputePage {
        try await database.readers.read { snapshot in
            var found = try snapshot.disputes(
                by: author.role == .participant ? author.id : nil, under: author.role == .courtRep ? author.id : nil,
                isOpen: isOpen, before: before ?? .max, limit: limit + 1)
            let isLast = found.count <= limit
            if !isLast { found.removeLast() }
            let answers = Dictionary(grouping: try snapshot.decisions(onAll: found.map(\.id))) { $0.target ?? 0 }
            let names = try snapshot.participants(among: Set(found.compactMap(\.participant)))
                .reduce(into: [PersonID: String]()) { $0[$1.id] = $1.name }
            let successors = try snapshot.successors(of: Set(found.compactMap(\.card)))
            return DisputePage(
                disputes: found.compactMap { dispute in
                    guard let participant = dispute.participant, let card = dispute.card else { return nil }
                    return DisputeReport(
                        dispute, participant, names[participant] ?? "", card, supersededBy: successors[card],
                        answers[dispute.id] ?? [])
                },
                next: isLast ? nil : found.last?.id)
        }
    }
}

extension DisputeReport {
    fileprivate init(
        _ stored: StoredDecision, _ participant: PersonID, _ name: String, _ card: CardNumber,
        supersededBy successor: CardNumber?, _ answers: [StoredDecision]
    ) {
        let answer = answers.first { $0.kind == DecisionKind.disputeAnswer.rawValue }
        self.init(
            id: stored.id, participant: participant, name: name, card: card, supersededBy: successor, at: stored.at,
            reason: stored.reason,
            answer: answer.map {
                Answer(decision: $0.id, at: $0.at, author: $0.author, role: $0.role, reason: $0.reason)
            },
            isTakenBack: answers.contains { $0.kind == DecisionKind.withdrawal.rawValue })
    }
}
