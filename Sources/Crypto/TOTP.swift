/// The secret that a person's authenticator app shares with us: TOTP (RFC 6238) with six digits, every 30 seconds anew.
///
/// A copy is the same secret. Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct TOTP: Sendable {
    /// How long a code is good, in seconds.
    public static let period: Int64 = 30
    private let key: SecretBytes

    private init(_ key: some Collection<UInt8>) { self.key = SecretBytes(key) }

    /// 160 bits, as RFC 4226 §4 advises.
    public static func random() -> TOTP { TOTP(Random.bytes(20)) }

    /// Reads `text`. Nil for less than 128 bits.
    public init?(_ text: some StringProtocol) {
        guard let key = Base32.decode(Array(text.utf8)), (16...64).contains(key.count) else { return nil }
        self.init(key)
    }

    /// The secret itself, in base32: for the vault, and once for its owner, who may have to type it.
    public var text: String { key.withBytes { Base32.encode($0) } }

    /// What an app reads from a QR code: `otpauth://totp/…`. The secret stands in it.
    ///
    /// - Parameters:
    ///   - issuer: what the app calls us; `account`: by what name the person signs in.
    public func uri(issuer: String, account: String) -> String {
        let issuer = percentEncoded(issuer)
        return "otpauth://totp/\(issuer):\(percentEncoded(account))?secret=\(text)&issuer=\(issuer)"
            + "&algorithm=SHA1&digits=6&period=\(Self.period)"
    }

    /// What the app shows, at a moment in Unix seconds.
    public func code(at now: Int64) -> String { code(inStep: Self.step(at: now)) }

    /// The step whose code was typed: the one of now, or one before or after, since clocks differ and typing takes a while
    /// (RFC 6238 §5.2). Nil where it is none of theirs, or of a step not after `lastStep`.
    ///
    /// - Parameters:
    ///   - typed: six digits, perhaps with blanks between.
    ///   - now: Unix seconds.
    ///   - lastStep: the step that was answered last time, to be kept: no code is good twice, not even an older one than the
    ///     last.
    public func step(of typed: String, at now: Int64, after lastStep: Int64?) -> Int64? {
        let digits = typed.utf8.filter { $0 != UInt8(ascii: " ") }
        let current = Self.step(at: now)
        var found: Int64?
        // All are compared, whichever is right: the time tells nothing.
        for step in [current - 1, current + 1, current] where equalInConstantTime(digits, code(inStep: step).utf8) {
            found = step
        }
        guard let found, found > lastStep ?? .min else { return nil }
        return found
    }

    private func code(inStep step: Int64) -> String {
        OneTimeCode.code(key, counter: UInt64(bitPattern: step))
    }

    private static func step(at now: Int64) -> Int64 { now / period - (now % period < 0 ? 1 : 0) }
}

extension TOTP: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TOTP(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// All but the unreserved characters of RFC 3986 §2.3.
private func percentEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            encoded += "%" + [byte].hexadecimal.uppercased()
        }
    }
}
