/// The little of ASN.1's distinguished encoding (X.690) that keys and signatures are handed to OpenSSL in.
enum DER {
    static func sequence(_ parts: [UInt8]...) -> [UInt8] { tagged(0x30, parts.flatMap { $0 }) }

    /// - Parameter magnitude: big-endian, never negative.
    static func integer(_ magnitude: some Collection<UInt8>) -> [UInt8] {
        let digits = Array(magnitude.drop { $0 == 0 })
        // A first bit that is set would be a minus.
        return tagged(0x02, digits.first.map { $0 < 0x80 } ?? false ? digits : [0] + digits)
    }

    static func bitString(_ bytes: [UInt8]) -> [UInt8] { tagged(0x03, [0] + bytes) }

    /// - Parameter content: as encoded, without tag and length.
    static func objectIdentifier(_ content: [UInt8]) -> [UInt8] { tagged(0x06, content) }

    static let null = tagged(0x05, [])

    private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
        let length = withUnsafeBytes(of: UInt32(content.count).bigEndian) { Array($0.drop { $0 == 0 }) }
        return [tag, 0x80 | UInt8(length.count)] + length + content
    }
}
