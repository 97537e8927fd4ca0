public import Crypto
internal import JSON

/// Zoom's question whether this endpoint knows the secret, asked at set-up and every 72 hours after.
///
/// Answer only what is itself validly signed: the answer is an HMAC under the secret, and answering anyone would sign
/// forged events for them. For the same reason only tokens are answered that cannot be taken for a signed message, which
/// has colons.
public struct URLValidation: Hashable, Sendable {
    public static let event = "endpoint.url_validation"
    public let plainToken: String

    /// Nil unless the token is 1 to 128 characters of `A-Z a-z 0-9 _ -`.
    public init?(plainToken: String) {
        let isGood = plainToken.utf8.allSatisfy { character in
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isGood, (1...128).contains(plainToken.utf8.count) else { return nil }
        self.plainToken = plainToken
    }

    /// The body to send back, with status 200, within 3 seconds.
    ///
    /// - Parameter secret: the one that signed the question; while secrets rotate it may not be the first.
    public func answer(signedBy secret: HMACKey) -> [UInt8] {
        var json = JSONWriter()
        json.object {
            $0.member("plainToken", plainToken)
            $0.member("encryptedToken", secret.authenticate(plainToken.utf8).hex)
        }
        return json.bytes
    }
}
