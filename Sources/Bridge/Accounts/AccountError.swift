public import Attendance

/// Why something about an account is not done.
public enum AccountError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody is called so, the password is wrong, or there is none: which of them is not told.
    case notSignedIn
    /// The password was right, and a code of the second factor is needed too.
    case codeNeeded
    /// The password was right, and the code is not.
    case wrongCode
    /// The password was right, and the account is disabled.
    case disabled
    /// Too many tries came from there, or for there.
    case slowedDown(wait: Span)
    /// More passwords wait to be checked than are worth waiting for.
    case busy
    /// The link is none, was used, or is too old: which of them is not told.
    case notInvited
    /// There is no such person, token or invite, or it is not for whoever asks: which of the two is not told.
    case notFound
    /// It cannot be done like this; a sentence says why and what to do.
    case refused(String)
    /// Somebody changed it since it was read.
    case changedSince

    public var description: String {
        switch self {
        case .notSignedIn: "the name or the password is wrong"
        case .codeNeeded: "a code is needed"
        case .wrongCode: "the code is wrong or was used"
        case .disabled: "the account is disabled"
        case .slowedDown: "too many tries"
        case .busy: "too many people sign in at this moment"
        case .notInvited: "the link is not valid any more"
        case .notFound: "there is no such person, token or invite"
        case .refused(let sentence): sentence
        case .changedSince: "it was changed meanwhile"
        }
    }
}
