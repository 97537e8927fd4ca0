internal import Synchronization

/// What is counted since the start, for `/metrics` and readiness.
public final class Counters: Sendable {
    /// How a delivery came out; the raw values are label values.
    public enum Outcome: String, CaseIterable, Sendable {
        case new
        case duplicate
        case validated
        case unsigned
        case outsideWindow = "outside-window"
        case notConfigured = "not-configured"
        case notStored = "not-stored"
    }

    /// How an attempt to sign in came out; the raw values are label values.
    public enum SignInOutcome: String, CaseIterable, Sendable {
        case done
        case codeNeeded = "code-needed"
        case refused
        case slowedDown = "slowed-down"
    }

    public let deliveries = Outcome.allCases.map { _ in Counter() }
    public let lateSigned = Counter()
    /// Validly signed, but not understood: kept.
    public let notUnderstood = Counter()
    public let commitSeconds = Histogram([0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5])
    public let commitSize = Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
    public let feedRows = Counter()
    /// Attempts to send subscribers something.
    public let outboundDelivered = Counter()
    public let outboundFailed = Counter()
    /// Mails that a server took, and attempts that failed.
    public let mailSent = Counter()
    public let mailFailed = Counter()
    /// Validly signed deliveries in a row outside the time window: three mean that a clock is wrong.
    public let outsideWindowInARow = Counter()

    private let signInOutcomes = SignInOutcome.allCases.map { _ in Counter() }

    public init() {}

    public func signIns(of outcome: SignInOutcome) -> Int {
        SignInOutcome.allCases.firstIndex(of: outcome).map { signInOutcomes[$0].value } ?? 0
    }

    func signIns(_ outcome: SignInOutcome) {
        if let index = SignInOutcome.allCases.firstIndex(of: outcome) { signInOutcomes[index].add(1) }
    }

    /// How often a delivery came out so.
    public func count(of outcome: Outcome) -> Int {
        Outcome.allCases.firstIndex(of: outcome).map { deliveries[$0].value } ?? 0
    }

    public func count(_ outcome: Outcome) {
        if let index = Outcome.allCases.firstIndex(of: outcome) { deliveries[index].add(1) }
    }
}

/// A number that many threads add to.
public final class Counter: Sendable {
    private let number = Atomic<Int>(0)

    public init() {}
    public var value: Int { number.load(ordering: .relaxed) }
    public func add(_ n: Int) { number.add(n, ordering: .relaxed) }
    public func reset() { number.store(0, ordering: .relaxed) }
}

/// Counts by size, as Prometheus does.
public final class Histogram: Sendable {
    /// The upper bounds, ascending; one more bucket holds what is beyond the last.
    public let bounds: [Double]
    private let state: Mutex<(counts: [Int], sum: Double)>

    public init(_ bounds: [Double]) {
        self.bounds = bounds
        state = Mutex((Array(repeating: 0, count: bounds.count + 1), 0))
    }

    public func observe(_ value: Double) {
        let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.counts[bucket] += 1
            $0.sum += value
        }
    }

    /// Counts by bucket (not cumulative), and the sum of all values.
    public var snapshot: (counts: [Int], sum: Double) { state.withLock { ($0.counts, $0.sum) } }
}
