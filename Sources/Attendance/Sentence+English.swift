extension Units {
    static let english = Self(
        minute: "minute", minutes: "minutes", lessThanAMinute: "less than a minute",
        strengths: [
            .name: "your display name", .code: "your join code", .claimed: "a person who confirmed it",
            .phone: "your phone number", .signedIn: "your Zoom account", .registered: "your registration",
        ])
}

extension Sentence {
    var english: String {
        if let missing = finding.missing { return missing.english }
        let figures = Figures(of: self, in: .english)
        let (measured, limit) = (figures.measured, figures.limit)
        let isInDoubt = finding.outcome == .needsReview
        let perhaps =
            isInDoubt && finding.possible != finding.measured ? " for certain, perhaps \(figures.possible)" : ""
        let short = figures.lasted.map { " The meeting itself lasted \($0)." } ?? ""
        switch demand {
        case .attendedShare:
            return "You were there \(figures.part) of \(figures.whole) (\(figures.percent) %)\(perhaps). "
                + "Needed: \(limit)." + short
        case .minimum:
            return "You were there \(measured) in all\(perhaps). Needed: at least \(limit)." + short
        case .late:
            if isInDoubt { return "You came perhaps \(measured) late: not everything was told. Allowed: \(limit)." }
            return finding.measured == 0 ? "You came on time." : "You came \(measured) late. Allowed: \(limit)."
        case .leftEarly:
            if isInDoubt { return "You left perhaps \(measured) early: not everything was told. Allowed: \(limit)." }
            return finding.measured == 0 ? "You stayed to the end." : "You left \(measured) early. Allowed: \(limit)."
        case .longestAbsence:
            if isInDoubt {
                return "Your longest absence was perhaps \(measured): not everything was told. Allowed: \(limit)."
            }
            return finding.measured == 0
                ? "You were there without a break." : "Your longest absence was \(measured). Allowed: \(limit)."
        case .rejoins:
            let times = figures.possible == "1" ? "once" : "\(figures.possible) times"
            if isInDoubt {
                return "You left and came back perhaps \(times): not everything was told. Allowed: \(limit)."
            }
            return finding.possible == 0
                ? "You did not leave and come back." : "You left and came back \(times). Allowed: \(limit)."
        case .inferredShare(let percent):
            return finding.measured == 0
                ? "None of your time is inferred."
                : "\(figures.percent) % of your time is inferred, because Zoom did not tell all of it. "
                    + "Allowed: \(percent) %."
        case .matchStrength:
            return "You were recognised by \(measured). Needed: \(figures.threshold)"
                + (finding.threshold == MatchStrength.allCases.max()?.points ? "." : ", or something surer.")
        case .camera:
            return Finding.Missing.cameras.english
        }
    }
}

extension Finding.Missing {
    fileprivate var english: String {
        switch self {
        case .duration: "How long the meeting lasted was never told, so your share of it cannot be measured."
        case .start: "When the meeting began was never told, so it is not known if you were late."
        case .end: "When the meeting ended was never told, so it is not known if you left early."
        case .times: "When the meeting was held was never told, so your absences cannot be measured."
        case .timeInSchedule: "The meeting was not held at its scheduled time, so your absences cannot be measured."
        case .presenceAfterStart: "You were not there at any time after the meeting began."
        case .presenceBeforeEnd: "You were not there at any time before the meeting ended."
        case .presence: "You were not there, so there is nothing to measure."
        case .cameras: "Zoom does not tell this service about cameras, so the use of yours is not measured."
        }
    }
}
