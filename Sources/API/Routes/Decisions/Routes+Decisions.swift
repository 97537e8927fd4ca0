internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Where people decide what the deliveries cannot tell, and see what was decided.
    static func decisionRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/api/unmatched", for: .courtRepsAndAdministrators,
                "Who was in meetings and matches nobody, newest first, with suggestions.",
                query: unmatchedPaging.fields, answer: "UnmatchedPage"
            ) { request, _, principal in
                guard let principal else { throw Problem.notFound }
                let page = try await service.unmatched(
                    for: principal.author, before: try unmatchedPaging.number(in: request),
                    limit: try unmatchedPaging.limit(in: request))
                return .json(page.json, headers: [noStore] + unmatchedPaging.link(to: page.next, from: request))
            },
            Route(
                .get, "/api/participants/{id}/decisions", for: .participantAndTheirRep,
                "Everything that was decided about a participant, in the order it was decided.", answer: "Decisions"
            ) { _, parameters, _ in
                guard let id = parameters["id"] else { throw Problem.notFound }
                return .json(json(of: try await service.decisions(about: PersonID(id))), headers: [noStore])
            },
        ] + claimRoutes(service) + disputeRoutes(service)
    }

    private static let unmatchedPaging = Paging(.before, of: "meetings")

    private static func claimRoutes(_ service: AttendanceService) -> [Route] {
        [
            decision(
                "/api/claims", "Takes an unmatched attendee for a participant.", .claim
            ) { fields, _, author in
                try await service.claim(
                    fields.value(DecisionFields.attendee), in: fields.value(DecisionFields.occurrence),
                    for: fields.value(DecisionFields.participant), forGood: fields[DecisionFields.forGood],
                    because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/corrections", "Adds time to an attendance, or takes some away.", .correction
            ) { fields, _, author in
                let added = fields[DecisionFields.add]
                return try await service.correct(
                    fields.attendance(), adding: added != nil,
                    added ?? fields.value(DecisionFields.remove),
                    because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/excuses",
                "Excuses an attendance, or an absence: what is missing is not held against the participant.",
                .attendanceDecision
            ) { fields, _, author in
                try await service.excuse(
                    fields.attendance(), because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/voids", "Declares that an attendance does not count.", .attendanceDecision
            ) { fields, _, author in
                try await service.void(fields.attendance(), because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/reissues", "Makes a card anew, in the place of the old one.", .reissue
            ) { fields, _, author in
                try await service.reissue(
                    fields.value(DecisionFields.card), because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/excused-weeks", "Asks nothing of a participant in the week that holds a date.", .excusedWeek
            ) { fields, _, author in
                try await service.excuseWeek(
                    of: fields.value(DecisionFields.participant), holding: fields.value(DecisionFields.date),
                    because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/consents", for: .anybodySignedIn,
                "Takes down that a participant agreed to something, for which the reason has the words: as they say "
                    + "themself, or as whoever decides about them has it on paper.", .consent
            ) { fields, _, author in
                try await service.consent(
                    of: fields.value(DecisionFields.participant), to: fields.value(DecisionFields.reason), by: author)
            },
        ]
    }

    private static func disputeRoutes(_ service: AttendanceService) -> [Route] {
        [
            decision(
                "/api/disputes", for: .anybodySignedIn, "Says that a card of one's own is wrong.", .dispute
            ) { fields, _, author in
                try await service.dispute(
                    fields.value(DecisionFields.card), because: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/disputes/{id}/answer", "Answers a dispute; what is to change is a decision of its own.",
                .reasonAlone
            ) { fields, id, author in
                try await service.answer(
                    dispute: try id.orNotFound, saying: fields.value(DecisionFields.reason), by: author)
            },
            decision(
                "/api/decisions/{id}/withdrawal", for: .anybodySignedIn,
                "Takes a decision back: one's own dispute or consent, or what one may decide.", .reasonAlone
            ) { fields, id, author in
                try await service.withdraw(
                    try id.orNotFound, because: fields.value(DecisionFields.reason), by: author)
            },
        ]
    }

    /// A route that takes a decision into the journal and answers with its number.
    ///
    /// - Parameter decide: given the body, the number in the address where there is one, and who decides.
    private static func decision(
        _ template: String, for audience: Audience = .courtRepsAndAdministrators, _ summary: String, _ form: BodyForm,
        _ decide: @escaping @Sendable (BodyFields, Int64?, Author) async throws -> Int64
    ) -> Route {
        Route(.post, template, for: audience, summary, taking: form, answer: "Decided") {
            request, parameters, principal in
            guard let principal else { throw Problem.notFound }
            let number = try await decide(
                try form.read(request), parameters["id"].flatMap { Int64($0) }, principal.author)
            var json = JSONWriter()
            json.object { $0.member("decision", number) }
            return .json(json.bytes, status: 201, headers: [noStore])
        }
    }
}

extension Int64? {
    /// An address whose number is none leads nowhere.
    fileprivate var orNotFound: Int64 {
        get throws(Problem) {
            guard let self else { throw .notFound }
            return self
        }
    }
}
