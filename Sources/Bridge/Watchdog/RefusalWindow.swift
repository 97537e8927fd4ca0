internal import Attendance
internal import Synchronization

/// Remembers what the counters said during the last hour.
final class RefusalWindow: Sendable {
    private struct Sample {
        var at: Timestamp
        var refused: Int
        var total: Int
    }

    let runningSince: Timestamp
    private let samples: Mutex<[Sample]>

    init(at now: Timestamp) {
        runningSince = now
        samples = Mutex([Sample(at: now, refused: 0, total: 0)])
    }

    /// Notes what the counters say now, and tells what they counted in the last hour.
    func look(at counters: Counters, now: Timestamp) -> Sight.Refusals {
        let refused = counters.count(of: .unsigned)
        let total = [.new, .duplicate, .validated, .outsideWindow, .notStored].reduce(refused) {
            $0 + counters.count(of: $1)
        }
        return samples.withLock { samples in
            // A clock that was set back would keep what is later for ever.
            samples.removeAll { $0.at > now }
            samples.append(Sample(at: now, refused: refused, total: total))
            // The newest sample of an hour ago or more is where the hour begins.
            if let start = samples.lastIndex(where: { now - $0.at >= .hours(1) }) { samples.removeFirst(start) }
            let first = samples[0]
            return Sight.Refusals(
                refused: refused - first.refused, total: total - first.total,
                isWholeHour: now - first.at >= .hours(1))
        }
    }
}
