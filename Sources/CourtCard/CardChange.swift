import Attendance

/// One thing that a card says differently from the card it replaces.
public struct CardChange: Hashable, Sendable {
    /// For instance `time proven`.
    public var what: String
    public var before: String
    public var after: String

    public init(what: String, before: String, after: String) {
        self.what = what
        self.before = before
        self.after = after
    }
}

extension CardFacts {
    /// What a reader of a card with these facts learns that a card with `old` did not say; empty exactly when the one
    /// `saysTheSame` as the other. The verdict comes first.
    public func changes(since old: Self) -> [CardChange] {
        let old = old.labelled(as: self)
        var changes: [CardChange] = []
        func compare(_ what: String, _ value: (Self) -> String) {
            let (before, after) = (value(old), value(self))
            if before != after { changes.append(CardChange(what: what, before: before, after: after)) }
        }
        compare("verdict") { $0.verdict.words }
        for (what, path) in Self.times {
            let (before, after) = (old.presence[keyPath: path], presence[keyPath: path])
            guard before != after else { continue }
            let totals = before.total != after.total
            changes.append(
                CardChange(
                    what: what, before: totals ? before.total.words : before.words,
                    after: totals ? after.total.words : after.words))
        }
        compare("connections") { String($0.presence.connections) }
        compare("scheduled time") { facts in
            facts.scheduled.map { "\($0.start.rfc3339) to \($0.end.rfc3339) (\($0.timeZone))" } ?? "none"
        }
        compare("start of the meeting") { $0.actual.start?.rfc3339 ?? "unknown" }
        compare("end of the meeting") { $0.actual.end?.rfc3339 ?? "unknown" }
        compare("how the person was recognised") { "\($0.match.strength.rawValue), by \($0.match.by.rawValue)" }
        compare("name") { $0.participant.name }
        compare("person") { $0.participant.id.rawValue }
        compare("case number") { $0.participant.caseNumber }
        compare("court representative") { $0.participant.courtRep.rawValue }
        compare("meeting") {
            "\($0.meeting.name) (\($0.meeting.id), \($0.meeting.platform) …\($0.meeting.numberLast4))"
        }
        compare("occurrences") { $0.meeting.occurrences.map(\.rawValue).joined(separator: ", ") }
        compare("program") { $0.meeting.program ?? "none" }
        compare("policy") { "\($0.policy.name), version \($0.policy.version)" }
        compare("decisions") { facts in
            facts.decisions.isEmpty ? "none" : facts.decisions.map(\.words).joined(separator: " ")
        }
        changes += ruleChanges(since: old)
        changes += flagChanges(since: old)
        return changes
    }

    private static var times: [(String, KeyPath<Presence, IntervalSet>)] {
        [
            ("time proven", \.proven), ("time inferred", \.inferred), ("time corrected", \.corrected),
            ("time taken away", \.removed), ("time in the waiting room", \.waiting),
        ]
    }

    private func ruleChanges(since old: Self) -> [CardChange] {
        func plain(_ rules: [Rule]) -> [Rule] {
            rules.map { rule in
                var rule = rule
                rule.sentences = [:]
                return rule
            }
        }
        let (rules, oldRules) = (plain(rules), plain(old.rules))
        guard rules != oldRules else { return [] }
        let before = Dictionary(oldRules.map { ($0.id, $0) }) { first, _ in first }
        let after = Dictionary(rules.map { ($0.id, $0) }) { first, _ in first }
        let ids = rules.map(\.id) + old.rules.map(\.id).filter { after[$0] == nil }
        var seen: Set<String> = []
        let changed = ids.filter { seen.insert($0).inserted && before[$0] != after[$0] }
        guard !changed.isEmpty else {
            return [
                CardChange(
                    what: "order of the rules", before: old.rules.map(\.id).joined(separator: ", "),
                    after: rules.map(\.id).joined(separator: ", "))
            ]
        }
        return changed.map {
            CardChange(what: "rule \($0)", before: before[$0].words, after: after[$0].words)
        }
    }

    private func flagChanges(since old: Self) -> [CardChange] {
        guard flags != old.flags else { return [] }
        func words(_ flags: [Flag]) -> String {
            flags.isEmpty ? "none" : flags.map { "\($0.sentence) (\($0.id))" }.joined(separator: " ")
        }
        return [CardChange(what: "notes", before: words(old.flags), after: words(flags))]
    }
}

extension CardFacts.Decision {
    fileprivate var words: String {
        let time = interval.map { " \($0.start.rfc3339) to \($0.end.rfc3339)" } ?? ""
        return "\(kind)\(time) by \(author) (\(role)): \(reason)"
    }
}

extension CardFacts.Rule? {
    fileprivate var words: String { map { "\($0.sentence) (\($0.outcome))" } ?? "not asked" }
}

extension IntervalSet {
    fileprivate var words: String {
        intervals.isEmpty
            ? "none" : intervals.map { "\($0.start.rfc3339) to \($0.end.rfc3339)" }.joined(separator: ", ")
    }
}

extension Span {
    fileprivate var words: String {
        let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000)
        let decimals = rest == 0 ? "" : "." + String(1000 + rest).dropFirst()
        return "\(seconds / 60) min \(seconds % 60)\(decimals) s"
    }
}

extension Verdict {
    fileprivate var words: String {
        switch self {
        case .passed: "counted"
        case .failed: "not counted"
        case .needsReview: "needs review"
        }
    }
}
