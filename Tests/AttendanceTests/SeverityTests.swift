import Attendance
import Testing

@Suite("The severity of a rule")
struct SeverityTests {
    private static let hour = Presence(proven: minutes(0..<60), attended: true)
    private static let late = Presence(proven: minutes(30..<60), attended: true)
    private static let perhapsLate = Presence(proven: minutes(30..<60), inferred: minutes(0..<30), attended: true)

    private static func verdict(_ severity: Severity, _ presence: Presence, _ demand: Demand) -> Verdict {
        RuleTests.assess([PolicyRule(demand, severity: severity)], presence).verdict
    }

    @Test(
        "says what a rule does to the verdict",
        arguments: [
            (.fail, .failed, .needsReview, .needsReview), (.review, .needsReview, .needsReview, .needsReview),
            (.note, .passed, .passed, .passed),
        ] as [(Severity, Verdict, Verdict, Verdict)])
    func verdicts(severity: Severity, failed: Verdict, inDoubt: Verdict, notMeasured: Verdict) {
        let demand = Demand.late(atMost: .minutes(10))
        #expect(Self.verdict(severity, Self.hour, demand) == .passed)
        #expect(Self.verdict(severity, Self.late, demand) == failed)
        #expect(Self.verdict(severity, Self.perhapsLate, demand) == inDoubt)
        #expect(Self.verdict(severity, Self.hour, .camera(atLeastPercent: 80)) == notMeasured)
        let warning = Presence(proven: minutes(0..<50))
        #expect(Self.verdict(severity, warning, .attendedShare(atLeastPercent: 80, warnBelowPercent: 90)) == .passed)
    }

    @Test("changes no outcome, and stands beside it")
    func outcome() {
        for severity in Severity.allCases {
            let rule = PolicyRule(.late(atMost: .minutes(10)), severity: severity)
            let found = RuleTests.assess([rule], Self.late)
            #expect(found.rules.map(\.outcome) == [.failed] && found.rules.map(\.severity) == [severity])
        }
    }

    @Test("a rule that fails outweighs any number of doubts")
    func worst() {
        let rules = [
            PolicyRule(.camera(atLeastPercent: 80), severity: .review),
            PolicyRule(.late(atMost: .minutes(10))),
        ]
        #expect(RuleTests.assess(rules, Self.late).verdict == .failed)
        #expect(RuleTests.assess(rules, Self.hour).verdict == .needsReview)
    }

    @Test("of the court's own minimum is always to fail, whatever the policy's is")
    func minimum() {
        func found(_ severity: Severity, policy: Int64, court: Int) -> Assessment {
            RuleTests.assess(
                [PolicyRule(.minimum(.minutes(policy)), severity: severity)], Self.late, minimumMinutes: court)
        }
        for severity in Severity.allCases {
            #expect(found(severity, policy: 5, court: 40).verdict == .failed)
            #expect(found(severity, policy: 5, court: 30).verdict == .passed)
        }
        #expect(found(.fail, policy: 40, court: 10).verdict == .failed)
        #expect(found(.note, policy: 40, court: 10).verdict == .passed, "the policy only mentions its 40 minutes")
        #expect(found(.note, policy: 40, court: 10).rules.count == 1)
    }

    @Test("no flag changes a verdict")
    func flags() {
        for presence in [Self.hour, Self.late, Self.perhapsLate] {
            var flagged = presence
            flagged.flags = Set(PresenceFlag.allCases)
            #expect(
                RuleTests.assess(Policy.standard.rules, flagged).verdict
                    == RuleTests.assess(Policy.standard.rules, presence).verdict)
        }
        let sentences = PresenceFlag.allCases.flatMap(\.sentences.values)
        #expect(Set(sentences).count == 2 * PresenceFlag.allCases.count, "each has its own, in English and in Spanish")
    }
}
