/// One place where the database says something else than what follows from its journal. Names rows by their numbers only.
public struct AuditDifference: Hashable, Sendable, CustomStringConvertible {
    public var table: String
    /// Which row, for instance `occurrence 12, participant P-1001`.
    public var row: String
    public var what: String

    public init(_ table: String, _ row: String, _ what: String) {
        self.table = table
        self.row = row
        self.what = what
    }

    public var description: String { "\(table) (\(row)): \(what)" }
}

/// What an audit looked at, and how it came out.
public struct AuditSummary: Hashable, Sendable {
    public var deliveries = 0
    public var occurrences = 0
    public var attendances = 0
    public var unmatched = 0
    public var cards = 0
    public var decisions = 0
    /// Entries of the log of who did what.
    public var logged = 0
    /// Occurrences that the bridge is still to derive anew: their journal was looked at, nothing else.
    public var pending = 0
    /// Cards in force whose evidence cannot be told from what came after they were issued; what they say was compared.
    public var undatedEvidence = 0
    public var differences = 0

    public init() {}

    static func += (a: inout Self, b: Self) {
        a.deliveries += b.deliveries
        a.occurrences += b.occurrences
        a.attendances += b.attendances
        a.unmatched += b.unmatched
        a.cards += b.cards
        a.decisions += b.decisions
        a.logged += b.logged
        a.pending += b.pending
        a.undatedEvidence += b.undatedEvidence
        a.differences += b.differences
    }
}

/// What one portion of an audit brought.
struct AuditFindings: Sendable {
    var summary = AuditSummary()
    private(set) var differences: [AuditDifference] = []

    mutating func add(_ table: String, _ row: String, _ what: String) {
        differences.append(AuditDifference(table, row, what))
        summary.differences += 1
    }

    mutating func require(_ isSo: Bool, _ table: String, _ row: String, _ what: @autoclosure () -> String) {
        if !isSo { add(table, row, what()) }
    }
}
