/// Why a file that holds a secret cannot be used, and what to do. Never says anything of the secret.
public enum PrivateFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    /// Others than its owner may read or change it.
    case wrongMode(path: String, mode: UInt32)
    case wrongOwner(path: String, owner: UInt32, user: UInt32)
    case notMade(path: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "the key file \(path) cannot be read: \(reason)"
        case .wrongMode(let path, let mode):
            "the key file \(path) has mode \(octal(mode)): it must be its owner's alone; "
                + "run chmod 600 on it, and think of the key as known if others could read it"
        case .wrongOwner(let path, let owner, let user):
            "the key file \(path) belongs to user \(owner), not to user \(user) who runs this; run chown on it"
        case .notMade(let path, let reason):
            "the key file \(path) cannot be made: \(reason)"
        }
    }

    private func octal(_ mode: UInt32) -> String {
        let digits = String(mode, radix: 8)
        return String(repeating: "0", count: max(4 - digits.count, 0)) + digits
    }
}
