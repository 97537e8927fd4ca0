import JSON
import Testing

@testable import Crypto

/// RFC 7515 appendix A, RFC 8037 appendix A, and Wycheproof's json_web_signature_test.json and json_web_key_test.json
/// (testvectors_v1): below the claims, where a payload need not be JSON.
@Suite("Published signatures of tokens")
struct TokenVectorTests {
    private static func accepts(_ token: String, _ keys: JSON) -> Bool {
        guard let set = try? TokenKeySet(["keys": keys]), let token = try? CompactToken(token),
            let key = set.key(id: token.keyID, algorithm: token.algorithm)
        else { return false }
        return key.isValid(signature: token.signature, over: token.signed)
    }

    static let payload =
        "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
    static let modulus =
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ"
        + "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2"
        + "R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcD"
        + "TW9gb54h4FRWyuXpoQ"
    static let rs256 =
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CU"
        + "Ar7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_d"
        + "O--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig"
        + "cN_IoypGlUPQGe77Rw"

    static let published: [(String, JSON, String)] = [
        (
            "RFC 7515 A.1",
            [
                "kty": "oct", "alg": "HS256",
                "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
            ],
            "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.\(payload).dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
        ),
        (
            "RFC 7515 A.2", ["kty": "RSA", "alg": "RS256", "n": .string(modulus), "e": "AQAB"],
            "eyJhbGciOiJSUzI1NiJ9.\(payload).\(rs256)"
        ),
        (
            "RFC 7515 A.3",
            [
                "kty": "EC", "alg": "ES256", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            ],
            "eyJhbGciOiJFUzI1NiJ9.\(payload)"
                + ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        ),
        (
            "RFC 8037 A.4",
            ["kty": "OKP", "alg": "EdDSA", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"],
            "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
                + ".hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        ),
    ]

    @Test("what the RFCs sign is right, and nothing else is", arguments: published)
    func rfc(_ name: String, _ key: JSON, _ token: String) {
        #expect(Self.accepts(token, [key]))
        let parts = token.split(separator: ".").map(String.init)
        #expect(!Self.accepts("\(parts[0]).\(parts[1])A.\(parts[2])", [key]))
        for (other, otherKey, _) in Self.published where other != name {
            #expect(!Self.accepts(token, [otherKey]), "\(name) with the key of \(other)")
        }
    }

    @Test("RFC 7515 A.4: ES512 is none of the algorithms that are accepted")
    func es512() {
        let key: JSON = [
            "kty": "EC", "alg": "ES512", "crv": "P-521",
            "x": "AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk",
            "y": "ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2",
        ]
        #expect(throws: TokenKeySetError.key(number: 1, .wrongAlgorithm)) { try TokenKeySet(["keys": [key]]) }
        #expect(
            !Self.accepts(
                "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-K"
                    + "GDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLze"
                    + "O_Jn", [key]))
    }
}

extension TokenVectorTests {
    /// The keys of json_web_signature_test.json, and the signatures of tcId 1, 18 and 33 over "foo".
    struct Group: CustomTestStringConvertible {
        let name: String
        let key: [String: JSON]
        let header: String
        let signature: String
        let others: [String]
        var testDescription: String { name }
    }

    static let hmacKey: [String: JSON] = [
        "alg": "HS256", "use": "sig", "k": "-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE", "kid": "kid-aes-sign",
        "kty": "oct",
    ]
    static let ecKey: [String: JSON] = [
        "alg": "ES256", "use": "sig", "x": "04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY",
        "y": "UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw", "crv": "P-256", "kid": "kid-ec-sign", "kty": "EC",
    ]
    static let rsaKey: [String: JSON] = [
        "alg": "RS256", "use": "sig", "e": "AQAB", "kid": "kid-rsa-sign", "kty": "RSA",
        "n": .string(
            "kqGboBfAWttWPCA-0cGRgsY6SaYoIARt0B_PkaEcIq9HPYNdu9n6UuWHuuTHrjF_ZoQW97r5HaAorNvrMEGTGdxCHZdEtkHvNVVmrtxT"
                + "BLiQCbCozXhFoIrVcr3qUBrdGnNn_M3jJi7Wg7p_-x62nS5gNG875oyheRkutHsQXikFZwsN3q_TsPNOVlCiHy8mxzaFTUQGm-X8"
                + "UYexFyAivlDSjgDJLAZSWfxd7k9Gxuwa3AUfQqQcVcegmgKGCaErQ3qQbh1x7WB6iopE3_-GZ8HMAVtR9AmrVscqYsnjhaCehfAI"
                + "0iKKs8zXr8tISc0ORbaalrkk03H1ZrsEnDKEWQ"),
    ]

    static let groups: [Group] = [
        Group(
            name: "hs256", key: hmacKey, header: "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1hZXMtc2lnbiJ9",
            signature: "TD37p4c_0jmreSrBSDmE0F3mYSPtkZ3WrSyI5wb_KTg",
            others: [
                // tcId 16: none; 8: another kid.
                "eyJhbGciOiJub25lIiwia2lkIjoia2lkLWFlcy1zaWduIn0.Zm9v.",
                "eyJhbGciOiJIUzI1NiIsImtpZCI6IlhpZC1hZXMtc2lnbiJ9.Zm9v.TD37p4c_0jmreSrBSDmE0F3mYSPtkZ3WrSyI5wb_KTg",
            ]),
        Group(
            name: "es256", key: ecKey, header: "eyJhbGciOiJFUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIn0",
            signature: "5cA0OHyMP7ezamUd5c9kV-FrGxdx4hbGXOdplQkutrqWrte5P-pAvsE3Ve6xSyU3YDQwUHjVVOtvcrEbbnZ8yA",
            others: [
                // tcId 31: HS256 with the bytes of the public key; 32: another key in the header.
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIn0.Zm9v.TgWtz2FIRukBQ_mA5sgHa0Ybtgn7bl-YBPAi7Z0XdHU",
                "eyJhbGciOiJFUzI1NiIsImtpZCI6ImtpZC1lYy1zaWduIiwiandrIjp7Imt0eSI6IkVDIiwia2lkIjoia2lkLWVjLXNpZ24iLCJ1c2Ui"
                    + "OiJzaWciLCJhbGciOiJFUzI1NiIsIngiOiJNZG5UWkRJaERKYmZBU2RGcWFtY3BPMkNoOUdOS0sybTBNUWxoNDAyU3BvIiwieSI6"
                    + "Ijdhdko0bHFfV3l4LW5MUERCUTJZcHl0dUh5TWlvMDdCVXl2bDNqYUMtMVkiLCJjcnYiOiJQLTI1NiJ9fQ.Zm9v.4jmsollQD8Zx"
                    + "vySzXYnIEYA4fwaZi2ZbC0aI1J4LYmW2Bn31NhKdjms2N6o51Dff5-InWXQF9m45VtTexl6yjg",
            ]),
        Group(
            name: "rs256", key: rsaKey, header: "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtpZC1yc2Etc2lnbiJ9",
            signature:
                "HUwxI1-cZrZgcuOgBQ7G7NE-GrqK79l6GV1KT4DKXnSMFwC8pfZCzE7pmLE7mYpLCIvzC87yuOjuhT0uW5oe6aaAEtR978cm-q8dfly4"
                + "5flqMrd_ifhi9GCsMlyi8dpQ42Ou1etZljFZuWjfyk8CN1c5DaHRwhqjScAPIFp6xmzKIRUJ_xdQfUSfSlujLaixtScU518EoNP4oo1v"
                + "7E8RAz6ZO4g2N4Xqs8OvSxYydcoTEg42QnLHe9JnXgI37Q5gSwinwaPsG3Ry56UYiLoL8mCUa74S51y02VsIgVmmGWgaXjM-i_lCiKQD"
                + "BiBnvWlka4XhVuvd6ZWibM9cbCPtPg",
            others: [
                // tcId 46, 59 and 67: the padding's sequence in the long form, missing, and with something after it.
                rsaHeader
                    + "KudI1-Bo-NhWAmNYu-aEGQA3ciNp-gKgGJETRino-l25uRh9peU1GWjmFfnda0SSZK8msCFMQ-ibIZxkwC1CUjxBRNwG"
                    + "1LqVtBa2mHtedT3lxKaS0nAQAzhsg0XWAEUjgnH1qtsYXknGzh-Vi_uVsu2yfPy6YhH9_8Ian984VRMzitHDzeNVcm1jc4vcB6iF"
                    + "icSl4cXWSijLxJSlVkDqMi8Neb3Zw-NQI3mQIt_3Eq51MncS-1vLBr0_qdAFREXVduyb-gRzgGSrE2pMxEO4Bbp5fvYnjaKsSdtN"
                    + "VvzayKwBDO418mfGzRbQyzpR2EeAFGIAkVRb_Mfh7Uil8nhBeg",
                rsaHeader
                    + "F7S3oL6racMAA7D3H1UrEo1Ecr8YRxkUQs32K4IFWoAQPU8Tg0_6j23zOJncfho_BYfvC5UKejYFcYC6JIv3rPomgWuT"
                    + "oiSvTpOk9HAuHmV5EMhsOZfLdsH0qVcuZSjLXR_w7m_Ljo8MQ9gwZerD3FBDxi6js7wuckcqEz_thjtatHia9bR4VvQ4SymBTnvW"
                    + "_ZudQwD_6afcqu72P223hJc7gTXPH9dgmm8E7Iz1R0_s5p54_3DWnbzw9DPB-zeRJI9M0oYpJl2BVawpYPTGYqez2HLKRCigbvzz"
                    + "-Q8SEKoheksRGue-ZSQsZlAWw0abqhqulnVZyMjuluD2AU4r9g",
                rsaHeader
                    + "g0Goh_8s8jz8rKG5i3uMNLLtrYG4YMbjyLQ-D8lwtLPlQ60_47-QcCiEO3-WTqqe99HfzRPuq3SI6kZiZMR2Yh3W07pK"
                    + "cI6ZYTdM2rEby-t_1vSBEafGKT7LbuJ9EdcIDWIe4ikleVsVYoBTGNDtPnIJAtCVMG2I82sIZaOmQBVmlmyz_CwAZyZ7ER4CyV0E"
                    + "sYom3jcUT716BQYPWHyvljAG211J0MgjyGONxiGijUCxJ3B09rPpg_alZ56VI3luJHsH89VfZc0ufX2mmr8muamI9WIa1OHJCP0X"
                    + "UPK1OtPDqkt1V2tY7vReaa2nYfT9oQ-MCIsOBCA8qDpicDU6fw",
            ]),
    ]

    private static let rsaHeader = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImtpZC1yc2Etc2lnbiJ9.Zm9v."

    @Test("Wycheproof: right signatures, and tokens changed or taken apart", arguments: groups)
    func wycheproof(_ group: Group) {
        let (header, signature) = (group.header, group.signature)
        #expect(Self.accepts("\(header).Zm9v.\(signature)", [.object(group.key)]))
        let wrong = [
            "\(header).Zm9v.X\(signature.dropFirst())", "\(header).Zm9v.", "\(header).Zm9v",
            "\(header).WG9v.\(signature)",
            "\(header)..\(signature)", "\(header).\(signature)", ".Zm9v.\(signature)", "Zm9v.\(signature)", ".Zm9v.",
            "Zm9v",
            "", "\(header).Zm9v.\(signature).", "\(header).Zm9v.\(signature).foo",
            #"{"payload":"Zm9v","signatures":[{"protected":"\#(header)","signature":"\#(signature)"}]}"#,
        ]
        for token in wrong + group.others { #expect(!Self.accepts(token, [.object(group.key)]), "\(token)") }
    }

    /// json_web_key_test.json: what is wrong with the keys, where the signature is right.
    static let sets: [(String, JSON, TokenKeySetError)] = [
        ("tcId 1", [.object(hmacKey), .object(ecKey)], .mixed),
        (
            // Refused already for a bit beyond its last byte.
            "tcId 4",
            [.object(hmacKey), changed(hmacKey, "k", "-xxuDNsVZ2iJtos-akfXTSCt4UO2cruLCsbWlBingge")],
            .key(number: 2, .missing("k"))
        ),
        ("tcId 6", [changed(rsaKey, ["use": "enc", "alg": "RSA1_5"])], .noKey),
        ("tcId 7", [changed(rsaKey, "n", roca)], .key(number: 1, .weakModulus)),
        ("tcId 8", [changed(rsaKey, "n", short)], .key(number: 1, .modulusTooShort)),
        ("tcId 9", [changed(rsaKey, "e", "AQ")], .key(number: 1, .wrongExponent)),
        (
            "tcId 10", [changed(hmacKey, "k", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg")],
            .key(number: 1, .secretTooShort)
        ),
        ("tcId 16", [changed(hmacKey, "k", "")], .key(number: 1, .secretTooShort)),
        ("tcId 19", [changed(ecKey, "alg", "ES521")], .key(number: 1, .wrongAlgorithm)),
        ("tcId 20", [changed(ecKey, "alg", "ES224")], .key(number: 1, .wrongAlgorithm)),
        ("tcId 21", [changed(ecKey, "use", "enc")], .noKey),
        ("tcId 22", [changed(ecKey, "y", "UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgnw")], .key(number: 1, .notOnCurve)),
        ("tcId 23", [changed(ecKey, "crv", "P-384")], .key(number: 1, .wrongCurve)),
        ("tcId 24", [changed(ecKey, "kty", "RSA")], .key(number: 1, .wrongType(algorithm: "ES256"))),
    ]

    private static func changed(_ key: [String: JSON], _ member: String, _ value: String) -> JSON {
        changed(key, [member: .string(value)])
    }

    private static func changed(_ key: [String: JSON], _ members: [String: JSON]) -> JSON {
        .object(key.merging(members) { $1 })
    }

    @Test("Wycheproof: keys that are none, and sets that hold too much", arguments: sets)
    func wrongSet(_ name: String, _ keys: JSON, _ error: TokenKeySetError) {
        #expect(throws: error, "\(name)") { try TokenKeySet(["keys": keys]) }
    }

    @Test(
        "Wycheproof: of two secrets the one is used that the token names (tcId 2); a long one is none too long (tcId 13)"
    )
    func rightSets() {
        let second = Self.changed(
            Self.hmacKey,
            [
                "kid": "kid-aes-sign-2", "k": "-xbuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE",
            ])
        let token = "\(Self.groups[0].header).Zm9v.\(Self.groups[0].signature)"
        #expect(Self.accepts(token, [.object(Self.hmacKey), second]))
        #expect(!Self.accepts(token, [second]))
        let long = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-P0A"
        #expect(
            Self.accepts(
                "eyJhbGciOiJIUzI1NiIsImtpZCI6ImxvbmdfaHMyNTZfa2V5In0.Zm9v.21LcS4mucXHeWxB34_udiXxb3M3MHd0127KdnfF726o",
                [["kty": "oct", "use": "sig", "kid": "long_hs256_key", "alg": "HS256", "k": .string(long)]]))
    }

    static let roca =
        "AanFpofbj7KjD4Lf-N2hVMKR7yewSyXhhbirIMTGpfYEhZ_lnt5UoK98DnKIgArXGTu3MaW_HhFw16HGaTDUHqPrId7fe4r11CqRw09yBFuW"
        + "79V8sYIwHdzCaWflUI6auImYbVfoN9_nD5n8N8SY9DwXw7mwZM9wREPXoDPgOoIWl6q_MPsp7n0zs3Z5ZaiQWOOzl1S9OhwAfSiiOwz6efnX"
        + "EaxuTEtPd7BjSx7NaFka8Dx9U7YqXy2RFj1O9PjyaDGuRh7YXsX3iMUSP_wSyHQg_c_qHRtKUsNSGCT7OZg0hzm2KphtjnayKJvC64vAbROB"
        + "R4Ubg6Bxg9IQVZ-QYyE"
    static let short =
        "rJBIp6T1YK-RtPyvYqFFlcucqewSAA_IReSFchE8qyiQrbARqRlXWkB2DR8j_pJQnIpYELbQWZC5Cd0PTGAU8rMbar2AW6zpmBbi7aQf17lU"
        + "Bdt8XI9M9rq7FPVQ1dDdUXm1SVH_9qqWhvMPR422SbfHBEzCAtzK0ANDRo6qz78"
}
