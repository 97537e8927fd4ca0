import Crypto
import JSON

/// A token somebody would like to be accepted, made without the code under test.
struct Forge: Sendable, CustomStringConvertible {
    static let secret = "correct horse battery staple, at least"
    let name: String
    let token: String
    let error: TokenError

    init(_ name: String, _ token: String, _ error: TokenError) {
        self.name = name
        self.token = token
        self.error = error
    }

    var description: String { name }

    static let claims: [String: JSON] = [
        "iss": "bridge", "aud": "feed", "sub": "ana", "role": "participant", "jti": "t1",
        "iat": .integer(TokenTests.now), "nbf": .integer(TokenTests.now), "exp": .integer(TokenTests.now + 60),
    ]

    /// A rightly signed token, but for what is asked for.
    static func token(
        header: String = #"{"alg":"HS256","typ":"JWT"}"#, payload changes: [String: JSON] = [:],
        without missing: String? = nil, text: String? = nil, key: String = secret
    ) -> String {
        var claims = claims
        for (name, value) in changes { claims[name] = value }
        if let missing { claims[missing] = nil }
        var json = JSONWriter()
        json.value(JSON.object(claims))
        let signed = PlainBase64.encode(header.utf8) + "." + PlainBase64.encode((text ?? json.string).utf8)
        return signed + "." + PlainBase64.encode(HMAC.sha256(key: key.utf8, signed.utf8)?.bytes ?? [])
    }

    private static func unsigned(_ header: String) -> String {
        token(header: header).split(separator: ".").dropLast().joined(separator: ".") + "."
    }

    private static let good = token()
    private static let parts = good.split(separator: ".").map(String.init)

    static let all: [Forge] =
        [
            Forge("no algorithm, no signature", unsigned(#"{"alg":"none"}"#), .malformed),
            Forge("no algorithm, signed", token(header: #"{"alg":"none"}"#), .malformed),
            Forge("nOnE", token(header: #"{"alg":"nOnE","typ":"JWT"}"#), .malformed),
            Forge("algorithm missing", token(header: #"{"typ":"JWT"}"#), .malformed),
            Forge("HS512", token(header: #"{"alg":"HS512","typ":"JWT"}"#), .malformed),
            Forge("RS256 with our secret", token(header: #"{"alg":"RS256","typ":"JWT"}"#), .malformed),
            Forge("hs256", token(header: #"{"alg":"hs256","typ":"JWT"}"#), .malformed),
            Forge("algorithm twice", token(header: #"{"alg":"HS256","alg":"none"}"#), .malformed),
            Forge("another type", token(header: #"{"alg":"HS256","typ":"JWE"}"#), .malformed),
            Forge("critical extension", token(header: #"{"alg":"HS256","crit":["b64"],"b64":false}"#), .malformed),
            Forge("wrong key", token(key: "another key of more than 32 bytes, too"), .badSignature),
            Forge("empty key", unsigned(#"{"alg":"HS256","typ":"JWT"}"#), .malformed),
            Forge(
                "kid that points at a key of theirs", token(header: #"{"alg":"HS256","kid":"k"}"#, key: "k"),
                .badSignature),
            Forge("jku", token(header: #"{"alg":"HS256","jku":"https://example.com/k"}"#, key: "k"), .malformed),
            Forge("jwk", token(header: #"{"alg":"HS256","jwk":{"kty":"oct","k":"aw"}}"#, key: "k"), .malformed),
            Forge("signature of another token", parts[0] + "." + parts[1] + "." + other, .badSignature),
            Forge("signature missing", parts[0] + "." + parts[1], .malformed),
            Forge("signature empty", parts[0] + "." + parts[1] + ".", .malformed),
            Forge("four parts", good + "." + parts[2], .malformed),
            Forge("five parts, as an encrypted token", good + ".." + parts[2], .malformed),
            Forge("leading dot", "." + good, .malformed),
            Forge("padding", good + "=", .malformed),
            Forge("white space", good + "\n", .malformed),
            Forge("NUL", good + "\u{0}", .malformed),
            Forge("Bearer", "Bearer " + good, .malformed),
            Forge("empty", "", .malformed),
            Forge("huge", String(repeating: "a", count: 100_000), .malformed),
            Forge("payload no object", token(text: "[]"), .malformed),
            Forge("payload no JSON", token(text: "ana"), .malformed),
            Forge("expired", token(payload: ["exp": .integer(TokenTests.now)]), .expired),
            Forge("expired long ago", token(payload: ["exp": .integer(.min)]), .expired),
            Forge("not yet valid", token(payload: ["nbf": .integer(TokenTests.now + 1)]), .notYetValid),
            Forge("another issuer", token(payload: ["iss": "elsewhere"]), .wrongIssuer),
            Forge("another audience", token(payload: ["aud": "elsewhere"]), .wrongAudience),
            Forge("many audiences, not ours", token(payload: ["aud": ["a", "feedx"]]), .wrongAudience),
            Forge("no audience", token(payload: ["aud": []]), .wrongAudience),
            Forge("empty subject", token(payload: ["sub": ""]), .malformed),
            Forge("duplicate claims", token(text: duplicated), .malformed),
        ]
        + ["iss", "aud", "sub", "exp"].map { (claim: String) in
            Forge("without \(claim)", token(without: claim), .malformed)
        }
        + [
            #""9999999999""#, "1.5e10", "9999999999.0", "9999999999.5", "true", "null", "[]", "99999999999999999999",
            "1e999",
        ].map {
            Forge("exp \($0)", token(text: text(exp: $0)), .malformed)
        }
        + [
            Forge("nbf as text", token(payload: ["nbf": "0"]), .malformed),
            Forge("nbf as fraction", token(payload: ["nbf": 0.5]), .malformed),
        ]

    private static let other = String(token(payload: ["sub": "ben"]).split(separator: ".")[2])

    private static func text(exp: String) -> String {
        #"{"iss":"bridge","aud":"feed","sub":"ana","role":"participant","jti":"t1","iat":1,"nbf":1,"exp":\#(exp)}"#
    }

    private static let duplicated = text(exp: "9999999999").replacing("}", #","sub":"admin"}"#)
}

extension String {
    fileprivate func replacing(_ suffix: String, _ replacement: String) -> String {
        dropLast(suffix.count) + replacement
    }
}

/// PlainBase64 with the URL alphabet, written apart from the product's.
enum PlainBase64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
        return stride(from: 0, to: bits.count, by: 6).reduce(into: "") { text, start in
            let six = (start..<start + 6).reduce(0) { $0 << 1 | ($1 < bits.count ? Int(bits[$1]) : 0) }
            text.append(alphabet[six])
        }
    }

    static func decode(_ text: String) -> [UInt8]? {
        var bits: [UInt8] = []
        for character in text {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits += (0..<6).map { UInt8(value >> (5 - $0) & 1) }
        }
        return stride(from: 0, to: bits.count / 8 * 8, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        }
    }
}
