/// An answer. `Date`, `Content-Length` and `Connection` are added by the server, and the body of an answer to `HEAD`
/// is left out.
public struct Response: Sendable {
    public enum Body: Sendable {
        case none
        case bytes([UInt8])
        case shared(SharedBytes)

        public var count: Int {
            switch self {
            case .none: 0
            case .bytes(let bytes): bytes.count
            case .shared(let bytes): bytes.count
            }
        }
    }

    /// 200 to 599.
    public var status: Int
    public var headers: [HeaderField]
    public var body: Body
    /// Closes the connection once this has been sent.
    public var closesConnection = false

    public init(status: Int = 200, headers: [HeaderField] = [], body: Body = .none) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public init(status: Int = 200, contentType: String, headers: [HeaderField] = [], body: [UInt8]) {
        self.init(status: status, headers: [HeaderField("Content-Type", contentType)] + headers, body: .bytes(body))
    }

    public static func json(_ body: [UInt8], status: Int = 200, headers: [HeaderField] = []) -> Response {
        Response(status: status, contentType: "application/json", headers: headers, body: body)
    }

    public static func text(_ body: String, status: Int = 200) -> Response {
        Response(status: status, contentType: "text/plain; charset=utf-8", body: Array(body.utf8))
    }

    /// 405 with the methods that are (RFC 9110 §15.5.6).
    public static func methodNotAllowed(allowing methods: [Method]) -> Response {
        problem(405, "Method Not Allowed", [HeaderField("Allow", methods.map(\.name).joined(separator: ", "))])
    }

    /// 426, for a plain request to a path that speaks WebSocket only (RFC 9110 §15.5.22).
    public static func upgradeRequired() -> Response {
        problem(
            426, "Upgrade Required", [HeaderField("Upgrade", "websocket"), HeaderField("Connection", "Upgrade")])
    }

    /// Problem details (RFC 9457) without more to say than their title.
    static func problem(_ status: Int, _ title: String, _ headers: [HeaderField] = []) -> Response {
        Response(
            status: status, contentType: "application/problem+json", headers: headers,
            body: Array(#"{"type":"about:blank","title":"\#(title)","status":\#(status)}"#.utf8))
    }

    /// The fields as they are sent. What could split a response (CR, LF, NUL) becomes a space.
    static func encoded(_ fields: [HeaderField]) -> [UInt8] {
        guard !fields.isEmpty else { return [] }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.count * 48)
        for field in fields {
            bytes.append(contentsOf: field.name.utf8.lazy.map(harmless))
            bytes.append(contentsOf: [UInt8(ascii: ":"), UInt8(ascii: " ")])
            bytes.append(contentsOf: field.value.utf8.lazy.map(harmless))
            bytes.append(contentsOf: [0x0d, 0x0a])
        }
        return bytes
    }

    private static func harmless(_ byte: UInt8) -> UInt8 {
        byte == 0x0d || byte == 0x0a || byte == 0 ? 0x20 : byte
    }
}
