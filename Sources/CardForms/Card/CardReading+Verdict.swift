internal import Attendance
internal import CourtCard

extension CardReading {
    struct Outcome: Hashable {
        var symbol: Symbol
        var word: String
        var sentence: String
    }

    /// Whether the meeting counts: the one thing a reader looks for.
    var outcome: Outcome {
        if facts.isVoid { return Outcome(symbol: .problem, word: words.notCounted, sentence: words.voidSentence) }
        switch content.obligation?.counts {
        case .counted: return Outcome(symbol: .good, word: words.counted, sentence: words.countedSentence)
        case .undecided: return Outcome(symbol: .attention, word: words.needsReview, sentence: words.undecidedSentence)
        case .excused: return Outcome(symbol: .dash, word: words.excused, sentence: words.excusedSentence)
        case .notCounted:
            let sentence = facts.verdict == .passed ? words.elsewhereSentence : words.notCountedSentence
            return Outcome(symbol: .problem, word: words.notCounted, sentence: sentence)
        case nil: return verdict
        }
    }

    /// By the rules alone; the card's form may say no more.
    private var verdict: Outcome {
        switch facts.verdict {
        case .passed: Outcome(symbol: .good, word: words.counted, sentence: words.countedSentence)
        case .failed where facts.isExcused:
            Outcome(symbol: .dash, word: words.excused, sentence: words.excusedSentence)
        case .failed: Outcome(symbol: .problem, word: words.notCounted, sentence: words.notCountedSentence)
        case .needsReview:
            Outcome(symbol: .attention, word: words.needsReview, sentence: words.undecidedSentence)
        }
    }

    /// Proven, or put right by a person: what verdicts rest on. Within the scheduled time, where there is one.
    var certain: IntervalSet {
        let certain = facts.presence.proven.union(facts.presence.corrected)
        return slot.map { certain.intersection($0) } ?? certain
    }

    var slot: Interval? { facts.scheduled.map { Interval($0.start, $0.end) } }

    var minutesThere: Int64 { certain.total.wholeMinutes }

    /// `52 of 60 min`.
    var minutes: String {
        slot.map { "\(minutesThere) \(words.of) \($0.length.wholeMinutes) min" } ?? "\(minutesThere) min"
    }

    /// Whole percent, rounded down; nil where nothing was scheduled to be a share of. Where a rule measured it, what it
    /// measured.
    var percent: Int64? {
        let rule = facts.rules.first {
            $0.id == RuleID.attendedShare.rawValue && $0.unit == RuleResult.Unit.percent.rawValue
        }
        if let measured = rule?.measured { return measured }
        guard let slot, !slot.isEmpty else { return nil }
        return certain.total.milliseconds * 100 / slot.length.milliseconds
    }

    /// `83 % · proven`; where some of the time is likely only, with how much: whoever sees 0 minutes must see that too.
    var shareInWords: String {
        let certain = facts.presence.corrected.isEmpty ? words.certain : words.certainOrCorrected
        let share = percent.map { "\($0) % · \(certain)" } ?? certain
        let inferred = (slot.map { facts.presence.inferred.intersection($0) } ?? facts.presence.inferred)
            .subtracting(self.certain).total.wholeMinutes
        return inferred > 0 ? words.andInferred.filled(share, String(inferred)) : share
    }

    /// What a court asked for.
    var obligation: [Fact] {
        guard let obligation = content.obligation else { return [] }
        var required: [String] = []
        if let count = obligation.meetingsPerWeek { required.append(words.perWeek.filled(String(count))) }
        if let count = obligation.meetingsInTotal { required.append(words.inTotal.filled(String(count))) }
        if required.isEmpty { required.append(words.noRequirement) }
        if let minutes = obligation.minimumMinutes { required.append(words.eachAtLeast.filled(String(minutes))) }
        if let date = obligation.startsOn { required.append(words.starting.filled(clock.date(date))) }
        if let date = obligation.deadline { required.append(words.until.filled(clock.date(date))) }
        let progress = obligation.progress
        func part(_ done: Int, _ required: Int?) -> String {
            required.map { "\(done) \(words.of) \($0)" } ?? String(done)
        }
        let standing =
            switch progress.standing {
            case .complete: words.complete
            case .onTrack: words.onTrack
            case .behind: words.behind
            }
        return [
            Fact(label: words.requirement, value: required.joined(separator: ", ")),
            Fact(
                label: words.progress,
                value: words.thisWeek.filled(part(progress.doneThisWeek, progress.requiredThisWeek)) + ", "
                    + words.inTotal.filled(part(progress.doneInTotal, progress.requiredInTotal)) + ": \(standing)"),
        ]
    }
}
