public import Attendance
public import Crypto

/// Zoom's signature over a delivery: `x-zm-signature: v0=` and the hexadecimal HMAC-SHA256 of
/// `v0:{x-zm-request-timestamp}:{raw body}` under the app's secret token.
public enum Signature {
    public static let timestampHeader = "x-zm-request-timestamp"
    public static let signatureHeader = "x-zm-signature"

    public enum Verdict: Hashable, Sendable {
        /// `lateSigned`: older than `Window.lateAfter`. `signedBy`: the position of the secret that fits.
        case valid(sentAt: Timestamp, lateSigned: Bool, signedBy: Int)
        /// Validly signed, but not lately: a replay, or one of the two clocks is wrong.
        case outsideWindow(sentAt: Timestamp)
        case refused(Refusal)
    }

    /// Why a delivery is not Zoom's. The raw values are for counting.
    public enum Refusal: String, Hashable, Sendable, CaseIterable {
        /// Nothing can be verified: our fault, not the sender's.
        case noSecret = "no-secret"
        case missingHeader = "missing-header"
        case repeatedHeader = "repeated-header"
        case malformedTimestamp = "malformed-timestamp"
        case malformedSignature = "malformed-signature"
        case wrongSignature = "wrong-signature"
    }

    /// How far the moment of sending may be from now.
    public struct Window: Hashable, Sendable {
        public var ahead: Span
        /// Zoom's last retry comes 85 minutes after the first attempt, perhaps with the first signature.
        public var back: Span
        /// In both directions; URL validation is never retried.
        public var validation: Span
        /// From here on a valid delivery counts as signed late.
        public var lateAfter: Span

        public init(
            ahead: Span = .minutes(5), back: Span = .hours(2), validation: Span = .seconds(300),
            lateAfter: Span = .minutes(5)
        ) {
            self.ahead = ahead
            self.back = back
            self.validation = validation
            self.lateAfter = lateAfter
        }

        public static let standard = Window()

        public func contains(_ sentAt: Timestamp, now: Timestamp) -> Bool {
            let age = now - sentAt
            return age <= back && age >= Span.zero - ahead
        }

        /// The narrower window of `endpoint.url_validation`.
        public func containsValidation(_ sentAt: Timestamp, now: Timestamp) -> Bool {
            let age = now - sentAt
            return age <= validation && age >= Span.zero - validation
        }
    }

    /// Checks the raw bytes as they came, before anything else looks at them.
    ///
    /// - Parameters:
    ///   - timestampHeader: every value of `x-zm-request-timestamp`.
    ///   - signatureHeader: every value of `x-zm-signature`.
    ///   - secrets: any of them may have signed (the current one and those before it).
    public static func verify(
        timestampHeader: [String], signatureHeader: [String], body: some Collection<UInt8>, secrets: [HMACKey],
        now: Timestamp, window: Window = .standard
    ) -> Verdict {
        guard !secrets.isEmpty else { return .refused(.noSecret) }
        guard timestampHeader.count < 2, signatureHeader.count < 2 else { return .refused(.repeatedHeader) }
        guard var timestamp = timestampHeader.first, var signature = signatureHeader.first else {
            return .refused(.missingHeader)
        }
        guard let sentAt = timestamp.withUTF8(moment) else { return .refused(.malformedTimestamp) }
        guard let claimed = signature.withUTF8(digest) else { return .refused(.malformedSignature) }

        // Every secret is tried, so that the time taken does not tell which one fits.
        var signedBy: Int?
        for (index, secret) in secrets.enumerated()
        where mac(of: body, timestamp: &timestamp, secret: secret) == claimed {
            signedBy = signedBy ?? index
        }
        guard let signedBy else { return .refused(.wrongSignature) }
        guard window.contains(sentAt, now: now) else { return .outsideWindow(sentAt: sentAt) }
        return .valid(sentAt: sentAt, lateSigned: now - sentAt > window.lateAfter, signedBy: signedBy)
    }

    static func mac(of body: some Collection<UInt8>, timestamp: inout String, secret: HMACKey) -> Digest {
        var mac = secret.begin()
        StaticString("v0:").withUTF8Buffer { mac.update(UnsafeRawBufferPointer($0)) }
        timestamp.withUTF8 { mac.update(UnsafeRawBufferPointer($0)) }
        StaticString(":").withUTF8Buffer { mac.update(UnsafeRawBufferPointer($0)) }
        mac.update(body)
        return mac.digest()
    }

    /// Unix seconds in 1 to 11 digits.
    private static func moment(_ text: UnsafeBufferPointer<UInt8>) -> Timestamp? {
        guard (1...11).contains(text.count) else { return nil }
        var seconds: Int64 = 0
        for digit in text {
            guard isDigit(digit) else { return nil }
            seconds = seconds * 10 + Int64(digit - UInt8(ascii: "0"))
        }
        return Timestamp(seconds: seconds)
    }

    /// `v0=` and 64 hexadecimal digits. Only version 0 exists.
    private static func digest(_ text: UnsafeBufferPointer<UInt8>) -> Digest? {
        guard text.count == 67, text.starts(with: "v0=".utf8) else { return nil }
        return Digest(hexDigits: UnsafeBufferPointer(rebasing: text[3...]))
    }
}
