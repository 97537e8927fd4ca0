internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Other systems that are sent what happens.
    static func subscriptionRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/api/subscriptions", for: .administrators,
                "Everybody who is sent what happens, the oldest first.",
                answer: "Subscriptions"
            ) { _, _, _ in
                answer(["subscriptions": .array(try await service.subscriptions().map(\.json))])
            },
            Route(
                .post, "/api/subscriptions", for: .administrators,
                "Sends another system what happens from now on: each fact once, in order, signed (Standard Webhooks) and in "
                    + "the envelope of CloudEvents. A shared secret is told this once.",
                taking: .newSubscription, answer: "NewSubscription"
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let fields = try BodyForm.newSubscription.read(request)
                let new = try await service.subscribe(
                    try draft(fields), signedWith: fields[SubscriptionFields.signatures] ?? .both,
                    by: .person(principal.author))
                return tagged(new.json, new.subscription, status: 201)
            },
            Route(
                .get, "/api/subscriptions/{id}", for: .administrators,
                "Who is sent what, and how far that has come. The tag names what was asked for, not how far it has come.",
                answer: "Subscription"
            ) { _, parameters, _ in
                let found = try await service.subscription(try id(parameters))
                return tagged(found.json, found)
            },
            Route(
                .put, "/api/subscriptions/{id}", for: .administrators,
                "Replaces what was asked for; what is left out is as with a new one. Needs If-Match.",
                taking: .subscription, answer: .json("NewSubscription", 200), needsPrecondition: true
            ) { request, parameters, principal in
                guard let principal else { throw Problem.notFound }
                let id = try id(parameters)
                let fields = try BodyForm.subscription.read(request)
                let seen = try await service.subscription(id).generation
                guard try Precondition(of: request).holds(for: tag(seen)) else {
                    throw Problem.changedMeanwhile(tag(seen))
                }
                let new = try await service.change(
                    subscription: id, to: try draft(fields),
                    rotatingSecrets: fields[SubscriptionFields.rotate] ?? false,
                    seen: seen, by: .person(principal.author))
                return tagged(new.json, new.subscription)
            },
            Route(
                .delete, "/api/subscriptions/{id}", for: .administrators,
                "Sends nothing more, and forgets everything of it."
            ) { _, parameters, principal in
                guard let principal else { throw Problem.notFound }
                try await service.unsubscribe(try id(parameters), by: .person(principal.author))
                return Response(status: 204, headers: [noStore])
            },
        ] + subscriptionStateRoutes(service)
    }

    private static func subscriptionStateRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .post, "/api/subscriptions/{id}/disabling", for: .administrators,
                "Sends nothing until it is enabled: what happens meanwhile is sent then.", answer: "Subscription"
            ) { _, parameters, principal in
                guard let principal else { throw Problem.notFound }
                let found = try await service.disable(
                    subscription: try id(parameters), by: .person(principal.author))
                return tagged(found.json, found)
            },
            Route(
                .post, "/api/subscriptions/{id}/enabling", for: .administrators,
                "Goes on where it stopped, at once; also where it only waits to try again.", answer: "Subscription"
            ) { _, parameters, principal in
                guard let principal else { throw Problem.notFound }
                let found = try await service.enable(
                    subscription: try id(parameters), by: .person(principal.author))
                return tagged(found.json, found)
            },
            Route(
                .post, "/api/subscriptions/{id}/redeliveries", for: .administrators,
                "Sends again everything from a position of the feed on, under the same ids. A position beyond what was sent "
                    + "leaves out what lies before it.", taking: .redelivery, answer: .json("Subscription", 200)
            ) { request, parameters, principal in
                guard let principal else { throw Problem.notFound }
                let from = try BodyForm.redelivery.read(request).value(SubscriptionFields.from)
                let found = try await service.redeliver(
                    to: try id(parameters), from: from, by: .person(principal.author))
                return tagged(found.json, found)
            },
            Route(
                .get, "/api/subscriptions/{id}/attempts", for: .administrators,
                "What was tried, the newest first; the last 200 are kept.", query: [.before, .attemptLimit],
                answer: "Attempts"
            ) { request, parameters, _ in
                let page = try await service.attempts(
                    of: try id(parameters), before: try QueryField.before.integer(in: request),
                    limit: Int(try QueryField.attemptLimit.integer(in: request) ?? 50))
                return answer(page.json)
            },
        ]
    }

    private static func id(_ parameters: [String: String]) throws(Problem) -> SubscriptionID {
        guard let id = parameters["id"] else { throw .notFound }
        return SubscriptionID(id)
    }

    private static func draft(_ fields: BodyFields) throws(Problem) -> SubscriptionDraft {
        SubscriptionDraft(
            name: try fields.value(SubscriptionFields.name), url: try fields.value(SubscriptionFields.url),
            courtRep: fields[SubscriptionFields.courtRep], events: fields[SubscriptionFields.events] ?? [])
    }

    private static func tag(_ generation: Int64) -> EntityTag { EntityTag(version: generation) }

    private static func tagged(_ json: JSON, _ subscription: Subscription, status: Int = 200) -> Response {
        var response = answer(json, status: status)
        response.headers.append(tag(subscription.generation).field)
        return response
    }
}

extension QueryField {
    fileprivate static let attemptLimit = QueryField(
        name: "limit", range: 1...200, about: "How many at most; 50 where nothing is said.")
}
