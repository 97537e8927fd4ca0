/// The policies there are: each participant has one by its name, or else the default.
public struct Policies: Hashable, Sendable {
    public let `default`: Policy
    /// Every policy, the default too.
    public let byName: [String: Policy]

    /// - Parameter others: of two with one name the last is kept; one with the default's name is left out.
    public init(default: Policy = .standard, others: some Sequence<Policy> = [Policy]()) {
        self.default = `default`
        var byName = Dictionary(others.map { ($0.name, $0) }) { _, last in last }
        byName[`default`.name] = `default`
        self.byName = byName
    }

    public var names: Set<String> { Set(byName.keys) }

    /// The policy of that name, or the default where no name is given; nil when there is none of that name.
    public subscript(name: String?) -> Policy? {
        guard let name else { return `default` }
        return byName[name]
    }
}
