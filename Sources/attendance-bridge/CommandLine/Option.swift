/// What a command accepts after `--`.
struct Option: Hashable, Sendable {
    /// Without the dashes.
    let name: String
    let form: Form
    let summary: String
    /// The command cannot do without it.
    var isNeeded = false

    enum Form: Hashable, Sendable {
        case flag
        /// Any text, shown in the usage as this word.
        case text(String)
        case whole(String, ClosedRange<Int>)
        case choice(String, [String])
    }

    static func flag(_ name: String, _ summary: String) -> Self { Self(name: name, form: .flag, summary: summary) }

    static func text(_ name: String, _ word: String, _ summary: String) -> Self {
        Self(name: name, form: .text(word), summary: summary)
    }

    static func whole(_ name: String, _ word: String, _ range: ClosedRange<Int>, _ summary: String) -> Self {
        Self(name: name, form: .whole(word, range), summary: summary)
    }

    static func choice(_ name: String, _ word: String, _ choices: [String], _ summary: String) -> Self {
        Self(name: name, form: .choice(word, choices), summary: summary)
    }

    /// The word that stands for the value in the usage; nil for a flag.
    var word: String? {
        switch form {
        case .flag: nil
        case .text(let word), .whole(let word, _), .choice(let word, _): word
        }
    }

    var needed: Self { Self(name: name, form: form, summary: summary, isNeeded: true) }

    /// As it is typed: `--config FILE`.
    var spelling: String { word.map { "--\(name) \($0)" } ?? "--\(name)" }

    /// What may be given, for a usage error; nil where anything may.
    func objection(to value: String) -> String? {
        switch form {
        case .flag: "takes no value"
        case .text: value.isEmpty ? "must not be empty" : nil
        case .whole(_, let range):
            Int(value).map(range.contains) == true
                ? nil : "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .choice(_, let choices):
            choices.contains(value) ? nil : "must be one of \(choices.joined(separator: ", "))"
        }
    }
}

/// What a command accepts without dashes.
struct Positional: Hashable, Sendable {
    enum Count: Hashable, Sendable { case one, optional, oneOrMore }

    /// As it stands in the usage: `FILE`.
    let word: String
    let summary: String
    var count: Count = .one

    var spelling: String {
        switch count {
        case .one: word
        case .optional: "[\(word)]"
        case .oneOrMore: "\(word)…"
        }
    }
}
