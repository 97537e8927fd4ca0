/// A language that forms are written in.
///
/// What the card itself says stands on the form in that language where the card has it, and else as it was signed.
public enum FormLanguage: String, Hashable, Sendable, CaseIterable {
    case english = "en"
    case spanish = "es"

    /// - Parameter tag: such as `es` or `es-MX`; English for all that is not known.
    public init(tag: some StringProtocol) {
        let language = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
        self = Self(rawValue: language) ?? .english
    }

    /// BCP 47, as it stands in the forms.
    var tag: String {
        switch self {
        case .english: "en-US"
        case .spanish: "es-US"
        }
    }

    var words: Words {
        switch self {
        case .english: .english
        case .spanish: .spanish
        }
    }
}
