public import Attendance
internal import Crypto
public import JSON
internal import Store

/// What somebody asks for who subscribes, or changes a subscription.
public struct SubscriptionDraft: Hashable, Sendable {
    /// For people.
    public var name: String
    public var url: String
    /// Whose participants it is to be about; nil: all.
    public var courtRep: PersonID?
    /// Empty: all.
    public var events: Set<String>

    public init(name: String, url: String, courtRep: PersonID? = nil, events: Set<String> = []) {
        self.name = name
        self.url = url
        self.courtRep = courtRep
        self.events = events
    }

    /// What can be subscribed: all that participants are told of themselves.
    public static let allEvents = [
        "attendance-updated", "consent-updated", "court-card-updated", "dispute-answered", "dispute-opened", "erased",
        "participant-joined", "participant-left", "progress-updated",
    ]
}

/// A subscription of another system, as administrators see it.
public struct Subscription: Sendable {
    public enum State: String, Hashable, Sendable, CaseIterable {
        case active
        /// What comes next was tried in vain, and is tried again.
        case retrying
        case disabled
    }

    public var id: SubscriptionID
    public var name: String
    public var url: String
    public var courtRep: PersonID?
    public var events: Set<String>
    public var signatures: SubscriptionSignatures
    /// Those whose messages are valid now, the newest first; until when, where another took its place.
    public var publicKeys: [(key: String, until: Timestamp?)]
    public var madeAt: Timestamp
    /// Another one with every change that somebody makes.
    public var generation: Int64
    /// Everything in the feed up to here was sent, or is not for this one.
    public var position: Int64
    public var failures: Int
    public var nextAttemptAt: Timestamp?
    public var disabledAt: Timestamp?
    /// Why, for a person.
    public var disabledBecause: String?

    public var state: State { disabledAt != nil ? .disabled : failures > 0 ? .retrying : .active }

    init(_ stored: StoredSubscription, _ content: SubscriptionContent, at now: Timestamp) {
        id = stored.id
        name = stored.name
        url = content.url
        courtRep = stored.courtRep
        events = stored.events
        signatures = content.signatures
        publicKeys = content.signers.compactMap { signer in
            guard let key = signer.secret.publicText, signer.until.map({ $0 > now }) ?? true else { return nil }
            return (key, signer.until)
        }
        madeAt = stored.madeAt
        generation = stored.generation
        position = stored.cursor
        failures = stored.failures
        nextAttemptAt = stored.disabledAt == nil ? stored.due : nil
        disabledAt = stored.disabledAt
        disabledBecause = stored.disabledBecause.map { SubscriptionEnd(rawValue: $0)?.sentence ?? $0 }
    }

    /// The same in the API and in commands.
    public var json: JSON {
        func moment(_ moment: Timestamp?) -> JSON { moment.map { .string($0.rfc3339) } ?? .null }
        return [
            "id": .string(id.rawValue), "name": .string(name), "url": .string(url),
            "courtRep": courtRep.map { .string($0.rawValue) } ?? .null,
            "events": .array(events.sorted().map { .string($0) }), "signatures": .string(signatures.rawValue),
            "publicKeys": .array(publicKeys.map { ["key": .string($0.key), "until": moment($0.until)] }),
            "state": .string(state.rawValue), "madeAt": .string(madeAt.rfc3339), "position": .integer(position),
            "failures": .integer(Int64(failures)), "nextAttemptAt": moment(nextAttemptAt),
            "disabledAt": moment(disabledAt), "disabledBecause": disabledBecause.map { .string($0) } ?? .null,
        ]
    }
}

/// A subscription that got a secret: this once the secret is told. `description` and `dump` do not.
public struct NewSubscription: Sendable {
    public var subscription: Subscription
    let secret: WebhookSecret?

    /// With the secret in it.
    public var json: JSON {
        var members = subscription.json.object ?? [:]
        members["secret"] = secret.map { .string($0.text) } ?? .null
        return .object(members)
    }
}

/// One page of what was tried, the newest first.
public struct AttemptPage: Hashable, Sendable {
    init(_ attempts: [StoredAttempt], next: Int64?) {
        json = [
            "attempts": .array(attempts.map(Self.shown)), "next": next.map { .integer($0) } ?? .null,
        ]
    }

    public let json: JSON

    private static func shown(_ attempt: StoredAttempt) -> JSON {
        [
            "id": .integer(attempt.id), "position": .integer(attempt.position), "event": .string(attempt.event),
            "at": .string(attempt.at.rfc3339), "tookMs": .integer(attempt.took.milliseconds),
            "status": attempt.status.map { .integer(Int64($0)) } ?? .null,
            "failure": attempt.failure.map { .string($0) } ?? .null,
        ]
    }
}
