internal import Attendance
internal import Bridge
internal import JSON

extension OpenAPI {
    /// What is answered about subscriptions of other systems.
    static var subscriptionSchemas: [String: JSON] {
        let events: JSON = [
            "type": "array",
            "items": ["type": "string", "enum": .array(SubscriptionDraft.allEvents.map { .string($0) })],
        ]
        let subscription: [String: JSON] = [
            "id": text, "name": text, "url": text, "courtRep": maybeText, "events": events,
            "signatures": one(of: SubscriptionSignatures.self),
            "publicKeys": list(object(["key": text, "until": maybeMoment])),
            "state": one(of: Subscription.State.self), "madeAt": moment, "position": number, "failures": number,
            "nextAttemptAt": maybeMoment, "disabledAt": maybeMoment, "disabledBecause": maybeText,
        ]
        return [
            "Subscription": object(subscription),
            "NewSubscription": object(subscription.merging(["secret": maybeText]) { $1 }),
            "Subscriptions": object(["subscriptions": list(object(subscription))]),
            "Attempts": object([
                "attempts": list(
                    object([
                        "id": number, "position": number, "event": text, "at": moment, "tookMs": number,
                        "status": maybeNumber, "failure": maybeText,
                    ])), "next": maybeNumber,
            ]),
        ]
    }
}
