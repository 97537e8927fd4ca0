/// The modulus of an RSA key, big-endian.
struct RSAModulus {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var bitCount: Int { bytes.first.map { bytes.count * 8 - $0.leadingZeroBitCount } ?? 0 }

    /// Whether somebody may have worked out the private key: a prime below 1000 divides it, or it is of the kind that chips of
    /// one maker made for years (ROCA, CVE-2017-15361), whose remainders by small primes are all powers of 65537.
    var isWeak: Bool {
        if Self.smallPrimes.contains(where: { remainder($0) == 0 }) { return true }
        return Self.smallPrimes.prefix { $0 <= 167 }.allSatisfy { Self.powers(of: 65_537, modulo: $0)[remainder($0)] }
    }

    private func remainder(_ divisor: Int) -> Int { bytes.reduce(0) { ($0 << 8 | Int($1)) % divisor } }

    /// Which remainders the powers leave.
    private static func powers(of base: Int, modulo prime: Int) -> [Bool] {
        var isPower = [Bool](repeating: false, count: prime)
        var power = 1
        while !isPower[power] {
            isPower[power] = true
            power = power * base % prime
        }
        return isPower
    }

    private static let smallPrimes = (3..<1000).filter { number in !(2..<number).contains { number % $0 == 0 } }

    /// SubjectPublicKeyInfo (RFC 3279 §2.3.1) of a key.
    static func info(_ modulus: [UInt8], _ exponent: [UInt8]) -> [UInt8] {
        let rsaEncryption = DER.objectIdentifier([0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01])
        let key = DER.sequence(DER.integer(modulus), DER.integer(exponent))
        return DER.sequence(DER.sequence(rsaEncryption, DER.null), DER.bitString(key))
    }
}
