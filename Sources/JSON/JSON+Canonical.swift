/// Why a value has no canonical form.
public enum CanonicalError: Error, Hashable, Sendable {
    /// JSON has no infinities and no NaN.
    case notFinite
    /// RFC 8785 writes every number as a double; this integer would become another (beyond ±(2⁵³ − 1)).
    case notExact(Int64)
}

extension JSON {
    /// The one way to write this value: RFC 8785 (members sorted by the UTF-16 units of their names, no white space,
    /// numbers as ECMAScript writes them).
    public func canonical() throws(CanonicalError) -> [UInt8] {
        var out: [UInt8] = []
        try appendCanonical(to: &out)
        return out
    }

    private func appendCanonical(to out: inout [UInt8]) throws(CanonicalError) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .integer(let value):
            guard value.magnitude < 1 << 53 else { throw .notExact(value) }
            out += String(value).utf8
        case .number(let value):
            guard value.isFinite else { throw .notFinite }
            out += ecmaScript(value).utf8
        case .string(let value): out.appendQuoted(value)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                try element.appendCanonical(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            // Asked once for all: nearly all names there are stand in the order of their bytes.
            let isPlain = members.allSatisfy { $0.key.utf8.allSatisfy { $0 < 0x80 } }
            let sorted = isPlain ? members.sorted { $0.key < $1.key } : members.sorted { precedes($0.key, $1.key) }
            for (index, (name, value)) in sorted.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                out.appendQuoted(name)
                out.append(UInt8(ascii: ":"))
                try value.appendCanonical(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }
}

/// RFC 8785 §3.2.3: by UTF-16 units. Bytes of UTF-8 stand in the same order, and are quicker to compare, except where one
/// text has a character beyond U+FFFF and the other one from U+E000 on: all of these begin with 0xEE or more.
private func precedes(_ a: String, _ b: String) -> Bool {
    func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0xEE } }
    return isPlain(a) && isPlain(b)
        ? a.utf8.lexicographicallyPrecedes(b.utf8) : a.utf16.lexicographicallyPrecedes(b.utf16)
}

/// ECMA-262 Number::toString: the shortest digits that read back as `value`, without an exponent for 10⁻⁶ ≤ |value| < 10²¹.
func ecmaScript(_ value: Double) -> String {
    if value == 0 { return "0" }
    // Swift finds the same shortest digits and only lays them out in another way.
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    var digits = mantissa.joined()
    var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    let leading = digits.prefix { $0 == "0" }.count
    digits.removeFirst(leading)
    point -= leading
    while digits.last == "0" { digits.removeLast() }
    let sign = value < 0 ? "-" : ""
    let count = digits.count
    switch point {
    case count...21: return sign + digits + String(repeating: "0", count: point - count)
    case 1...21: return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    case -5...0: return sign + "0." + String(repeating: "0", count: -point) + digits
    default:
        let fraction = count > 1 ? "." + digits.dropFirst() : ""
        return sign + digits.prefix(1) + fraction + (point > 0 ? "e+" : "e-") + String(abs(point - 1))
    }
}
