import JSON

/// How the value of a setting is read and written.
struct SettingForm<Value: Sendable>: Sendable {
    /// To complete “… must be”.
    let allowed: String
    var isSecret = false
    /// Nil where the value is not allowed.
    let read: @Sendable (GivenValue) -> Value?
    let write: @Sendable (Value) -> JSON
}

extension SettingForm<Int> {
    static func whole(_ range: ClosedRange<Int>) -> Self {
        Self(allowed: "a whole number from \(range.lowerBound) to \(range.upperBound)") { given in
            let value: Int? =
                switch given {
                case .text(let text): Int(text)
                case .json(.integer(let number)): Int(exactly: number)
                default: nil
                }
            return value.flatMap { range.contains($0) ? $0 : nil }
        } write: {
            .integer(Int64($0))
        }
    }
}

extension SettingForm<String> {
    static func text(_ allowed: String) -> Self {
        Self(allowed: allowed) { given in
            given.string.flatMap { $0.isEmpty ? nil : $0 }
        } write: {
            .string($0)
        }
    }
}

extension SettingForm<String?> {
    /// Empty means none.
    static var file: Self {
        Self(allowed: "the path of a file, or empty") { given in
            given.string.map { $0.isEmpty ? nil : $0 }
        } write: {
            .string($0 ?? "")
        }
    }
}

extension SettingForm<HostAndPort> {
    static var address: Self {
        Self(allowed: "host:port, such as 127.0.0.1:8080 or [::1]:8080") { given in
            given.string.flatMap { HostAndPort($0) }
        } write: {
            .string($0.description)
        }
    }
}

extension SettingForm where Value: RawRepresentable<String> & CaseIterable {
    static var choice: Self {
        let names = Value.allCases.map(\.rawValue)
        let allowed = [names.dropLast().joined(separator: ", "), names.last ?? ""].filter { !$0.isEmpty }
        return Self(allowed: allowed.joined(separator: " or ")) { given in
            given.string.flatMap { Value(rawValue: $0) }
        } write: {
            .string($0.rawValue)
        }
    }
}

extension SettingForm<[Secret]> {
    /// Blanks around and between are dropped, and so is what stands there twice.
    static var secrets: Self {
        Self(allowed: "a list of secrets, in the environment with commas between", isSecret: true) { given in
            switch given {
            case .text(let text): splitSecrets(text)
            case .json(.array(let values)):
                values.reduce([] as [Secret]?) { list, value in
                    guard let list, case .string(let text) = value, !text.isEmpty else { return nil }
                    return list + [Secret(text)]
                }
            default: nil
            }
        } write: {
            .array($0.map { .string($0.value) })
        }
    }
}

/// Secrets with commas or line breaks between.
func splitSecrets(_ text: String) -> [Secret] {
    var secrets: [Secret] = []
    for part in text.split(whereSeparator: { $0 == "," || $0.isNewline }) {
        let secret = Secret(part.trimmingBlanks())
        if !secret.value.isEmpty, !secrets.contains(secret) { secrets.append(secret) }
    }
    return secrets
}

extension SettingForm<Secret?> {
    /// Empty means none.
    static func secret(minimumBytes: Int) -> Self {
        Self(allowed: "a secret of at least \(minimumBytes) bytes", isSecret: true) { given in
            guard let text = given.string.map({ $0.trimmingBlanks() }) else { return .none }
            if text.isEmpty { return .some(nil) }
            guard text.utf8.count >= minimumBytes else { return .none }
            return Secret(text)
        } write: {
            .string($0?.value ?? "")
        }
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    func trimmingBlanks() -> String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
