public import Attendance
internal import Store

/// A decision as it is shown.
public struct DecisionReport: Hashable, Sendable {
    public var id: Int64
    public var kind: DecisionKind
    public var at: Timestamp
    public var author: PersonID
    /// What the author was at that time.
    public var role: String
    public var participant: PersonID
    public var occurrence: OccurrenceID?
    public var interval: Interval?
    public var card: CardNumber?
    /// The first day of the week.
    public var week: LocalDate?
    /// The kind of name that was claimed for good.
    public var lastingKind: IdentityKey.Kind?
    /// The decision that this one takes back or answers.
    public var target: Int64?
    /// The decision that took this one back, or answered it.
    public var answeredBy: Int64?
    public var isTakenBack: Bool
    public var reason: String
}

extension AttendanceService {
    /// Everything that was decided about a participant, in the order it was decided.
    public func decisions(about participant: PersonID) async throws -> [DecisionReport] {
        try await database.readers.read { snapshot in
            let all = try snapshot.decisions(about: participant)
            let answers = Dictionary(
                all.compactMap { decision in decision.target.map { ($0, decision) } }, uniquingKeysWith: { $1 })
            return try all.compactMap { decision in
                guard let kind = DecisionKind(rawValue: decision.kind) else { return nil }
                let answer = answers[decision.id]
                return DecisionReport(
                    id: decision.id, kind: kind, at: decision.at, author: decision.author, role: decision.role,
                    participant: participant,
                    occurrence: try decision.occurrence.flatMap { try snapshot.occurrence($0)?.id },
                    interval: decision.interval, card: decision.card, week: decision.week.flatMap { LocalDate($0) },
                    lastingKind: decision.identity?.kind, target: decision.target, answeredBy: answer?.id,
                    isTakenBack: answer?.kind == DecisionKind.withdrawal.rawValue, reason: decision.reason)
            }
        }
    }
}
