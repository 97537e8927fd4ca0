internal import COpenSSL

/// Six digits made of a secret and a counter: HOTP (RFC 4226), with which all authenticator apps count.
enum OneTimeCode {
    /// - Parameter digits: 6 to 8.
    static func code(_ key: borrowing SecretBytes, counter: UInt64, digits: Int = 6) -> String {
        let mac = sha1(key, counter)
        // RFC 4226 §5.3: four bytes from where the last half-byte says, without the sign.
        let offset = Int(mac[19] & 15)
        let number = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let power = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let text = String(number % power)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// SHA-1, as the apps expect it: of two messages with one digest, which can be found, an HMAC gives nothing away.
    private static func sha1(_ key: borrowing SecretBytes, _ counter: UInt64) -> [UInt8] {
        let message = withUnsafeBytes(of: counter.bigEndian, Array.init)
        var mac = [UInt8](repeating: 0, count: 20)
        var length: UInt32 = 0
        let made = key.withBytes {
            COpenSSL.HMAC(EVP_sha1(), $0.baseAddress, Int32($0.count), message, message.count, &mac, &length)
        }
        precondition(made != nil && length == 20, "OpenSSL cannot go on")
        return mac
    }
}
