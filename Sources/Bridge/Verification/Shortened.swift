/// What of a personal value is shown to whoever verifies a card.
enum Shortened {
    /// The first letters of the first and the last word of a name: `M. L.`; nil for a name without letters.
    static func initials(of name: String) -> String? {
        let letters = name.split(whereSeparator: \.isWhitespace).compactMap { $0.first(where: \.isLetter) }
        guard let first = letters.first, let last = letters.last else { return nil }
        return (letters.count == 1 ? [first] : [first, last]).map { $0.uppercased() + "." }.joined(separator: " ")
    }

    /// The last letters and digits of a case number, of a short one at most half of them; nil where there are none.
    static func ending(ofCase number: String, upTo count: Int = 3) -> String? {
        let characters = number.filter { $0.isLetter || $0.isNumber }
        let ending = characters.suffix(min(count, (characters.count + 1) / 2))
        return ending.isEmpty ? nil : String(ending)
    }
}
