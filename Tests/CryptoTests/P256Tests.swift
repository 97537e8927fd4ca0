import JSON
import Testing

@testable import Crypto

/// Wycheproof's ecdsa_secp256r1_sha256_p1363_test.json (testvectors_v1).
@Suite("Signatures of P-256")
struct P256Tests {
    private static let x = "2927b10512bae3eddcfe467828128bad2903269919f7086069c8c4df6c732838"
    private static let y = "c7787964eaac00e5921fb1498a60f4606766b3d9685001558d1a974e7341513e"
    private static let message = bytes("313233343030")

    private func isValid(_ signature: String) throws -> Bool {
        let jwk: [String: JSON] = [
            "crv": "P-256", "x": .string(PlainBase64.encode(bytes(Self.x))),
            "y": .string(PlainBase64.encode(bytes(Self.y))),
        ]
        let key = try TokenKey(jwk, algorithm: .es256, id: nil)
        return key.isValid(signature: bytes(signature), over: Self.message)
    }

    @Test("tcId 1: a right signature")
    func right() throws {
        #expect(
            try isValid(
                "2ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18"
                    + "4cd60b855d442f5b3c7b11eb6c4e0ae7525fe710fab9aa7c77a67f79e6fadd76"))
    }

    @Test(
        "tcId 2 to 10: r and s that are the same to those who do not look at their length or range",
        arguments: [
            "012ba3a8bd6b94d5ed80a6d9d1190a436ebccc0833490686deac8635bcb9bf536900"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
            "01002ba3a7be6b94d6ec80a6d9d1190a432be6dfbb2cb98d6d4d72972df620817f180000"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
            "d45c5740946b2a147f59262ee6f5bc90bd01ed280528b62b3aed5fc93f06f739"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
            "012ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e1800"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
            "01b329f478a2bbd0a6c384ee1493b1f518276e0e4a5375928d6fcd160c11cb6d2c00"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
            "010000000000000000b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db000000000000000000"
                + "b329f479a2bbd0a5c384ee1493b1f5186a87139cac5df4087c134b49156847db",
        ])
    func replaced(_ signature: String) throws { #expect(try !isValid(signature)) }

    /// 0, 1, the group's order n and its neighbours, the field's p and the one after it.
    static let special = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000001",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632552",
        "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
        "ffffffff00000001000000000000000000000001000000000000000000000000",
    ]

    @Test("tcId 11 to 59: special values are no signature", arguments: special, special)
    func isSpecial(_ r: String, _ s: String) throws { #expect(try !isValid(r + s)) }

    @Test("numbers out of range are not even handed to OpenSSL")
    func range() {
        let (zero, one, below, order) = (Self.special[0], Self.special[1], Self.special[2], Self.special[3])
        for (r, s, isRead) in [
            (one, below, true), (below, one, true), (zero, one, false), (one, zero, false), (order, one, false),
            (one, order, false),
        ] { #expect((P256.derSignature(bytes(r + s)) != nil) == isRead) }
        #expect(P256.derSignature(bytes(one + one)) == [0x30, 6, 2, 1, 1, 2, 1, 1])
        #expect(P256.derSignature(bytes(one + one).dropLast()) == nil)
        #expect(P256.derSignature([]) == nil)
    }
}
