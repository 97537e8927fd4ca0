import Bridge
import JSON

/// What a command is about to do and has written down before it does it.
struct AskedNote: Hashable, Sendable {
    var action: AuditEntry.Action
    var subject: String
    /// An object, without anybody's personal data.
    var detail: JSON = [:]

    /// What commands do by themselves; everything else is written down by whoever does it.
    static let actions: Set<AuditEntry.Action> = [.cardViewed, .cardsListed, .cardsExported, .tokenIssued]
}

extension AskedNote {
    /// As it goes over the control socket.
    var json: JSON {
        ["action": .string(action.rawValue), "subject": .string(subject), "detail": detail]
    }

    /// Nil for what no command asks.
    init?(_ json: JSON) {
        guard let action = json["action"]?.string.flatMap(AuditEntry.Action.init), Self.actions.contains(action),
            let subject = json["subject"]?.string, let detail = json["detail"], detail.object != nil
        else { return nil }
        self.init(action: action, subject: subject, detail: detail)
    }
}
