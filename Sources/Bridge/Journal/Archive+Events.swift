internal import Attendance
internal import Crypto
internal import Store
internal import Zoom

extension Archive {
    /// What a delivery says of attendance, as it is derived from; nil when it says nothing of it.
    func event(of delivery: Delivery) -> MeetingEvent? {
        guard var event = delivery.meetingEvent else { return nil }
        if event.isUnconnectedReport { event.token = token(of: event.identity) }
        return event
    }

    /// What entries of one occurrence say of attendance, each with its entry.
    ///
    /// A keyed hash that stands for a name of which an entry in clear tells gives way to that name: what came after the
    /// strangers were forgotten may tell of them again, and must be found to be about the same.
    func events(of rows: some Sequence<JournalRow>, under key: SealingKey?) throws -> [(
        event: MeetingEvent, entry: JournalEntry
    )] {
        var events: [(event: MeetingEvent, entry: JournalEntry)] = []
        var hasRedacted = false
        for row in rows {
            guard let event = event(of: Delivery(body: try open(row, under: key))) else { continue }
            hasRedacted = hasRedacted || row.entry.form == .redacted
            events.append((event, row.entry))
        }
        guard hasRedacted else { return events }
        var readable: [String: String] = [:]
        for (event, _) in events {
            for (kind, value) in event.identity.personal where !IdentityKey.isSealed(value) {
                readable[vault.hash(kind, value)] = value
            }
        }
        guard !readable.isEmpty else { return events }
        return events.map { event, entry in
            var event = event
            for field in ObservedIdentity.fields {
                if let value = event.identity[keyPath: field.path], let name = readable[value] {
                    event.identity[keyPath: field.path] = name
                }
            }
            return (event, entry)
        }
    }

    /// The same for a row in clear and for what is left of it once it was redacted.
    private func token(of identity: ObservedIdentity) -> String {
        let names = identity.personal.map { kind, value in
            kind + " " + (IdentityKey.isSealed(value) ? value : vault.hash(kind, value))
        }
        return String(vault.hash("row", names.joined(separator: "\n")).suffix(16))
    }
}

extension ObservedIdentity {
    /// What redaction replaces by a keyed hash, and the kind of name that the hash is made with.
    fileprivate static var fields: [(path: WritableKeyPath<Self, String?>, kind: IdentityKey.Kind?)] {
        [
            (\.displayName, .name), (\.originalName, .name), (\.email, .email), (\.zoomUserID, .zoomUser),
            (\.registrantID, .registrant), (\.customerKey, .customerKey), (\.phoneNumber, .phone),
            (\.publicAddress, nil),
        ]
    }

    /// The names it holds, normalised, in the order of `fields`.
    fileprivate var personal: [(kind: String, value: String)] {
        Self.fields.compactMap { path, kind in
            guard let raw = self[keyPath: path] else { return nil }
            guard let kind else { return (Redaction.publicAddress, raw) }
            return IdentityKey(kind, raw).map { (kind.rawValue, $0.value) }
        }
    }
}
