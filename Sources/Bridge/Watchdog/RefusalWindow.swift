internal import Attendance
internal import Synchronization

/// Remembers what the counters said during the last hour.
final class RefusalWindow: Sendable {
    private struct Sample {
        var at: Timestamp
        /// In the order of `Counters.Outcome`.
        var counts: [Int]
    }

    let runningSince: Timestamp
    private let samples: Mutex<[Sample]>

    init(at now: Timestamp) {
        runningSince = now
        samples = Mutex([Sample(at: now, counts: Counters.Outcome.allCases.map { _ in 0 })])
    }

    /// Notes what the counters say now, and tells what they counted in the last hour.
    func look(at counters: Counters, now: Timestamp) -> Sight.Refusals {
        let counts = counters.deliveries.map(\.value)
        let first = samples.withLock { samples in
            // A clock that was set back would keep what is later for ever.
            samples.removeAll { $0.at > now }
            samples.append(Sample(at: now, counts: counts))
            // The newest sample of an hour ago or more is where the hour begins.
            if let start = samples.lastIndex(where: { now - $0.at >= .hours(1) }) { samples.removeFirst(start) }
            return samples[0]
        }
        let hour = Self.difference(counts, first)
        // Where no secret is configured, nothing can be signed.
        let total = hour.reduce(0) { $1.key == .notConfigured ? $0 : $0 + $1.value }
        return Sight.Refusals(
            refused: hour[.unsigned] ?? 0, total: total, isWholeHour: now - first.at >= .hours(1))
    }

    /// What was counted since the hour began, as of the last look; that may be a minute more.
    func lastHour(of counters: Counters) -> (since: Timestamp, counts: [Counters.Outcome: Int]) {
        let first = samples.withLock { $0.first }
        guard let first else { return (runningSince, [:]) }
        return (first.at, Self.difference(counters.deliveries.map(\.value), first))
    }

    private static func difference(_ counts: [Int], _ first: Sample) -> [Counters.Outcome: Int] {
        var difference: [Counters.Outcome: Int] = [:]
        for (index, outcome) in Counters.Outcome.allCases.enumerated() {
            difference[outcome] = counts[index] - first.counts[index]
        }
        return difference
    }
}
