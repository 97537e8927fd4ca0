/// What somebody may have typed for a join code.
struct MistypedCode: Hashable {
    /// In capitals, full width and look-alikes resolved as far as the alphabet has them.
    let symbols: String
    let hasHash: Bool

    /// The words after a `#`, whether codes or not, and the words without that are codes.
    static func candidates(in displayName: String) -> [MistypedCode] {
        if IdentityKey.isSealed(displayName) { return [] }
        var found: [MistypedCode] = []
        var rest = displayName.unicodeScalars[...]
        var hasHash = false
        while let first = rest.first {
            if first.isHash {
                hasHash = true
                rest = rest.dropFirst().drop { $0.isDecoration }
                continue
            }
            let word = rest.prefix { !$0.isHash && $0.isWordPart }
            if !word.isEmpty {
                let symbols = String(String.UnicodeScalarView(word.map { JoinCode.resolved($0) }))
                if hasHash || JoinCode(parsing: symbols) != nil {
                    found.append(MistypedCode(symbols: symbols, hasHash: hasHash))
                }
            }
            hasHash = false
            rest = word.isEmpty ? rest.dropFirst() : rest[word.endIndex...]
        }
        return found
    }

    func mayMean(_ code: JoinCode) -> Bool {
        hasHash ? isOneSlip(from: symbols, to: code.symbols) : symbols == code.symbols
    }
}
