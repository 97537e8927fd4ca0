/// Text with a paint for each of its parts. Laid out by its columns first, coloured last.
struct StyledText: Equatable, ExpressibleByStringInterpolation {
    struct Part: Equatable {
        var text: String
        var paints: [Paint]
    }

    private(set) var parts: [Part]

    init(_ text: String, _ paints: Paint...) { parts = [Part(text: text, paints: paints)] }
    init(stringLiteral value: String) { parts = [Part(text: value, paints: [])] }

    var width: Int { parts.reduce(0) { $0 + $1.text.displayWidth } }
    /// Without colour.
    var plain: String { parts.map(\.text).joined() }

    static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.parts += b.parts
        return sum
    }

    /// Filled with spaces, or cut with an ellipsis, to exactly `columns`.
    func fitted(to columns: Int) -> Self {
        guard width > columns else { return self + StyledText(String(repeating: " ", count: columns - width)) }
        var fitted = StyledText("")
        var room = columns
        for part in parts where room > 0 {
            let own = part.text.displayWidth
            // The part that does not fit, or after which something else would not, is the last one.
            let text = own < room ? part.text : (part.text + "…").fitted(to: room)
            fitted.parts.append(Part(text: text, paints: part.paints))
            room -= min(own, room)
        }
        return room > 0 ? fitted + StyledText(String(repeating: " ", count: room)) : fitted
    }

    func rendered(colour: Bool) -> String {
        parts.map { part in part.paints.reduce(part.text) { $1($0, in: colour) } }.joined()
    }
}

/// The three meanings, each with a shape.
enum Mark: Equatable, Sendable {
    case good, attention, problem, neutral

    var shape: String {
        switch self {
        case .good: "✓"
        case .attention: "!"
        case .problem: "✕"
        case .neutral: "·"
        }
    }

    var paint: Paint {
        switch self {
        case .good: .good
        case .attention: .attention
        case .problem: .problem
        case .neutral: .faint
        }
    }
}
