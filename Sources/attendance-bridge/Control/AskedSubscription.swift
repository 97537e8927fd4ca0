import Attendance
import Bridge
import JSON

/// What is to be done about a subscription, by command.
struct AskedSubscription: Hashable, Sendable {
    enum Matter: String, Hashable, Sendable, CaseIterable {
        case add, list, show, rotate, disable, enable, remove, redeliver
    }

    var matter: Matter
    /// Empty for `add` and `list`.
    var id = SubscriptionID("")
    /// For `add`.
    var draft: SubscriptionDraft?
    var signatures: SubscriptionSignatures?
    /// For `redeliver`: a position of the feed.
    var from: Int64?
}

extension AskedSubscription {
    /// As it goes over the control socket.
    var json: JSON {
        var members: [String: JSON] = ["matter": .string(matter.rawValue), "id": .string(id.rawValue)]
        if let draft {
            members["name"] = .string(draft.name)
            members["url"] = .string(draft.url)
            members["courtRep"] = draft.courtRep.map { .string($0.rawValue) }
            members["events"] = .array(draft.events.sorted().map { .string($0) })
        }
        members["signatures"] = signatures.map { .string($0.rawValue) }
        members["from"] = from.map { .integer($0) }
        return .object(members)
    }

    /// Nil for what no command asks.
    init?(_ json: JSON) {
        guard let matter = json["matter"]?.string.flatMap(Matter.init), let id = json["id"]?.string else { return nil }
        self.init(matter: matter, id: SubscriptionID(id))
        if let name = json["name"]?.string, let url = json["url"]?.string {
            draft = SubscriptionDraft(
                name: name, url: url, courtRep: json["courtRep"]?.string.map { PersonID($0) },
                events: Set((json["events"]?.array ?? []).compactMap(\.string)))
        }
        signatures = json["signatures"]?.string.flatMap(SubscriptionSignatures.init)
        from = json["from"]?.integer
    }
}

extension ControlDesk {
    func subscription(_ asked: AskedSubscription) async throws -> ControlAnswer {
        do { return .ok(try await change(asked)) } catch SubscriptionError.notFound {
            throw ControlRefusal(
                404, "there is no subscription \(asked.id). See: attendance-bridge subscription list")
        } catch let error as SubscriptionError { throw ControlRefusal(422, "nothing was changed. \(error)") }
    }

    private func change(_ asked: AskedSubscription) async throws -> JSON {
        let id = asked.id
        switch asked.matter {
        case .add:
            guard let draft = asked.draft else { throw SubscriptionError.refused("Give it a name and a URL.") }
            return try await service.subscribe(
                draft, signedWith: asked.signatures ?? .both, by: .operatorOfMachine
            ).json
        case .list: return .array(try await service.subscriptions().map(\.json))
        case .show:
            let found = try await service.subscription(id).json
            let attempts = try await service.attempts(of: id, limit: 20).json
            return .object((found.object ?? [:]).merging(["attempts": attempts["attempts"] ?? .null]) { $1 })
        case .rotate:
            let found = try await service.subscription(id)
            let draft = SubscriptionDraft(
                name: found.name, url: found.url, courtRep: found.courtRep, events: found.events)
            return try await service.change(
                subscription: id, to: draft, rotatingSecrets: true, seen: found.generation, by: .operatorOfMachine
            ).json
        case .disable: return try await service.disable(subscription: id, by: .operatorOfMachine).json
        case .enable: return try await service.enable(subscription: id, by: .operatorOfMachine).json
        case .remove:
            try await service.unsubscribe(id, by: .operatorOfMachine)
            return ["id": .string(id.rawValue)]
        case .redeliver:
            return try await service.redeliver(to: id, from: asked.from ?? 0, by: .operatorOfMachine).json
        }
    }
}
