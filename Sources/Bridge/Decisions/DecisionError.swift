/// Why a decision is not taken down.
public enum DecisionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such thing, or the author may not decide about it: which of the two is not said.
    case notFound(String)
    /// It cannot be decided like this; a sentence says why and what to do.
    case refused(String)

    public var description: String {
        switch self {
        case .notFound(let what): "there is no \(what) that you may decide about"
        case .refused(let sentence): sentence
        }
    }
}
