import JSON

/// One thing that can be set: its names, its form, its default and what it does.
struct Setting: Sendable {
    /// As in the configuration file, a group and a name: `zoom.aheadSeconds`.
    let key: String
    /// One sentence.
    let summary: String
    /// What may be given, to complete “… must be”.
    let allowed: String
    let isSecret: Bool
    /// The default as the configuration file writes it.
    let standard: JSON
    /// The value in a configuration, as the file writes it; of a secret too.
    let value: @Sendable (Configuration) -> JSON
    /// False, and nothing changed, where the value is not allowed.
    let apply: @Sendable (inout Configuration, GivenValue) -> Bool

    init<Value: Sendable>(
        _ key: String, _ place: any WritableKeyPath<Configuration, Value> & Sendable, _ form: SettingForm<Value>,
        _ summary: String
    ) {
        self.key = key
        self.summary = summary
        self.allowed = form.allowed
        self.isSecret = form.isSecret
        self.standard = form.write(Configuration()[keyPath: place])
        self.value = { form.write($0[keyPath: place]) }
        self.apply = { configuration, given in
            guard let value = form.read(given) else { return false }
            configuration[keyPath: place] = value
            return true
        }
    }

    /// The variable that wins over the file: `zoom.aheadSeconds` is `BRIDGE_ZOOM_AHEAD_SECONDS`.
    var environmentName: String {
        var name = "BRIDGE_"
        var previous: Character = "."
        for character in key {
            if character == "." {
                name += "_"
            } else {
                if character.isUppercase, previous.isLowercase { name += "_" }
                name += character.uppercased()
            }
            previous = character
        }
        return name
    }
}

/// What somebody set, before it is understood.
enum GivenValue: Sendable, Equatable {
    /// From an environment variable.
    case text(String)
    /// From the configuration file.
    case json(JSON)

    /// To be shown in a message; never for a secret.
    var shown: String {
        switch self {
        case .text(let text): "“\(text.count > 80 ? text.prefix(80) + "…" : text)”"
        case .json(.string(let text)): GivenValue.text(text).shown
        case .json(.object): "a group"
        case .json(.array): "a list"
        case .json(.null): "null"
        case .json(.bool(let value)): "\(value)"
        case .json(.integer(let value)): "\(value)"
        case .json(.number(let value)): "\(value)"
        }
    }

    var string: String? {
        switch self {
        case .text(let text): text
        case .json(.string(let text)): text
        default: nil
        }
    }
}
