import JSON
import Mail

extension SettingForm<Mailbox?> {
    /// Empty means none.
    static var mailbox: Self {
        Self(allowed: "an address such as court@example.gov or Court records <court@example.gov>, or empty") { given in
            guard let text = given.string?.trimmingBlanks() else { return .none }
            if text.isEmpty { return .some(nil) }
            return Mailbox(text).map { .some($0) } ?? .none
        } write: {
            .string($0?.shown ?? "")
        }
    }
}

extension Mailbox {
    fileprivate var shown: String { name.map { "\($0) <\(address.text)>" } ?? address.text }
}
