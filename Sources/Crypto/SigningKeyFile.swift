/// The file that holds a signing key: PKCS#8 in PEM, readable by its owner alone.
///
/// Whoever has it signs in our name. It need not be kept for ever: what it signed is checked with the public key.
public enum SigningKeyFile {
    public static func load(_ path: String) throws(SigningKeyFileError) -> SigningKey {
        let pem: [UInt8]?
        do { pem = try PrivateFile.read(path, limit: limit) } catch { throw .file(error) }
        guard let pem else { throw .missing(path: path) }
        guard let key = SigningKey(pem: pem) else { throw .wrongContents(path: path) }
        return key
    }

    /// A key that whoever started us opened and handed on: a pipe, or a file that others than its owner cannot read. Waits
    /// for its end; leaves it open.
    public static func load(descriptor: Int32) throws(SigningKeyFileError) -> SigningKey {
        let pem: [UInt8]
        do { pem = try PrivateFile.read(descriptor: descriptor, limit: limit) } catch { throw .file(error) }
        guard let key = SigningKey(pem: pem) else { throw .wrongContents(path: "descriptor \(descriptor)") }
        return key
    }

    /// Makes a file where there is none, mode 0600. When this returns, a power cut takes nothing away.
    ///
    /// - Throws: `.exists` where there is one: a key that signs is never overwritten by accident.
    public static func create(_ path: String, _ key: SigningKey) throws(SigningKeyFileError) {
        let isNew: Bool
        do { isNew = try PrivateFile.create(path, key.pem) } catch { throw .file(error) }
        guard isNew else { throw .exists(path: path) }
    }

    /// Puts another key in the place of the one that the file holds, at once and durably.
    public static func replace(_ path: String, _ key: SigningKey) throws(SigningKeyFileError) {
        do { try PrivateFile.replace(path, key.pem) } catch { throw .file(error) }
    }

    /// One more than a key may have: anything longer is none.
    private static let limit = SigningKey.maximumPEMBytes + 1
}

/// Why there is no signing key, and what to do. Never says anything of the key.
public enum SigningKeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case missing(path: String)
    case exists(path: String)
    case wrongContents(path: String)
    case file(PrivateFileError)

    public var description: String {
        switch self {
        case .missing(let path):
            "there is no key file \(path); bring back the one that cards were signed with. Where it is lost for good, "
                + "make a new one with attendance-bridge keys generate --output and give it as cards.signingKeyDescriptor"
        case .exists(let path):
            "there is a key file \(path) already; change it with attendance-bridge keys rotate"
        case .wrongContents(let path):
            "the key file \(path) does not hold one Ed25519 key in PKCS#8 (PEM, without a password); "
                + "bring it back from where it was saved"
        case .file(let error): error.description
        }
    }
}
