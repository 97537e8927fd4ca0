/// The numbers of a finding as people read them.
///
/// Minutes are rounded down. Where that would contradict the outcome, or a threshold is no whole minute, seconds are
/// shown too.
struct Figures {
    private let demand: Demand
    private let finding: Finding
    private let units: Units

    init(of sentence: Sentence, in units: Units) {
        demand = sentence.demand
        finding = sentence.finding
        self.units = units
    }

    /// What is certain; what is possible where nothing is.
    var measured: String { text(finding.measured ?? finding.possible ?? 0) }
    var possible: String { text(finding.possible ?? 0) }

    var whole: String {
        let whole = Span(milliseconds: finding.whole ?? 0)
        return isInWholeMinutes ? units.minutes(whole) : Units.precisely(whole, up: true)
    }

    /// What is certain, without its unit where `whole` says it.
    var part: String {
        isInWholeMinutes ? String(Span(milliseconds: finding.measured ?? 0).wholeMinutes) : measured
    }

    var threshold: String {
        let threshold = finding.threshold ?? 0
        return switch finding.unit {
        case .milliseconds where isInWholeMinutes: units.minutes(Span(milliseconds: threshold))
        case .milliseconds: limit
        case .times, .percent: String(threshold)
        case .points: strength(threshold)
        }
    }

    /// The threshold, without its unit where it is in minutes.
    var limit: String {
        let threshold = finding.threshold ?? 0
        guard finding.unit == .milliseconds else { return String(threshold) }
        let span = Span(milliseconds: threshold)
        return isInWholeMinutes ? String(span.wholeMinutes) : Units.precisely(span, up: isAtLeast)
    }

    /// The certain share, in whole percent: never the one that is allowed where there is more than that.
    var percent: String {
        guard let whole = finding.whole, whole > 0, let measured = finding.measured else { return "0" }
        let up = !isAtLeast && finding.outcome != .passed
        return String((measured * 100 + (up ? whole - 1 : 0)) / whole)
    }

    /// How long the meeting lasted, where that was too short.
    var lasted: String? { finding.lasted.map(units.minutes) }

    // MARK: One number

    private func text(_ value: Int64) -> String {
        let span = Span(milliseconds: value)
        return switch finding.unit {
        case .milliseconds where isAtLeast: isInWholeMinutes ? units.minutes(span) : Units.precisely(span)
        case .milliseconds: units.atMost(span, Span(milliseconds: finding.threshold ?? 0))
        case .times, .percent: String(value)
        case .points: strength(value)
        }
    }

    private func strength(_ points: Int64) -> String {
        let strength = MatchStrength.allCases.first { $0.points == points }
        return strength.map { units.strengths[$0] ?? $0.rawValue } ?? ""
    }

    private var isAtLeast: Bool {
        switch demand {
        case .attendedShare, .minimum, .matchStrength, .camera: true
        case .late, .leftEarly, .longestAbsence, .rejoins, .inferredShare: false
        }
    }

    private var isInWholeMinutes: Bool {
        [finding.threshold, finding.whole].allSatisfy { ($0 ?? 0) % 60_000 == 0 }
    }
}
