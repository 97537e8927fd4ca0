/// Why there is no master key, and what to do. Never says anything of the key.
public enum VaultFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case wrongContents(path: String)
    case file(PrivateFileError)

    public var description: String {
        switch self {
        case .missing(let path):
            "there is no key file \(path); bring back the one that this database was begun with"
        case .wrongContents(let path):
            "the key file \(path) does not hold 64 hexadecimal digits; bring it back from where it was saved"
        case .file(let error): error.description
        }
    }
}
