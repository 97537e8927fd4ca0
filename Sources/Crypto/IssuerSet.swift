internal import JSON

/// The issuers besides ourselves whose tokens are accepted.
///
/// Says nothing of their keys in `description`, `dump` or a debugger's summary.
public struct IssuerSet: Sendable {
    private let issuers: [TrustedIssuer]
    private static let maxIssuers = 16
    private static let defaultLeeway: Int64 = 60

    /// Nobody else's.
    public init() { issuers = [] }

    /// Reads `[{"issuer": …, "audience": …, "keys": {JWK set}}, …]`; in place of `keys` stands `keysFile`, if one likes,
    /// and besides them `subjectClaim` ("sub") and `leewaySeconds` (60, at most 120).
    ///
    /// - Parameters:
    ///   - ownIssuer: what our own tokens say in `iss`: nobody else may.
    ///   - load: the contents of a `keysFile`, by what stands there.
    public init(
        parsing bytes: some Collection<UInt8>, ownIssuer: String, load: (String) throws -> [UInt8]
    ) throws(IssuerSetError) {
        let entries = try Self.json(bytes, place: "the list of issuers").array
        guard let entries, entries.count <= Self.maxIssuers else {
            throw IssuerSetError("the list of issuers", .notList(atMost: Self.maxIssuers))
        }
        var issuers: [TrustedIssuer] = []
        for (index, entry) in entries.enumerated() {
            let issuer = try Self.issuer(entry, number: index + 1, load)
            let isTaken = ([ownIssuer] + issuers.map(\.name)).contains { $0.utf8.elementsEqual(issuer.name.utf8) }
            guard !isTaken else { throw IssuerSetError("issuer \(issuer.name)", .nameTaken) }
            issuers.append(issuer)
        }
        self.issuers = issuers
    }

    public var isEmpty: Bool { issuers.isEmpty }
    /// In the order of the list.
    public var names: [String] { issuers.map(\.name) }

    func issuer(named name: String) -> TrustedIssuer? {
        issuers.first { $0.name.utf8.elementsEqual(name.utf8) }
    }

    private static let members: Set<String> = [
        "issuer", "audience", "keys", "keysFile", "subjectClaim", "leewaySeconds",
    ]

    private static func issuer(
        _ entry: JSON, number: Int, _ load: (String) throws -> [UInt8]
    ) throws(IssuerSetError) -> TrustedIssuer {
        let place = entry["issuer"]?.string.map { "issuer \($0)" } ?? "issuer number \(number)"
        guard case .object(let given) = entry else { throw IssuerSetError(place, .notObject) }
        if let unknown = given.keys.filter({ !members.contains($0) }).min() {
            throw IssuerSetError(place, .unknownMember(unknown))
        }
        func text(_ member: String, default value: String? = nil) throws(IssuerSetError) -> String {
            if given[member] == nil, let value { return value }
            guard let text = given[member]?.string, (1...1024).contains(text.utf8.count) else {
                throw IssuerSetError(place, .notText(member))
            }
            return text
        }
        let leeway = given["leewaySeconds"].map { $0.integer ?? -1 } ?? defaultLeeway
        guard (0...120).contains(leeway) else { throw IssuerSetError(place, .wrongLeeway) }
        let (name, audience) = (try text("issuer"), try text("audience"))
        let subjectClaim = try text("subjectClaim", default: "sub")
        let set: JSON
        switch (given["keys"], given["keysFile"]) {
        case (let keys?, nil): set = keys
        case (nil, .some): set = try read(try text("keysFile"), place, load)
        default: throw IssuerSetError(place, .keysOnce)
        }
        let keys: TokenKeySet
        do { keys = try TokenKeySet(set) } catch { throw IssuerSetError(place, .keys(error)) }
        return TrustedIssuer(
            name: name, audience: audience, subjectClaim: subjectClaim, leeway: leeway, keys: keys)
    }

    private static func read(
        _ file: String, _ place: String, _ load: (String) throws -> [UInt8]
    ) throws(IssuerSetError) -> JSON {
        let bytes: [UInt8]
        do { bytes = try load(file) } catch {
            throw IssuerSetError(place, .unreadable(file: file, reason: "\(error)"))
        }
        return try json(bytes, place: "\(place), \(file)")
    }

    private static func json(_ bytes: some Collection<UInt8>, place: String) throws(IssuerSetError) -> JSON {
        do { return try JSON.parse(bytes, duplicates: .refused) } catch {
            throw IssuerSetError(place, .notJSON(error.description))
        }
    }
}

extension IssuerSet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "IssuerSet(\(names.joined(separator: ", ")), keys redacted)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
