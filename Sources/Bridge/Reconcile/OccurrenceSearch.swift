internal import Attendance
internal import Store

/// Which of a meeting's occurrences a report is of: it names none.
struct OccurrenceSearch {
    /// When the report says that the meeting began; nil where it does not.
    let start: Timestamp?
    /// From the first to the last moment that it tells of.
    let first: Timestamp
    let last: Timestamp

    struct Candidate: Hashable {
        let record: OccurrenceRecord
        let began: Timestamp?
        let ended: Timestamp?
    }

    enum Outcome: Hashable {
        case found(Candidate)
        case several([Candidate])
        case none
    }

    /// How far a report's start may be from what was told of the occurrence: reports may lack seconds, and the first
    /// deliveries may be missing.
    private static let tolerance = Span.minutes(5)
    /// As long as an occurrence may be of which no end was told.
    private static let longest = Span.hours(12)

    /// Where in time to look for candidates.
    var window: ClosedRange<Timestamp> {
        // Deliveries may come late, and Zoom lets a meeting last 30 hours.
        first - .hours(30)...last + .hours(30)
    }

    /// - Parameter candidates: of the same meeting.
    func find(among candidates: [Candidate]) -> Outcome {
        let near = candidates.filter { candidate in
            guard let start, let began = candidate.began else { return false }
            return began - start <= Self.tolerance && start - began <= Self.tolerance
        }
        if !near.isEmpty { return one(of: near) }
        return one(
            of: candidates.filter { candidate in
                guard let began = candidate.began else { return false }
                return began <= last && first <= candidate.ended ?? began + Self.longest
            })
    }

    private func one(of candidates: [Candidate]) -> Outcome {
        switch candidates.count {
        case 0: .none
        case 1: .found(candidates[0])
        default:
            .several(
                candidates.sorted { a, b in
                    (a.began ?? .distantFuture, a.record.id) < (b.began ?? .distantFuture, b.record.id)
                })
        }
    }
}
