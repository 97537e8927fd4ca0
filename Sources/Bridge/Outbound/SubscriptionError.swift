/// Why a subscription is not made or changed.
public enum SubscriptionError: Error, Hashable, Sendable, CustomStringConvertible {
    case notFound
    /// It cannot be like this; a sentence says why and what to do.
    case refused(String)
    /// Somebody else changed it meanwhile.
    case changedMeanwhile

    public var description: String {
        switch self {
        case .notFound: "There is no such subscription."
        case .refused(let sentence): sentence
        case .changedMeanwhile: "Somebody else changed it meanwhile: read it again."
        }
    }
}
