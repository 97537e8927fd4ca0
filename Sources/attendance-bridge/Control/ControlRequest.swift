import Attendance
import Bridge

/// What a command asks of whoever holds the database: the running bridge, or the command itself where none runs.
enum ControlRequest: Hashable, Sendable {
    case importRoster(file: [UInt8], format: RosterFormat, isDryRun: Bool)
    /// The whole roster as a document.
    case roster
    /// Journaled deliveries, the newest first, with ids below `before`.
    case deliveries(before: Int64?, limit: Int)
    case delivery(Int64)
    case role(of: PersonID)
    /// The version of the database.
    case schema
}

extension ControlRequest {
    /// As it goes over the socket.
    var message: (method: String, target: String, body: [UInt8]) {
        switch self {
        case .importRoster(let file, let format, let isDryRun):
            ("POST", "/roster?format=\(format.rawValue)&dry-run=\(isDryRun)", file)
        case .roster: ("GET", "/roster", [])
        case .deliveries(let before, let limit):
            ("GET", "/deliveries?limit=\(limit)" + (before.map { "&before=\($0)" } ?? ""), [])
        case .delivery(let id): ("GET", "/deliveries/\(id)", [])
        case .role(let person): ("GET", "/role?of=" + percentEncoded(person.rawValue), [])
        case .schema: ("GET", "/schema", [])
        }
    }

    /// - Parameter query: the first value of a parameter.
    /// - Returns: nil for what no command asks.
    init?(method: String, path: String, query: (String) -> String?, body: [UInt8]) {
        switch (method, path) {
        case ("POST", "/roster"):
            guard let format = query("format").flatMap(RosterFormat.init(rawValue:)),
                let isDryRun = query("dry-run").flatMap(Bool.init)
            else { return nil }
            self = .importRoster(file: body, format: format, isDryRun: isDryRun)
        case ("GET", "/roster"): self = .roster
        case ("GET", "/deliveries"):
            guard let limit = query("limit").flatMap({ Int($0) }), (1...1000).contains(limit) else { return nil }
            self = .deliveries(before: query("before").flatMap { Int64($0) }, limit: limit)
        case ("GET", "/role"):
            guard let person = query("of"), !person.isEmpty else { return nil }
            self = .role(of: PersonID(person))
        case ("GET", "/schema"): self = .schema
        case ("GET", let path) where path.hasPrefix("/deliveries/"):
            guard let id = Int64(path.dropFirst("/deliveries/".count)) else { return nil }
            self = .delivery(id)
        default: return nil
        }
    }

    /// RFC 3986 §2.1, all but unreserved characters.
    private func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { encoded, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default: encoded += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
    }
}
