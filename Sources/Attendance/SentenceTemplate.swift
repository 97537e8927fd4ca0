/// A sentence of a policy, with placeholders such as `{measured}` for what was found.
public struct SentenceTemplate: Hashable, Sendable {
    public enum Placeholder: String, Hashable, Sendable, CaseIterable {
        /// By certain time alone, with its unit.
        case measured
        /// By all that may have been, with its unit.
        case possible
        case threshold
        /// What a share is a share of.
        case whole
        /// A number without its sign.
        case percent
    }

    /// Why a text is no sentence.
    public enum Mistake: Error, Hashable, Sendable {
        case empty
        /// A brace without its other half.
        case brace
        case unknown(String)
    }

    private enum Part: Hashable, Sendable {
        case text(String)
        case placeholder(Placeholder)
    }

    private let parts: [Part]

    public init(_ text: String) throws(Mistake) {
        guard text.contains(where: { !$0.isWhitespace }) else { throw .empty }
        var parts: [Part] = []
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else { throw .brace }
            let name = String(rest[rest.index(after: brace)..<end])
            if name.contains("{") { throw .brace }
            guard let placeholder = Placeholder(rawValue: name) else { throw .unknown(name) }
            parts += [.text(String(rest[..<brace])), .placeholder(placeholder)]
            rest = rest[rest.index(after: end)...]
        }
        self.parts = parts + [.text(String(rest))]
    }

    public var placeholders: Set<Placeholder> {
        Set(
            parts.compactMap { part in
                guard case .placeholder(let placeholder) = part else { return nil }
                return placeholder
            })
    }

    func filled(_ value: (Placeholder) -> String) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .placeholder(let placeholder): value(placeholder)
            }
        }.joined()
    }
}
