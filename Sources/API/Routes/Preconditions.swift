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
        let words = values.joined(separator: ",").split(separator: ",").map { word in
            String(word.filter { $0 != " " && $0 != "\t" })
        }.filter { !$0.isEmpty }
        if words == ["*"] {
            self = .any
            return
        }
        // Blanks are in no tag of ours.
        guard !words.isEmpty, words.allSatisfy(Self.isTag) else {
            throw .badRequest("If-Match must be what ETag said, with its quotation marks.")
        }
        // Weak ones are never the same by strong comparison.
        self = .tags(Set(words))
    }

    /// Whether what is there now is what the client knew.
    func holds(for tag: EntityTag) -> Bool {
        switch self {
        case .any: true
        case .tags(let tags): tags.contains(tag.text)
        }
    }

    private static func isTag(_ word: String) -> Bool {
        let opaque = word.hasPrefix("W/") ? word.dropFirst(2) : word[...]
        return opaque.utf8.count >= 2 && opaque.hasPrefix("\"") && opaque.hasSuffix("\"")
            && !opaque.dropFirst().dropLast().utf8.contains(UInt8(ascii: "\""))
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
