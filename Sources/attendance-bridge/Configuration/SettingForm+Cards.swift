import JSON

extension SettingForm<Int?> {
    /// 0 and empty mean none.
    static func wholeOrNone(_ range: ClosedRange<Int>) -> Self {
        Self(allowed: "a whole number from \(range.lowerBound) to \(range.upperBound), or 0 for none") { given in
            if given.string?.isEmpty == true { return .some(nil) }
            let value: Int? =
                switch given {
                case .text(let text): Int(text)
                case .json(.integer(let number)): Int(exactly: number)
                default: nil
                }
            guard let value else { return .none }
            if value == 0 { return .some(nil) }
            return range.contains(value) ? .some(value) : .none
        } write: {
            .integer(Int64($0 ?? 0))
        }
    }
}

extension SettingForm<String?> {
    /// An http or https address without query; a slash at its end is dropped. Empty means none.
    static var webAddress: Self {
        Self(allowed: "an address such as https://cards.example.gov, or empty") { given in
            guard var text = given.string?.trimmingBlanks() else { return .none }
            if text.isEmpty { return .some(nil) }
            while text.hasSuffix("/") { text.removeLast() }
            let rest = ["https://", "http://"].lazy.compactMap { prefix in
                text.hasPrefix(prefix) ? text.dropFirst(prefix.count) : nil
            }.first
            let isPlain = text.utf8.allSatisfy { $0 > 32 && $0 < 127 && !#""<>\^`{|}?#@"#.utf8.contains($0) }
            guard let rest, isPlain, rest.first.map({ $0 != "/" && $0 != ":" }) == true else { return .none }
            return .some(text)
        } write: {
            .string($0 ?? "")
        }
    }
}
