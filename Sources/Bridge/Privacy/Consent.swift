public import Attendance
internal import Store

/// Whether a participant agreed that their attendance is recorded and shown, as far as anybody wrote it down.
public struct Consent: Hashable, Sendable {
    /// The decision that says so.
    public var decision: Int64
    public var givenAt: Timestamp
    /// Nil: it holds.
    public var revokedAt: Timestamp?
}

extension Consent {
    /// The newest; nil where none was ever given.
    /// - Parameter all: everything that was decided about the participant, what was taken back too.
    init?(_ all: [StoredDecision]) {
        guard let given = all.last(where: { $0.kind == DecisionKind.consent.rawValue }) else { return nil }
        let revoked = all.first { $0.kind == DecisionKind.withdrawal.rawValue && $0.target == given.id }
        self.init(decision: given.id, givenAt: given.at, revokedAt: revoked?.at)
    }
}

extension Decisions {
    /// The consent that holds.
    var consent: StoredDecision? { list.last { $0.kind == DecisionKind.consent.rawValue } }
}
