/// What a server-to-server OAuth app is known by. Says nothing of itself in `description`, `dump` or a debugger's summary.
public struct ZoomCredentials: Sendable {
    let account: String
    let clientID: String
    let clientSecret: String

    /// Nil where one of them is empty, or holds what none of them does: a colon in the id, white space, a control character.
    public init?(account: String, clientID: String, clientSecret: String) {
        let isPlain = [account, clientID, clientSecret].allSatisfy { text in
            !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        }
        guard isPlain, !clientID.contains(":") else { return nil }
        self.account = account
        self.clientID = clientID
        self.clientSecret = clientSecret
    }

    /// The value of `Authorization` with which a token is asked for (RFC 7617).
    var basicAuthorization: String { "Basic " + base64(Array("\(clientID):\(clientSecret)".utf8)) }
}

extension ZoomCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "ZoomCredentials(redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// RFC 4648 §4, with padding.
func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
        let group = bytes[start..<min(start + 3, bytes.count)]
        let bits = (0..<3).reduce(UInt32(0)) { $0 << 8 | ($1 < group.count ? UInt32(group[start + $1]) : 0) }
        for position in 0..<4 {
            let digit = Int(bits >> UInt32(18 - 6 * position) & 63)
            text.append(position <= group.count ? alphabet[digit] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
