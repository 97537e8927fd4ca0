import Attendance
import Crypto
public import JSON

extension KeySet {
    /// `{"keys": […]}`, from the oldest key to the newest.
    public var json: JSON {
        .object([
            "keys": .array(
                keys.map { published in
                    guard case .object(var members) = published.key.jwk else { return published.key.jwk }
                    members["validFrom"] = .string(published.validFrom.rfc3339)
                    members["validUntil"] = published.validUntil.map { .string($0.rfc3339) }
                    return .object(members)
                })
        ])
    }

    /// Reads a JWK set as `json` writes it. Other members are not looked at; keys of another kind are refused, for they
    /// would be keys nobody could say anything about.
    public init(json: JSON) throws(KeySetError) {
        guard case .array(let elements)? = json["keys"], !elements.isEmpty else { throw .noKeys }
        var keys: [PublishedKey] = []
        for (index, element) in elements.enumerated() {
            guard let key = VerificationKey(jwk: element) else { throw .notAKey(index: index) }
            guard element["kid"] != nil else { throw .field(index: index, "kid", expected: "there") }
            guard let from = try Self.moment("validFrom", of: element, index) else {
                throw .field(index: index, "validFrom", expected: "there")
            }
            keys.append(
                PublishedKey(key, validFrom: from, validUntil: try Self.moment("validUntil", of: element, index)))
        }
        try self.init(keys)
    }

    /// Reads a file of published keys.
    public init(parsing bytes: some Collection<UInt8>) throws(KeySetError) {
        let json: JSON
        do {
            // Two readers may choose differently among duplicates, so there must be none.
            json = try JSON.parse(bytes, duplicates: .refused)
        } catch { throw .notJSON(line: error.line, column: error.column) }
        try self.init(json: json)
    }

    private static func moment(
        _ name: String, of key: JSON, _ index: Int
    ) throws(KeySetError) -> Timestamp? {
        guard let value = key[name] else { return nil }
        guard let text = value.string, let moment = Timestamp(rfc3339: text) else {
            throw .field(index: index, name, expected: "a time as RFC 3339 writes it")
        }
        return moment
    }
}
