/// What a client would rather have, as `Accept` and `Accept-Language` say it (RFC 9110 §12.5).
struct Preferences: Sendable {
    private var weights: [(name: Substring, weight: Int)] = []

    /// - Parameter values: of the field, one for each time it was sent. What cannot be understood says nothing.
    init(_ values: [String]) {
        for item in values.flatMap({ $0.lowercased().split(separator: ",") }) {
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let name = parts.first, !name.isEmpty else { continue }
            let weight = parts.dropFirst().last { $0.hasPrefix("q=") }.map { Self.thousandths($0.dropFirst(2)) } ?? 1000
            weights.append((Substring(name), weight))
        }
    }

    /// The media type that is liked best; of several alike, and where none is liked, the first.
    func best(of types: [String]) -> String? {
        best(of: types) { type, range in
            if range == type { return 3 }
            if range == "*/*" { return 1 }
            return range.hasSuffix("/*") && type.hasPrefix(range.dropLast()) ? 2 : nil
        }
    }

    /// The language that is liked best, by its primary tag; of several alike, and where none is liked, the first.
    func best(ofLanguages tags: [String]) -> String? {
        best(of: tags) { tag, range in
            if range == "*" { return 1 }
            return range.prefix { $0 != "-" } == tag ? 2 : nil
        }
    }

    /// - Parameter fit: how exactly a range names what is offered; nil: not at all.
    private func best(of offers: [String], _ fit: (String, Substring) -> Int?) -> String? {
        var best: (offer: String, weight: Int)?
        for offer in offers {
            // The range that says most decides; where two say as much, what comes first is meant.
            var found: (fit: Int, weight: Int)?
            for (range, weight) in weights {
                guard let fit = fit(offer, range) else { continue }
                if found.map({ fit > $0.fit || fit == $0.fit && weight > $0.weight }) ?? true { found = (fit, weight) }
            }
            let weight = found?.weight ?? 0
            if weight > best?.weight ?? 0 { best = (offer, weight) }
        }
        return best?.offer ?? offers.first
    }

    private static func thousandths(_ text: Substring) -> Int {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, first == "0" || first == "1" else { return 0 }
        guard parts.count == 2 else { return first == "1" ? 1000 : 0 }
        let decimals = (parts[1] + "000").prefix(3)
        guard parts[1].count <= 3, let fraction = Int(decimals), fraction >= 0 else { return 0 }
        return first == "1" ? 1000 : fraction
    }
}
