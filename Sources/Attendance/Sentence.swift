/// What a rule found, in plain words for the person it is about.
struct Sentence {
    let demand: Demand
    let finding: Finding
    let match: MatchStrength

    init(_ demand: Demand, _ finding: Finding, _ match: MatchStrength) {
        self.demand = demand
        self.finding = finding
        self.match = match
    }

    /// The rule's own sentences, and the built-in English and Spanish ones where it has none.
    func byLanguage(as rule: PolicyRule) -> [String: String] {
        var sentences = ["en": english, "es": spanish]
        let templates =
            switch finding.outcome {
            case .passed, .warning, .failed: rule.sentences
            case .needsReview: rule.sentencesInDoubt
            case .notMeasured: rule.sentencesNotMeasured
            }
        for (language, text) in templates {
            guard let template = try? SentenceTemplate(text) else { continue }
            let figures = Figures(of: self, in: .language(language))
            sentences[language] = template.filled { placeholder in
                switch placeholder {
                case .measured: figures.measured
                case .possible: figures.possible
                case .threshold: figures.threshold
                case .whole: figures.whole
                case .percent: figures.percent
                }
            }
        }
        return sentences
    }
}

extension PolicyRule {
    /// The placeholders that a sentence of this rule may have: those that always have a value.
    public func placeholders(for outcome: RuleResult.Outcome) -> [SentenceTemplate.Placeholder] {
        if outcome == .notMeasured { return [] }
        let doubt: [SentenceTemplate.Placeholder] = outcome == .needsReview ? [.possible] : []
        return switch demand {
        case .attendedShare, .inferredShare: [.measured, .threshold, .whole, .percent] + doubt
        case .late, .leftEarly, .minimum, .longestAbsence, .rejoins: [.measured, .threshold] + doubt
        case .matchStrength: [.measured, .threshold]
        case .camera: []
        }
    }
}
