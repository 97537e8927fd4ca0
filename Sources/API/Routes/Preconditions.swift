internal import Crypto
internal import Server

/// What a client knew when it asked to change something (RFC 9110 §13.1.1, RFC 6585 §3): so that nobody overwrites what
/// they have not seen.
enum Precondition: Sendable, Hashable {
    /// Whatever is there.
    case any
    /// One of these, as they were told with what was read.
    case tags(Set<String>)

    /// - Throws: a problem that says what to do where the request says nothing of what it knew.
    init(of request: Request) throws(Problem) { try self.init(request.headers.values(of: "if-match")) }

    /// - Parameter values: of the field, one for each time it was sent.
    init(_ values: [String]) throws(Problem) {
        guard !values.isEmpty else { throw Problem(.preconditionRequired) }
        let text = values.joined(separator: ",")
        if text.filter({ $0 != " " && $0 != "\t" }) == "*" {
            self = .any
            return
        }
        guard let tags = Self.tags(in: text), !tags.isEmpty else {
            throw .badRequest("If-Match must be what ETag said, with its quotation marks.")
        }
        // Weak ones are never the same by strong comparison.
        self = .tags(Set(tags))
    }

    /// Whether what is there now is what the client knew.
    func holds(for tag: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains(tag.text)
        }
    }

    /// With their quotation marks; commas between, and some within (RFC 9110 §8.8.3). Nil where it is no such list.
    private static func tags(in text: String) -> [String]? {
        var tags: [String] = []
        var rest = text.utf8[...]
        while true {
            rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: ",") }
            if rest.isEmpty { return tags }
            let weakness = rest.starts(with: "W/".utf8) ? 2 : 0
            guard rest.dropFirst(weakness).first == UInt8(ascii: "\"") else { return nil }
            let opaque = rest.dropFirst(weakness + 1).prefix { $0 == 0x21 || $0 >= 0x23 && $0 != 0x7f }
            guard opaque.endIndex < rest.endIndex, rest[opaque.endIndex] == UInt8(ascii: "\"") else { return nil }
            tags.append(String(decoding: rest[...opaque.endIndex], as: UTF8.self))
            rest = rest[rest.index(after: opaque.endIndex)...]
            if let next = rest.first, next != UInt8(ascii: ","), next != UInt8(ascii: " "), next != UInt8(ascii: "\t") {
                return nil
            }
        }
    }
}

/// A strong validator: other bytes, another tag.
struct EntityTag: Sendable, Hashable {
    /// With its quotation marks.
    let text: String

    init(of body: [UInt8]) { text = "\"\(SHA256.hash(body).hex.prefix(32))\"" }

    /// Of what is counted each time it changes.
    init(version: Int64) { text = "\"\(version)\"" }

    var field: HeaderField { HeaderField("ETag", text) }
}

extension Problem {
    static func changedMeanwhile(_ now: EntityTag) -> Problem { Problem(.preconditionFailed, headers: [now.field]) }
}
