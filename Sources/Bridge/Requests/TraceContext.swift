internal import Crypto

/// Where a request stands in a trace that goes through several programs (W3C Trace Context).
public struct TraceContext: Hashable, Sendable {
    /// 32 lower-case hexadecimal digits, the same for everything that one request set off.
    public let traceID: String
    /// 16 digits that stand for what this program does.
    public let spanID: String
    /// Whoever asked keeps a record of the trace, and whether its number is random.
    private let flags: UInt8

    private static let (sampled, random): (UInt8, UInt8) = (1, 2)

    public var isSampled: Bool { flags & Self.sampled != 0 }

    /// Goes on with the trace of whoever asked, in a span of our own; begins one where they named none, or what they sent
    /// is not exactly as it must be.
    ///
    /// - Parameter traceparent: the values of that field, one for each time it was sent.
    public init(continuing traceparent: [String]) {
        let parent = traceparent.count == 1 ? Self.parsed(traceparent[0]) : nil
        traceID = parent?.traceID ?? Random.identifier(bytes: 16)
        flags = (parent?.flags ?? Self.random) & (Self.sampled | Self.random)
        spanID = Random.identifier(bytes: 8)
    }

    /// As it is passed on: to whoever is asked because of this request, and back to whoever asked.
    public var traceparent: String { "00-\(traceID)-\(spanID)-0\(flags)" }

    /// Versions after 00 may say more after what this one says (§3.2.4).
    private static func parsed(_ text: String) -> (traceID: String, flags: UInt8)? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 55, let version = hexadecimal(bytes[0..<2]), version != 0xff,
            bytes.count == 55 || version > 0 && bytes[55] == UInt8(ascii: "-"),
            [2, 35, 52].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }),
            isIdentifier(bytes[3..<35]), isIdentifier(bytes[36..<52]), let flags = hexadecimal(bytes[53..<55])
        else { return nil }
        return (String(decoding: bytes[3..<35], as: UTF8.self), flags)
    }

    private static func isIdentifier(_ digits: ArraySlice<UInt8>) -> Bool {
        digits.allSatisfy(isDigit) && digits.contains { $0 != UInt8(ascii: "0") }
    }

    private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        digits.allSatisfy(isDigit) ? UInt8(String(decoding: digits, as: UTF8.self), radix: 16) : nil
    }

    /// Capitals are none (§3.2).
    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
