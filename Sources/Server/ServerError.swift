internal import CBeast

/// Why a server could not start.
public enum ServerError: Error, Hashable, CustomStringConvertible {
    case addressInUse(String)
    case permissionDenied(String)
    /// The address cannot be resolved, or does not belong to this machine.
    case badAddress(String)
    /// The certificate or its key cannot be read, or they do not belong together.
    case badCertificate(String)
    case system(String)

    public var description: String {
        switch self {
        case .addressInUse(let text): "address in use: \(text)"
        case .permissionDenied(let text): "not permitted: \(text)"
        case .badAddress(let text): "cannot listen: \(text)"
        case .badCertificate(let text): "certificate: \(text)"
        case .system(let text): text
        }
    }

    init(_ error: cb_error) {
        let text = withUnsafeBytes(of: error.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        self =
            switch error.kind {
            case CB_ERROR_IN_USE: .addressInUse(text)
            case CB_ERROR_PERMISSION: .permissionDenied(text)
            case CB_ERROR_ADDRESS: .badAddress(text)
            case CB_ERROR_CERTIFICATE: .badCertificate(text)
            default: .system(text)
            }
    }
}
