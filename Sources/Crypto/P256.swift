/// The forms of keys and signatures of ECDSA on the curve P-256 (FIPS 186-4 D.1.2.3).
enum P256 {
    /// What OpenSSL reads, of the one that tokens carry: r and s of 32 bytes each, one after the other (RFC 7518 §3.4). Nil
    /// for another length, and for numbers that are zero or not below the group's order.
    static func derSignature(_ signature: [UInt8]) -> [UInt8]? {
        guard signature.count == 64 else { return nil }
        let (r, s) = (signature.prefix(32), signature.suffix(32))
        guard isInRange(r), isInRange(s) else { return nil }
        return DER.sequence(DER.integer(r), DER.integer(s))
    }

    /// SubjectPublicKeyInfo (RFC 5480 §2) of a point whose coordinates have 32 bytes each.
    static func info(x: [UInt8], y: [UInt8]) -> [UInt8] {
        let ecPublicKey = DER.objectIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01])
        let prime256v1 = DER.objectIdentifier([0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07])
        return DER.sequence(DER.sequence(ecPublicKey, prime256v1), DER.bitString([0x04] + x + y))
    }

    private static func isInRange(_ number: ArraySlice<UInt8>) -> Bool {
        number.contains { $0 != 0 } && number.lexicographicallyPrecedes(order)
    }

    private static let order =
        Digest(hex: "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551")?.bytes ?? []
}
