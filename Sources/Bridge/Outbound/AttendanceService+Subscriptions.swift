public import Attendance
internal import Crypto
internal import JSON
internal import Store

/// Who is sent what happens. Whoever may call this is an administrator, or runs commands on the machine.
extension AttendanceService {
    /// How many there may be, so that nobody fills the machine with work.
    public static let mostSubscriptions = 100
    /// How many attempts of each subscription are kept.
    static let attemptsKept = 200

    /// The oldest first.
    public func subscriptions() async throws -> [Subscription] {
        let moment = now()
        return try await database.readers.read { [archive] snapshot in
            try snapshot.subscriptions().map {
                try Subscription($0, SubscriptionContent(of: $0, from: archive.vault), at: moment)
            }
        }
    }

    public func subscription(_ id: SubscriptionID) async throws -> Subscription {
        let moment = now()
        return try await database.readers.read { [archive] snapshot in
            let stored = try snapshot.found(id)
            return Subscription(stored, try SubscriptionContent(of: stored, from: archive.vault), at: moment)
        }
    }

    /// Sends what happens from now on.
    ///
    /// - Throws: `SubscriptionError`; `StoreError`.
    public func subscribe(
        _ draft: SubscriptionDraft, signedWith signatures: SubscriptionSignatures, by actor: AuditEntry.Actor
    ) async throws -> NewSubscription {
        let url = try OutboundURL(draft.url, settings.outbound)
        let content = SubscriptionContent(url: url, signatures)
        let id = SubscriptionID("sub-" + Random.identifier(bytes: 8))
        let moment = now()
        let new = try await commit { [archive] transaction, _ in
            try draft.check(in: transaction)
            guard try transaction.subscriptions().count < Self.mostSubscriptions else {
                throw SubscriptionError.refused(
                    "There are \(Self.mostSubscriptions) subscriptions already: remove one first.")
            }
            let stored = StoredSubscription(
                id: id, name: draft.name, courtRep: draft.courtRep, events: draft.events,
                content: content.sealed(for: id, by: archive.vault), madeAt: moment,
                cursor: try transaction.lastFeedPosition())
            try transaction.add(stored)
            try transaction.note("added", id, host: url.host, by: actor, at: moment)
            return stored
        }
        outboundNews.noteChange()
        return NewSubscription(subscription: Subscription(new, content, at: moment), secret: content.sharedSecret)
    }

    /// Replaces what was asked for. What was not sent yet is sent as the new draft has it.
    ///
    /// - Parameters:
    ///   - rotates: gives it new secrets; for a day messages are signed with the old ones, too.
    ///   - generation: what the caller saw; nil: whatever it is now.
    public func change(
        subscription id: SubscriptionID, to draft: SubscriptionDraft, rotatingSecrets rotates: Bool = false,
        seen generation: Int64? = nil, by actor: AuditEntry.Actor
    ) async throws -> NewSubscription {
        let url = try OutboundURL(draft.url, settings.outbound)
        let moment = now()
        let (stored, content) = try await commit { [archive] transaction, _ in
            var stored = try transaction.found(id)
            if let generation, generation != stored.generation { throw SubscriptionError.changedMeanwhile }
            try draft.check(in: transaction)
            var content = try SubscriptionContent(of: stored, from: archive.vault)
            content.url = url.text
            if rotates { content.rotate(at: moment) }
            (stored.name, stored.courtRep, stored.events) = (draft.name, draft.courtRep, draft.events)
            stored.content = content.sealed(for: id, by: archive.vault)
            stored.startAnew()
            try transaction.update(stored)
            try transaction.note(rotates ? "secrets-rotated" : "changed", id, host: url.host, by: actor, at: moment)
            return (stored, content)
        }
        outboundNews.noteChange()
        return NewSubscription(
            subscription: Subscription(stored, content, at: moment), secret: rotates ? content.sharedSecret : nil)
    }

    public func unsubscribe(_ id: SubscriptionID, by actor: AuditEntry.Actor) async throws {
        let moment = now()
        let cleared = try await commit { transaction, _ in
            _ = try transaction.found(id)
            try transaction.removeSubscription(id)
            try transaction.note("removed", id, host: nil, by: actor, at: moment)
            return try transaction.clear(.subscriptionDisabled, about: id.rawValue, at: moment)
        }
        outboundNews.noteChange()
        log(cleared)
    }

    /// Sends nothing until it is enabled; what happens meanwhile is sent then.
    public func disable(subscription id: SubscriptionID, by actor: AuditEntry.Actor) async throws -> Subscription {
        try await decide("disabled", id, by: actor) { stored, _, moment in
            guard stored.disabledAt == nil else { return }
            (stored.disabledAt, stored.disabledBecause) = (moment, SubscriptionEnd.byHand.rawValue)
        }
    }

    /// Goes on where it stopped, at once.
    public func enable(subscription id: SubscriptionID, by actor: AuditEntry.Actor) async throws -> Subscription {
        try await decide("enabled", id, by: actor) { stored, _, _ in
            (stored.disabledAt, stored.disabledBecause) = (nil, nil)
        }
    }

    /// Sends again everything from a position of the feed on. A position beyond what was sent leaves out what lies before
    /// it, for instance a message that the subscriber cannot take.
    public func redeliver(
        to id: SubscriptionID, from position: Int64, by actor: AuditEntry.Actor
    ) async throws -> Subscription {
        try await decide("redelivered", id, by: actor) { stored, transaction, _ in
            let (oldest, head) = (try transaction.feedForgottenThrough() + 1, try transaction.lastFeedPosition())
            guard (oldest...head + 1).contains(position) else {
                throw SubscriptionError.refused(
                    head < oldest ? "There is nothing in the feed." : "The feed is kept from \(oldest) to \(head).")
            }
            stored.cursor = position - 1
        }
    }

    /// What was tried, the newest first.
    /// - Parameter before: `next` of the page before.
    public func attempts(of id: SubscriptionID, before: Int64? = nil, limit: Int = 50) async throws -> AttemptPage {
        try await database.readers.read { snapshot in
            _ = try snapshot.found(id)
            let found = try snapshot.attempts(of: id, before: before ?? .max, limit: limit)
            return AttemptPage(found, next: found.count == limit ? found.last?.id : nil)
        }
    }

    private func decide(
        _ what: String, _ id: SubscriptionID, by actor: AuditEntry.Actor,
        _ body: @escaping @Sendable (inout StoredSubscription, Transaction, Timestamp) throws -> Void
    ) async throws -> Subscription {
        let moment = now()
        let (stored, content, cleared) = try await commit { [archive] transaction, _ in
            var stored = try transaction.found(id)
            let content = try SubscriptionContent(of: stored, from: archive.vault)
            try body(&stored, transaction, moment)
            stored.startAnew()
            try transaction.update(stored)
            try transaction.note(what, id, host: nil, by: actor, at: moment)
            let isOver = stored.disabledAt == nil
            let cleared =
                isOver ? try transaction.clear(.subscriptionDisabled, about: id.rawValue, at: moment) : nil
            return (stored, content, cleared)
        }
        outboundNews.noteChange()
        log(cleared)
        return Subscription(stored, content, at: moment)
    }
}

extension StoredSubscription {
    /// After a change that somebody made: what failed before may go well now.
    fileprivate mutating func startAnew() {
        generation += 1
        (failures, due) = (0, nil)
    }
}

extension Queries {
    fileprivate func found(_ id: SubscriptionID) throws -> StoredSubscription {
        guard let found = try subscription(id) else { throw SubscriptionError.notFound }
        return found
    }
}

extension SubscriptionDraft {
    fileprivate func check(in transaction: Transaction) throws {
        guard !name.isEmpty else { throw SubscriptionError.refused("Give it a name.") }
        guard events.isSubset(of: Self.allEvents) else {
            throw SubscriptionError.refused(
                "There are events among it that nobody is sent; those that are: \(Self.allEvents.joined(separator: ", "))."
            )
        }
        if let courtRep, try transaction.role(of: courtRep) != .courtRep {
            throw SubscriptionError.refused("No court representative of the roster has that id.")
        }
    }
}

extension Transaction {
    /// - Parameter host: of the address, without what may be secret in it.
    fileprivate func note(
        _ what: String, _ id: SubscriptionID, host: String?, by actor: AuditEntry.Actor, at moment: Timestamp
    ) throws {
        var detail: [String: JSON] = ["what": .string(what)]
        if let host { detail["host"] = .string(host) }
        try log(
            AuditEntry(
                at: moment, actor: actor, action: .subscriptionChanged, subject: id.rawValue,
                detail: .object(detail)))
    }
}
