internal import JSON

/// A token as it came, read but not believed: JWS compact serialization (RFC 7515 §7.1).
struct CompactToken: Sendable {
    /// Longer tokens are refused unread.
    static let maxBytes = 8192

    /// What it says it is signed by (`alg`, `kid`), and what it is (`typ`).
    let algorithm: String
    let keyID: String?
    let type: String?
    /// What is signed, as it came.
    let signed: [UInt8]
    let signature: [UInt8]
    private let payload: [UInt8]

    /// - Throws: `.malformed`.
    init(_ text: String) throws(TokenError) {
        guard text.utf8.count <= Self.maxBytes else { throw .malformed }
        let bytes = Array(text.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3,
            let headerBytes = Base64.decode(parts[0], .url),
            let payload = Base64.decode(parts[1], .url),
            let signature = Base64.decode(parts[2], .url), !signature.isEmpty
        else { throw .malformed }
        guard case .object(let header) = try Self.json(headerBytes), let algorithm = header["alg"]?.string else {
            throw .malformed
        }
        // RFC 7515 §4.1.11: `crit` names extensions that must be understood; none is. The others bring along a key, or say
        // where to fetch one: whoever forges a token has one at hand.
        for member in ["crit", "jku", "jwk", "x5u", "x5c"] where header[member] != nil { throw .malformed }
        self.algorithm = algorithm
        keyID = try header["kid"].text()
        type = try header["typ"].text()
        signed = Array(bytes[..<parts[1].endIndex])
        self.payload = payload
        self.signature = signature
    }

    /// - Throws: `.malformed` where the payload is no JSON object.
    func claims() throws(TokenError) -> [String: JSON] {
        guard case .object(let claims) = try Self.json(payload) else { throw .malformed }
        return claims
    }

    private static func json(_ bytes: [UInt8]) throws(TokenError) -> JSON {
        // Two readers may choose differently among duplicates, so there must be none.
        do { return try JSON.parse(bytes, duplicates: .refused) } catch { throw .malformed }
    }
}

extension JSON? {
    /// Nil where there is none.
    ///
    /// - Throws: `.malformed` for what is no text.
    func text() throws(TokenError) -> String? {
        guard let self else { return nil }
        guard let text = self.string else { throw .malformed }
        return text
    }

    /// As `text()`, for whole numbers of 64 bits.
    func integer() throws(TokenError) -> Int64? {
        guard let self else { return nil }
        guard let integer = self.integer else { throw .malformed }
        return integer
    }
}
