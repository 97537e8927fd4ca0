public import Attendance
internal import Crypto

/// What tells that two requests are one that was sent again.
public struct RequestKey: Hashable, Sendable {
    public let person: PersonID
    /// Of who asks, for what, and the key they gave. Keyed, as the other: nobody can try out what was sent.
    let id: Digest
    let content: Digest

    /// - Parameters:
    ///   - credential: with which they ask. What one kind may not do is not told it again either, nor one access token what
    ///     another did. Sessions and JSON Web Tokens are often new ones when a request is sent again, and count as one.
    ///   - operation: method and address.
    ///   - text: the key as it was given.
    init(
        of person: PersonID, with credential: Credential, for operation: String, key text: String, body: [UInt8],
        _ vault: Vault
    ) {
        self.person = person
        let asker: [UInt8] =
            switch credential {
            case .session: Array("session".utf8)
            case .token: Array("token".utf8)
            case .accessToken(let hash): hash.bytes
            }
        id = vault.keyedDigest(
            of: .joined([Array(person.rawValue.utf8), asker, Array(operation.utf8), Array(text.utf8)]))
        content = vault.keyedDigest(of: SHA256.hash(body))
    }
}

extension Digest {
    /// Each part's length before it, so that no end of one can pass for the beginning of the next.
    fileprivate static func joined(_ parts: [[UInt8]]) -> Digest {
        var hash = SHA256()
        for part in parts {
            withUnsafeBytes(of: UInt64(part.count).bigEndian) { hash.update($0) }
            hash.update(part)
        }
        return hash.digest()
    }
}
