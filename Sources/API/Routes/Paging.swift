internal import Server

/// A list that is answered a page at a time: what the next page begins after stands in the answer, and as an address in
/// its `Link` (RFC 8288).
struct Paging: Sendable {
    private let cursor: QueryField
    private let size: QueryField
    private let usual: Int

    /// - Parameters:
    ///   - cursor: `before` where the newest come first and `after` where the list goes on upwards; some lists of old say it
    ///     the other way round.
    ///   - things: what a page is of, for the description.
    ///   - usual: of how many it is where nothing is said.
    init(_ cursor: QueryField, of things: String, usually usual: Int = 20, upTo most: Int64 = 100) {
        self.cursor = cursor
        self.usual = usual
        size = QueryField(
            name: "limit", range: 1...most,
            about: "How many \(things) a page is of; \(usual) where nothing is said.")
    }

    /// For the route.
    var fields: [QueryField] { [cursor, size] }

    func limit(in request: Request) throws(Problem) -> Int { Int(try size.integer(in: request) ?? Int64(usual)) }

    /// What the page begins after, where that is a number; nil for the first.
    func number(in request: Request) throws(Problem) -> Int64? { try cursor.integer(in: request) }

    /// The same where it is a name.
    func name(in request: Request) throws(Problem) -> String? { try cursor.text(in: request) }

    /// What an answer says of the page after it.
    ///
    /// - Parameters:
    ///   - next: what that begins after; nil where there is none.
    ///   - fields: what else the address said, which holds for the whole list.
    func link(to next: String?, from request: Request, keeping fields: [QueryField] = []) -> [HeaderField] {
        guard let next else { return [] }
        var query: [(name: String, value: String)] = []
        for field in fields {
            if let value = request.query[field.name] { query.append((field.name, value)) }
        }
        query.append((cursor.name, next))
        query.append((size.name, request.query[size.name] ?? String(usual)))
        let path = request.rawTarget.prefix { $0 != "?" }
        let words = query.map { "\($0.name)=\(percentEncoded($0.value))" }.joined(separator: "&")
        return [HeaderField("Link", "<\(path)?\(words)>; rel=\"next\"")]
    }

    func link(to next: Int64?, from request: Request, keeping fields: [QueryField] = []) -> [HeaderField] {
        link(to: next.map { String($0) }, from: request, keeping: fields)
    }
}

/// As it may stand in a query, whatever it is (RFC 3986 §2.3).
private func percentEncoded(_ text: String) -> String {
    text.utf8.reduce(into: "") { encoded, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            encoded.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
}
