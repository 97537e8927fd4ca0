import Crypto
import JSON

/// What is rightly signed, but not for us, not now, or not what it is called.
extension Trick {
    static let claims: [Trick] = wrongClaims.flatMap { name, values in
        values.map { value in
            let said = value.map(ForeignToken.text) ?? "missing"
            return Trick(
                "\(name) \(said)", ForeignToken.make(.ed, payload: [name: value]),
                honest: ForeignToken.make(.ed, payload: [name: rightClaims[name]]))
        }
    }

    private static let now = ForeignToken.now

    private static let wrongClaims: [(String, [JSON?])] = [
        ("exp", wrongEnds), ("nbf", wrongBeginnings), ("iat", wrongBeginnings), ("aud", wrongAudiences),
        ("iss", wrongIssuers), ("sub", wrongSubjects), ("jti", [1, ["x"]]),
    ]

    private static let wrongEnds: [JSON?] = [
        nil, .integer(now), 0, .integer(.min), "9999999999", 9_999_999_999.5, true, .null, [9_999_999_999],
    ]
    private static let wrongBeginnings: [JSON?] = [.integer(now + 1), .integer(.max), "0", 0.5, .null, [0]]
    private static let wrongAudiences: [JSON?] = [
        nil, "feed", "Bridge", "bridge2", "bridge,feed", "", .null, [], ["feed"], [["bridge"]], ["bridge", 1],
        ["aud": "bridge"], 1,
    ]
    private static let wrongIssuers: [JSON?] = [
        nil, "https://id.example/", "HTTPS://id.example", "https://id.example\u{0}", "https://evil.example", "", .null,
        ["https://id.example"], ["iss": "https://id.example"],
    ]
    private static let wrongSubjects: [JSON?] = [nil, "", 1, .null, ["ana"], ["sub": "ana"]]

    private static let rightClaims: [String: JSON] = [
        "exp": .integer(now + 1), "nbf": .integer(now), "iat": .integer(now), "aud": ["feed", "bridge"],
        "iss": "https://id.example", "sub": "ben", "jti": "x",
    ]

    /// Claims that two readers could read differently, or that are none.
    static let texts: [Trick] =
        endings.map { name, end in
            Trick(
                name, ForeignToken.make(.es, payloadText: plain + end),
                honest: ForeignToken.make(.es, payloadText: plain + "}"))
        } + [
            Trick("claims a list", ForeignToken.make(.es, payloadText: "[\(plain)}]"), honest: ForeignToken.make(.es)),
            Trick(
                "claims a token again", ForeignToken.make(.es, payloadText: ForeignToken.make(.es)),
                honest: ForeignToken.make(.es)),
            Trick("no claims", ForeignToken.make(.es, payloadText: ""), honest: ForeignToken.make(.es)),
        ]

    private static let plain = #"{"iss":"https://id.example","aud":"bridge","sub":"ana","exp":\#(now + 60)"#

    private static let endings: [(String, String)] = [
        ("sub twice", #","sub":"admin"}"#), ("sub twice, once in escapes", #","s\u0075b":"admin"}"#),
        ("iss twice", #","iss":"bridge"}"#),
        ("a number of 400 digits", ",\"nbf\":1\(String(repeating: "0", count: 400))}"),
        ("nbf 1e3000", #","nbf":1e3000}"#), ("something after the claims", "}{}"),
        ("lists 2,000 deep", ",\"x\":\(String(repeating: "[", count: 2000))\(String(repeating: "]", count: 2000))}"),
        ("half a character", #","x":"\ud800"}"#), ("no end", ""),
    ]

    static let scopes: [Trick] = wrongScopes.map { name, claims in
        Trick(name, ForeignToken.make(.rs, payload: claims), honest: ForeignToken.make(.rs, payload: ["scope": "read"]))
    }

    private static let wrongScopes: [(String, [String: JSON?])] = [
        ("scope a number", ["scope": 1]), ("scope null", ["scope": .some(.null)]),
        ("scope a list", ["scope": ["read"]]),
        ("scp a list of lists", ["scp": [["read"]]]), ("scp an object", ["scp": ["read": true]]),
        ("scope and scp", ["scope": "read", "scp": ["administer"]]),
    ]
}
