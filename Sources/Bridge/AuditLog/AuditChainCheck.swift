internal import Attendance
internal import Crypto
internal import JSON
internal import Store

/// Goes through the audit log from its first entry, and says where it is not what was written.
struct AuditChainCheck {
    private(set) var last: StoredAuditEntry?
    /// How many entries are of a time well before that of the entry they follow.
    private(set) var clockSetBack = 0

    /// Work is told of with the moment it began at, and may wait for its turn to be written.
    private static let patience = Span.minutes(1)

    /// - Returns: what is wrong with the entry that comes next; nil when it is as it was written.
    mutating func take(_ entry: StoredAuditEntry) -> AuditLogFault? {
        defer { last = entry }
        let expected = (last?.id ?? 0) + 1
        guard entry.id == expected else { return .missing(from: expected, through: entry.id - 1) }
        guard isAsHashed(entry) else { return .changed(entry: entry.id) }
        guard entry.previous == last?.hash ?? AuditChain.beginning else { return .otherBefore(entry: entry.id) }
        if let last, entry.at < last.at - Self.patience { clockSetBack += 1 }
        return nil
    }

    /// The hash is over the detail as it is understood: one that is written in another way was not written by us.
    private func isAsHashed(_ entry: StoredAuditEntry) -> Bool {
        guard let detail = try? JSON.parse(Array(entry.detail.utf8)),
            (try? detail.canonical()) == Array(entry.detail.utf8)
        else { return false }
        return (try? AuditChain.hash(of: entry).bytes) == entry.hash
    }
}

/// Where the audit log first is not what was written.
public enum AuditLogFault: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(from: Int64, through: Int64)
    /// Its hash is not that of what it says.
    case changed(entry: Int64)
    /// It follows another entry than the one that stands before it: that one was changed, or put in.
    case otherBefore(entry: Int64)
    /// Another entry was kept under this number elsewhere.
    case notAsKept(entry: Int64)
    /// Entries that were kept elsewhere are gone from its end.
    case endsBefore(entry: Int64)

    /// The number of the first entry at fault.
    public var entry: Int64 {
        switch self {
        case .missing(let entry, _), .changed(let entry), .otherBefore(let entry), .notAsKept(let entry),
            .endsBefore(let entry):
            entry
        }
    }

    public var description: String {
        switch self {
        case .missing(let first, let last) where first >= last: "entry \(first) is missing"
        case .missing(let first, let last): "entries \(first) to \(last) are missing"
        case .changed(let entry): "entry \(entry) was changed: its hash is not that of what it says"
        case .otherBefore(let entry):
            "entry \(entry) does not follow the entry before it, which was changed or put in its place"
        case .notAsKept(let entry): "entry \(entry) is another than the one that was kept"
        case .endsBefore(let entry): "the log ends before entry \(entry), which was kept"
        }
    }
}
