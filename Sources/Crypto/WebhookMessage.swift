/// An attempt to tell somebody of an event, with what a signature covers.
public struct WebhookMessage: Hashable, Sendable {
    /// The same for all attempts: the receiver knows by it what came already.
    public let id: String
    /// When this attempt is made, in Unix seconds.
    public let timestamp: Int64
    public let body: [UInt8]

    /// Nil for an id that is empty, longer than 256 bytes or made of more than letters, digits, `_` and `-`: with a full stop
    /// in it, one signature could stand for two messages.
    public init?(id: String, timestamp: Int64, body: [UInt8]) {
        let isPlain = id.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard isPlain, (1...256).contains(id.utf8.count) else { return nil }
        self.id = id
        self.timestamp = timestamp
        self.body = body
    }

    /// What goes along with the body.
    ///
    /// - Parameter secrets: the receiver needs one of them: while a secret is changed, the new one and the old one.
    public func headers(signedBy secrets: [WebhookSecret]) -> [(name: String, value: String)] {
        [
            ("webhook-id", id), ("webhook-timestamp", String(timestamp)),
            ("webhook-signature", secrets.map { $0.sign(self) }.joined(separator: " ")),
        ]
    }

    var signedBytes: [UInt8] { Array("\(id).\(timestamp).".utf8) + body }
}
