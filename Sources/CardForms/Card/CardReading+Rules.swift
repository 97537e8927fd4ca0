internal import Attendance
internal import CourtCard

extension CardReading {
    struct RuleLine: Hashable {
        var symbol: Symbol
        var word: String
        var sentence: String
        var measured: String
        var needed: String
    }

    /// Those that were not met first.
    var rules: [RuleLine] {
        let ranked = facts.rules.map { (rank: rank($0.outcome), rule: $0) }
        return (0...4).flatMap { rank in ranked.filter { $0.rank == rank }.map { line($0.rule) } }
    }

    var policy: String {
        "\(words.policy): \(facts.policy.name), \(words.version) \(facts.policy.version)"
    }

    private func rank(_ outcome: String) -> Int {
        switch RuleResult.Outcome(rawValue: outcome) {
        case .failed: 0
        case .needsReview: 1
        case .warning: 2
        case .passed: 3
        case .notMeasured, nil: 4
        }
    }

    private func line(_ rule: CardFacts.Rule) -> RuleLine {
        let (symbol, word): (Symbol, String) =
            switch RuleResult.Outcome(rawValue: rule.outcome) {
            case .passed: (.good, words.met)
            case .warning: (.good, words.onlyJust)
            case .failed: (.problem, words.notMet)
            case .needsReview: (.attention, words.needsReview)
            case .notMeasured: (.dash, words.notMeasured)
            case nil: (.dash, rule.outcome)
            }
        return RuleLine(
            symbol: symbol, word: word, sentence: rule.sentences[language.rawValue] ?? rule.sentence,
            measured: rule.measured.map { figure($0, rule) } ?? "–",
            needed: needed(rule))
    }

    private func figure(_ value: Int64, _ rule: CardFacts.Rule) -> String {
        switch rule.unit {
        case RuleResult.Unit.milliseconds.rawValue: Span(milliseconds: value).minutesAndSeconds
        case RuleResult.Unit.percent.rawValue: "\(value) %"
        case RuleResult.Unit.times.rawValue: "\(value) ×"
        // Nobody knows these points; the sentence says it in words.
        case RuleResult.Unit.points.rawValue: "–"
        default: "\(value) \(rule.unit)"
        }
    }

    private func needed(_ rule: CardFacts.Rule) -> String {
        guard let threshold = rule.threshold, rule.unit != RuleResult.Unit.points.rawValue else { return "–" }
        return bound(rule.id, figure(threshold, rule))
    }

    private func bound(_ id: String, _ figure: String) -> String {
        switch RuleID(rawValue: id) {
        case .attendedShare, .minimum, .matchStrength, .camera: words.atLeast.filled(figure)
        case .late, .leftEarly, .longestAbsence, .rejoins, .inferredShare: words.atMost.filled(figure)
        case nil: figure
        }
    }
}
