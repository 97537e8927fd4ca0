internal import Attendance
internal import Bridge
internal import JSON

/// What is sent about subscriptions.
extension BodyForm {
    static let newSubscription = BodyForm(
        required: [SubscriptionFields.name, SubscriptionFields.url],
        optional: [SubscriptionFields.courtRep, SubscriptionFields.events, SubscriptionFields.signatures])
    static let subscription = BodyForm(
        required: [SubscriptionFields.name, SubscriptionFields.url],
        optional: [SubscriptionFields.courtRep, SubscriptionFields.events, SubscriptionFields.rotate])
    static let redelivery = BodyForm(required: [SubscriptionFields.from])
}

enum SubscriptionFields {
    static let name = BodyField<String>.text(
        "name", upTo: 100, "What it is for, so that you know it again.", example: "Case management")
    static let url = BodyField<String>.text(
        "url", upTo: 2000, "Where events are posted: an https address of the Internet.",
        example: "https://cases.example.gov/hooks/attendance")
    static let courtRep = BodyField<PersonID>.identifier(
        "courtRep", "Whose participants it is about; without it, everybody.", example: "maria.lopez")
    static let events = BodyField<Set<String>>.events
    static let signatures = BodyField<SubscriptionSignatures>.choice(
        "signatures", of: SubscriptionSignatures.allCases,
        "How messages are signed: with a secret that both sides have (hmac), with a key whose public half the receiver has "
            + "(ed25519), or both; both where nothing is said.", example: .both)
    static let rotate = BodyField<Bool>(
        name: "rotate", wanted: "true or false",
        schema: [
            "type": "boolean",
            "description":
                "Makes new secrets; the old ones go on signing beside them for 24 hours. A new shared secret is answered once.",
        ], example: true
    ) { $0.bool }
    static let from = BodyField<Int64>(
        name: "from", wanted: "a position of the feed, from 1 on",
        schema: [
            "type": "integer", "minimum": 1, "maximum": .integer(.max),
            "description": "The position of the first message that is sent again.",
        ], example: 41_207
    ) { json in json.whole.flatMap { $0 > 0 ? $0 : nil } }
}

extension BodyField where Value == Set<String> {
    fileprivate static var events: Self {
        let all = SubscriptionDraft.allEvents
        return Self(
            name: "events", wanted: "a list of \(all.joined(separator: ", "))",
            schema: [
                "type": "array", "uniqueItems": true,
                "items": ["type": "string", "enum": .array(all.map { .string($0) })],
                "description": .string(
                    "Which events; empty or left out, all of them. That somebody was erased is told in any case, and so is "
                        + "that everything is to be loaded again (resync)."),
            ], example: ["court-card-updated", "attendance-updated"]
        ) { json in
            guard let words = json.array?.map(\.string), words.allSatisfy({ $0.map(all.contains) ?? false }) else {
                return nil
            }
            let given = Set(words.compactMap { $0 })
            return given.count == words.count ? given : nil
        }
    }
}
