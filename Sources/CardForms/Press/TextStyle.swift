/// How a piece of text is set. Lengths in points.
struct TextStyle: Hashable, Sendable {
    enum Weight: String, Hashable, Sendable {
        case regular = ""
        case semibold = "Semi-Bold"
        case bold = "Bold"
    }

    enum Alignment: Hashable, Sendable {
        /// To the side where reading begins.
        case start
        case center
        case end
    }

    var size: Double
    var weight = Weight.regular
    var alignment = Alignment.start
    /// 0 is black, 1 is white.
    var gray = 0.0
    var lineHeight = 1.0
    /// Long words are numbers or digests: they break anywhere.
    var breaksAnywhere = false
    /// A paragraph in a right-to-left script begins on the right. Names in a table do not.
    var followsScript = false
    /// Its words stand on every card: shaped once, they are remembered. Never what is said of a person.
    var isKept = false

    func kept() -> Self { with { $0.isKept = true } }
    func bold() -> Self { with { $0.weight = .bold } }
    func atEnd() -> Self { with { $0.alignment = .end } }
    func gray(_ gray: Double) -> Self { with { $0.gray = gray } }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}

/// Text of one or several weights in one paragraph.
struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    struct Run: Hashable, Sendable {
        var text: String
        var isBold = false
    }

    var runs: [Run]

    init(_ text: String) { runs = [Run(text: text)] }
    init(stringLiteral text: String) { self.init(text) }
    init(_ runs: [Run]) { self.runs = runs }

    static func bold(_ text: String) -> Self { Self([Run(text: text, isBold: true)]) }

    static func + (a: Self, b: Self) -> Self { Self(a.runs + b.runs) }

    var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }
}
