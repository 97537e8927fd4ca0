internal import Attendance
internal import JSON

/// Bodies without the people in them: what is left tells when a connection came and went, and nothing of whose it was.
///
/// Only what is listed here stays. What Zoom adds one day goes with the rest until somebody has looked at it.
public enum Redaction {
    /// The kind that `hash` gets for an internet address; all other kinds are raw values of `IdentityKey.Kind`.
    public static let publicAddress = "public-address"
    /// What stands for a personal field where it is not to be shown.
    public static let hidden = "(hidden)"

    /// The body with a hash in place of each field that tells who somebody is, normalised as its identity key is. Reads as
    /// the same meeting event, with identities that are equal where they were equal. Doing it twice changes nothing more.
    ///
    /// - Parameter hash: gets the kind and the normalised value; such as `Vault.hash`. Where something in clear is kept of
    ///   the same occurrence, values that occur there must come back as they are, so that equal stays equal.
    public static func redacted(
        _ body: some Collection<UInt8>, hash: (_ kind: String, _ value: String) -> String
    ) -> [UInt8] {
        replaced(body) { IdentityKey.isSealed($1) ? $1 : hash($0, $1) }
    }

    /// The body of somebody who is erased: with a mark in place of each field that tells who they were, whatever stood there
    /// before. Always marked, so that it is not taken for a stranger's.
    ///
    /// - Parameter mark: gives what stands for a name of a kind: one that `IdentityKey.isErased`.
    public static func erased(
        _ body: some Collection<UInt8>, mark: (_ kind: String, _ value: String) -> String
    ) -> [UInt8] {
        let replaced = replaced(body) { IdentityKey.isErased($1) ? $1 : mark($0, $1) }
        guard case .object(var root)? = try? JSON.parse(replaced), case .object(var payload)? = root["payload"],
            case .object(var object)? = payload["object"], case .object(var person)? = object["participant"],
            person["user_name"] == nil
        else { return replaced }
        person["user_name"] = .string(mark(IdentityKey.Kind.name.rawValue, ""))
        object["participant"] = .object(person)
        payload["object"] = .object(object)
        root["payload"] = .object(payload)
        var json = JSONWriter()
        json.value(.object(root))
        return json.bytes
    }

    /// The body as it may be shown to somebody who has no business with the people in it.
    public static func masked(_ body: some Collection<UInt8>) -> [UInt8] { replaced(body) { _, _ in hidden } }

    /// The body of a delivery that concerns somebody whose attendance is kept, as it is kept for good: where it tells of
    /// what they wrote or showed, without that, and without those they wrote to. All others as they came.
    public static func kept(_ body: [UInt8]) -> [UInt8] {
        tellsOfContents(body) ? replaced(body) { $1 } : body
    }

    /// Whether a body tells of what somebody wrote or showed, so that it is not kept as it came.
    public static func tellsOfContents(_ body: [UInt8]) -> Bool {
        guard let root = try? JSONView.parseTolerantly(body), let event = root["event"]?.string,
            case .evidence? = EventRule.rule(for: event)?.meaning
        else { return false }
        return true
    }

    private static func replaced(
        _ body: some Collection<UInt8>, by replacement: (_ kind: String, _ value: String) -> String
    ) -> [UInt8] {
        var json = JSONWriter()
        if let root = try? JSONView.parseTolerantly(body), root.kind == .object {
            var kept = root.scalars(["event", "event_ts"])
            let rule = root["event"]?.string.flatMap(EventRule.rule)
            kept["payload"] = root["payload"].map { replaced(payload: $0, rule?.meaning ?? .nothing, by: replacement) }
            json.value(.object(kept))
        } else {
            json.value(["note": "what came here could not be read and was removed"])
        }
        return json.bytes
    }

    private static func replaced(
        payload: JSONView, _ meaning: EventRule.Meaning, by replacement: (String, String) -> String
    ) -> JSON {
        guard payload.kind == .object else { return .null }
        var kept: [String: JSON] = [:]
        if case .validation = meaning { kept = payload.scalars(["plainToken"]) }
        kept["report"] = payload["report"].map { .object($0.scalars(["source", "precision_seconds"])) }
        kept["object"] = payload["object"].map { replaced(object: $0, meaning, by: replacement) }
        return .object(kept)
    }

    private static func replaced(
        object: JSONView, _ meaning: EventRule.Meaning, by replacement: (String, String) -> String
    ) -> JSON {
        guard object.kind == .object else { return .null }
        var kept = object.scalars(ofMeeting)
        switch meaning {
        case .nothing, .validation: break
        case .evidence(let detail):
            kept["participant"] = object["participant"].map { person in
                guard case .object(var members) = replaced(person: person, by: replacement) else { return .null }
                members[detail] = person[detail].map { replaced(person: $0, by: replacement) }
                return .object(members)
            }
            kept[detail] = object[detail].map { replaced(person: $0, by: replacement) }
        default:
            kept["participant"] = object["participant"].map { replaced(person: $0, by: replacement) }
        }
        return .object(kept)
    }

    private static func replaced(person: JSONView, by replacement: (String, String) -> String) -> JSON {
        // Not left out: somebody told in a shape that cannot be read still hides who else would be read in their place.
        guard person.kind == .object else { return .null }
        var kept = person.scalars(ofConnection)
        for field in PersonalField.all {
            guard let (name, value) = field.normalised(in: person) else { continue }
            kept[name] = .string(replacement(field.kind, value))
        }
        return .object(kept)
    }

    private static let ofMeeting = [
        "uuid", "meeting_uuid", "id", "meeting_id", "type", "duration", "timezone", "start_time", "end_time",
        "join_time",
        "leave_time", "date_time", "practice_session", "breakout_room_uuid",
    ]

    private static let ofConnection = [
        "participant_uuid", "user_id", "parent_user_id", "bind_participant_uuid", "bind_user_id", "participant_id",
        "sender_session_id", "join_time", "leave_time", "date_time", "old_role", "new_role", "breakout_room",
        "breakout_room_uuid",
    ]
}

extension JSONView {
    /// Those of the members that are there, none of which can hold more than one word of Zoom's.
    fileprivate func scalars(_ names: [String]) -> [String: JSON] {
        var scalars: [String: JSON] = [:]
        for name in names {
            guard let member = self[name] else { continue }
            scalars[name] = member.scalar
        }
        return scalars
    }

    /// Reads as the same; what cannot be read is null, which hides what else would be read just as well.
    private var scalar: JSON {
        switch kind {
        case .string: string.map { .string($0) } ?? .null
        case .bool: bool.map { .bool($0) } ?? .null
        case .integer, .number: whole.map { .integer($0) } ?? .null
        case .null, .array, .object: .null
        }
    }
}
