@_spi(_Unicode) import Swift

/// The words of a name: folded as `IdentityKey` does, without accents, join codes and the names of devices.
struct NameWords: Hashable {
    /// As they stand in the name.
    let words: [String]

    init(_ name: String) {
        guard !IdentityKey.isSealed(name) else {
            words = []
            return
        }
        let found = Self.plainWords(of: name) ?? Self.foldedWords(of: name)
        words = found.filter { !Self.saysNothing.contains($0) }
    }

    /// The same as `foldedWords`, without asking Unicode about every letter: most names are plain. Nil for one that is not.
    static func plainWords(of name: String) -> [String]? {
        guard name.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x23 }) else { return nil }
        return name.utf8.split { !($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 >= 0x30 && $0 <= 0x39) }
            .map { word in String(decoding: word.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self) }
    }

    static func foldedWords(of name: String) -> [String] {
        guard let folded = IdentityKey(.name, name.withoutCodes)?.value else { return [] }
        var words: [String] = []
        var word = ""
        for scalar in folded.decomposed {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if !scalar.joinsLetters {
                if !word.isEmpty { words.append(word.composed) }
                word = ""
            }
        }
        if !word.isEmpty { words.append(word.composed) }
        return words
    }

    /// What Zoom and telephones call people who have not typed their name.
    private static let saysNothing: Set<String> = [
        "android", "chromebook", "desktop", "device", "galaxy", "guest", "huawei", "ipad", "iphone", "laptop",
        "macbook", "mobile", "motorola", "phone", "pixel", "samsung", "tablet", "user", "xiaomi", "zoom",
        // What is left of "Jane's iPhone", and of the models.
        "s", "pro", "max", "plus", "mini", "ultra", "air", "pc", "mac",
    ]

    /// The same words, in whatever order.
    func isSame(as other: Self) -> Bool { !words.isEmpty && words.sorted() == other.words.sorted() }

    /// Each word of the shorter name stands for one of the longer: the same, its initial, or a slip away; and one at
    /// least is more than an initial.
    func isSimilar(to other: Self) -> Bool {
        let (short, long) = words.count <= other.words.count ? (words, other.words) : (other.words, words)
        var rest = long
        var isMoreThanInitials = false
        for word in short.sorted(by: { ($1.count, $0) < ($0.count, $1) }) {
            if let same = rest.firstIndex(of: word) ?? rest.firstIndex(where: { Self.isSlip(word, $0) }) {
                rest.remove(at: same)
                if word.count > 1 { isMoreThanInitials = true }
            } else if let initial = rest.firstIndex(where: { Self.isInitial(word, $0) }) {
                rest.remove(at: initial)
            } else {
                return false
            }
        }
        return isMoreThanInitials
    }

    /// Short words are a slip away from too many others.
    private static func isSlip(_ a: String, _ b: String) -> Bool {
        min(a.count, b.count) >= 4 && isOneSlip(from: a, to: b)
    }

    private static func isInitial(_ a: String, _ b: String) -> Bool {
        (a.count == 1 || b.count == 1) && a.first == b.first
    }
}

extension IdentityKey {
    /// A name in which nothing but devices are named, such as `iPhone`: many people go by it.
    public var namesNobody: Bool { kind == .name && !isSealed && NameWords(value).words.isEmpty }
}

/// Whether exactly one symbol is wrong, missing or too many, or two neighbours are swapped.
func isOneSlip(from a: String, to b: String) -> Bool {
    let (short, long) = a.count <= b.count ? (Array(a), Array(b)) : (Array(b), Array(a))
    guard long.count - short.count <= 1, a != b else { return false }
    let start = zip(short, long).prefix { $0 == $1 }.count
    let end = zip(short.dropFirst(start).reversed(), long.dropFirst(start).reversed()).prefix { $0 == $1 }.count
    let (left, right) = (short.count - start - end, long.count - start - end)
    if right <= 1 { return true }
    return left == 2 && right == 2 && short[start] == long[start + 1] && short[start + 1] == long[start]
}

extension String {
    /// Without the `#` words, valid codes or not.
    fileprivate var withoutCodes: String {
        guard utf8.contains(where: { $0 == 0x23 || $0 == 0xEF }) else { return self }
        var kept = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let hash = rest.firstIndex(where: \.isHash) {
            kept += rest[..<hash]
            rest = rest[rest.index(after: hash)...].drop { $0.isDecoration }.drop { $0.isWordPart }
            kept.append(" ")
        }
        return String(kept + rest)
    }

    /// Its scalars without accents: `ü` is `u`, as it is on a keyboard that has none.
    fileprivate var decomposed: String.UnicodeScalarView {
        var result = String.UnicodeScalarView()
        for scalar in _nfd where scalar.properties.generalCategory != .nonspacingMark || !scalar.isLatinAccent {
            result.append(scalar)
        }
        return result
    }
}

extension Unicode.Scalar {
    /// `O'Neil` and `Jean-Luc` are one name each, but people write them with a space as well as with none.
    fileprivate var joinsLetters: Bool { properties.generalCategory == .nonspacingMark }

    /// In other scripts a mark is part of the letter.
    fileprivate var isLatinAccent: Bool { (0x0300...0x036F).contains(value) }
}
