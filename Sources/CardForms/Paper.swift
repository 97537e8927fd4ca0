/// What a form is printed on.
public enum Paper: String, Hashable, Sendable, CaseIterable {
    case a4
    /// US Letter.
    case letter

    /// In points (1/72 inch).
    var width: Double {
        switch self {
        case .a4: 595.28
        case .letter: 612
        }
    }

    var height: Double {
        switch self {
        case .a4: 841.89
        case .letter: 792
        }
    }

    /// Kept free on all sides: no printer in use prints nearer to the edge.
    static let margin = 32.0
}
