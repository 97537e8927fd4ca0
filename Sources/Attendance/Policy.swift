/// What an attendance must fulfil to count.
public struct Policy: Hashable, Sendable {
    public var name: String
    /// A hash of the policy's text, printed on every card; given from outside.
    public var version: String
    /// At most one for each `RuleID`.
    public var rules: [PolicyRule]

    public init(name: String, version: String, rules: [PolicyRule]) {
        self.name = name
        self.version = version
        self.rules = rules
    }

    /// What holds where a court asks for nothing else.
    public static let standard = Policy(
        name: "standard", version: "standard",
        rules: [
            PolicyRule(.attendedShare(atLeastPercent: 80, warnBelowPercent: 90)),
            PolicyRule(.late(atMost: .minutes(10))),
            PolicyRule(.leftEarly(atMost: .minutes(10))),
            PolicyRule(.minimum(.minutes(5))),
        ])
}
