/// A name as a report writes it: the display name, with the one first used after it in parentheses.
struct ReportName {
    let name: String
    let original: String?

    init(_ written: String) {
        var text = Substring(written)
        // `Grace Okafor (Host)` is a role, not a name.
        while let (before, inside) = Self.split(text), Self.roles.contains(inside.lowercased()) { text = before }
        // `Ana (she/her)` is how people wish to be called, and part of the name.
        guard let (before, inside) = Self.split(text), !inside.contains("/") else {
            name = String(text)
            original = nil
            return
        }
        name = String(before)
        original = String(inside)
    }

    private static let roles: Set<String> = [
        "host", "co-host", "cohost", "me", "host, me", "anfitrión", "coanfitrión", "ホスト", "共同ホスト", "gastgeber",
        "co-gastgeber", "hôte", "co-hôte", "anfitrião", "coanfitrião", "organizzatore", "co-organizzatore", "호스트",
        "공동 호스트", "организатор",
    ]

    /// What stands before the last parentheses and in them, if the text ends with these and does not begin with them.
    private static func split(_ text: Substring) -> (before: Substring, inside: Substring)? {
        guard let last = text.last, last == ")" || last == "）" else { return nil }
        var depth = 0
        for index in text.indices.reversed() {
            switch text[index] {
            case ")", "）": depth += 1
            case "(", "（": depth -= 1
            default: continue
            }
            guard depth == 0 else { continue }
            let before = text[..<index]
            let inside = trimmed(text[text.index(after: index)..<text.index(before: text.endIndex)])
            // Without a space before it, a person wrote it that way.
            guard before.last?.isWhitespace == true || text[index] == "（", !trimmed(before).isEmpty, !inside.isEmpty
            else { return nil }
            return (trimmed(before), inside)
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return text[first...last]
    }
}
