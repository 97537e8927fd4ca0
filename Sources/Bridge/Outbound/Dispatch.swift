internal import Attendance
internal import Store

/// Decides which subscribers are sent something next. Pure: it is told what happened and says what to begin.
///
/// Of each subscription one turn is under way at most, so that the order is kept. All of them may be under way together,
/// so that whoever is slow delays nobody else: there are not many.
struct Dispatch {
    /// How a turn ended.
    enum End: Hashable {
        /// There is nothing more to send.
        case rests
        /// The subscription was changed meanwhile, or there is more.
        case more
        case again(Timestamp)
        /// It is disabled or gone.
        case over
    }

    private struct Entry {
        /// Not before; nil: at once.
        var due: Timestamp?
        /// There may be something to send.
        var isWanted = true
        var isUnderWay = false
    }

    private var entries: [SubscriptionID: Entry] = [:]

    /// All subscriptions as they are now; those that are disabled are left out.
    mutating func load(_ subscriptions: [StoredSubscription]) {
        for one in subscriptions where one.disabledAt == nil {
            var entry = entries[one.id] ?? Entry()
            (entry.due, entry.isWanted) = (one.due, true)
            entries[one.id] = entry
        }
    }

    /// The feed went on.
    mutating func noteNews() {
        for id in entries.keys { entries[id]?.isWanted = true }
    }

    mutating func noteEnd(of id: SubscriptionID, _ end: End) {
        guard var entry = entries[id] else { return }
        (entry.isUnderWay, entry.due) = (false, nil)
        switch end {
        case .rests: break
        case .more: entry.isWanted = true
        case .again(let moment): (entry.due, entry.isWanted) = (moment, true)
        case .over:
            // Where it was enabled again during its last turn, it is looked at once more.
            guard entry.isWanted else {
                entries[id] = nil
                return
            }
        }
        entries[id] = entry
    }

    /// - Returns: whose turn begins now, and when to ask again though nothing happens.
    mutating func next(at now: Timestamp) -> (begin: [SubscriptionID], wait: Timestamp?) {
        var (begin, wait) = ([SubscriptionID](), Timestamp?.none)
        for (id, entry) in entries where !entry.isUnderWay && entry.isWanted {
            if let due = entry.due, due > now { wait = min(wait ?? due, due) } else { begin.append(id) }
        }
        for id in begin {
            entries[id]?.isUnderWay = true
            entries[id]?.isWanted = false
        }
        return (begin.sorted(), wait)
    }
}
