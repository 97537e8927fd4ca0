public import Attendance
internal import Synchronization

/// Knows when something was last touched by a commit, so that what was made from the database can be kept outside it and
/// is still never another than the database says.
///
/// A touch is noted before its commit, and the commit's end after it. Whoever marks the time, takes a snapshot then, and
/// finds a subject untouched since the mark has the newest there is of it; and what was kept from an earlier snapshot is
/// the same as in this one if the subject was touched after neither of the two marks.
public final class Freshness: Sendable {
    /// What values are made from.
    public enum Subject: Hashable, Sendable {
        /// What the roster says of a participant, what they attended, their cards, and what was decided about them.
        case participant(PersonID)
        /// The attendees of an occurrence who match nobody.
        case unmatched(OccurrenceKey)
    }

    /// How many commits had ended.
    public struct Mark: Hashable, Comparable, Sendable {
        fileprivate let commits: UInt64
        public static func < (a: Self, b: Self) -> Bool { a.commits < b.commits }
    }

    private struct State {
        var begun: UInt64 = 0
        var ended: UInt64 = 0
        /// The commit that touched a subject last. Of the two halves the older goes when the newer is full.
        var newer: [Subject: UInt64] = [:]
        var older: [Subject: UInt64] = [:]
        /// The commits at which the halves begin: what is in neither was touched before.
        var (newerBegins, olderBegins): (UInt64, UInt64) = (0, 0)
    }

    private let state = Mutex(State())
    private let half: Int

    /// - Parameter limit: how many subjects are known at most; the others count as touched.
    init(limit: Int = 400_000) { half = max(1, limit / 2) }

    /// To be called before the snapshot is taken.
    public func mark() -> Mark { Mark(commits: state.withLock { $0.ended }) }

    /// Whether each subject was left alone by every commit since its mark; in the order they were given.
    public func areUntouched(_ subjects: [(Subject, since: Mark)]) -> [Bool] {
        state.withLock { state in
            subjects.map { subject, mark in
                (state.newer[subject] ?? state.older[subject] ?? state.olderBegins) <= mark.commits
            }
        }
    }

    /// A commit that touches these is about to be tried.
    func begin(touching subjects: Set<Subject>) {
        state.withLock { state in
            state.begun += 1
            for subject in subjects { state.newer[subject] = state.begun }
            guard state.newer.count >= half else { return }
            (state.older, state.newer) = (state.newer, [:])
            (state.olderBegins, state.newerBegins) = (state.newerBegins, state.begun)
        }
    }

    /// The last one went well. Where one did not, nobody knows what the disk holds of it: then what it touches is not held to
    /// be known before the next one went well.
    func end() { state.withLock { $0.ended = $0.begun } }
}
