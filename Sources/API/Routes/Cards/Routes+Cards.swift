internal import Attendance
internal import Bridge
internal import CourtCard
internal import JSON
internal import Server

extension BridgeAPI {
    /// Cards, for those who may read about their participant.
    static func cardRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/cards/{number}", for: .anybodySignedIn,
                "A court card, for its participant, their court representative and administrators: its file, a page, or a "
                    + "PDF that holds the file.",
                query: [.form, .paper, .language],
                answer: Answer(schema: "CardFile", as: ["application/json", "text/html", "application/pdf"]),
                isConditional: true
            ) { request, parameters, principal in
                guard let principal, let number = parameters["number"].map({ CardNumber($0) }),
                    let card = try await service.card(number, for: principal.id, principal.role)
                else { throw Problem.notFound }
                let form = try CardForm(for: request)
                var response = try await form.response(card, for: request)
                response.headers += [noStore, HeaderField("Vary", "Authorization, Accept, Accept-Language")]
                if case .superseded(let newer) = card.standing {
                    response.headers.append(
                        HeaderField("Link", "</cards/\(newer.rawValue)>; rel=\"successor-version\""))
                }
                let answer = conditional(response, to: request)
                // Nothing is shown to whoever has it already.
                if answer.status != 304 { try await service.noteView(of: number, by: principal.author) }
                return answer
            },
            Route(
                .get, "/api/participants/{id}/cards", for: .participantAndTheirRep,
                "Every card of a participant, the newest first.", query: cardPaging.fields, answer: "CardPage"
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"] else { throw Problem.notFound }
                let page = try await service.cards(
                    of: PersonID(id), after: try cardPaging.number(in: request),
                    limit: try cardPaging.limit(in: request))
                try await service.noteListing(ofCardsOf: PersonID(id), by: principal.author)
                let headers =
                    [noStore, HeaderField("Vary", "Authorization")] + cardPaging.link(to: page.next, from: request)
                return .json(page.json, headers: headers)
            },
        ]
    }

    private static let cardPaging = Paging(.after, of: "cards")
}

extension CardPage {
    fileprivate var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object {
            $0.member("cards") { json in json.array { json in for card in cards { card.write(&json) } } }
            $0.member("next", next)
        }
        return json.bytes
    }
}

extension CardSummary {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("number", number.rawValue)
            $0.member("issuedAt", issuedAt.rfc3339)
            $0.member("meeting", meeting?.id.rawValue)
            $0.member("meetingName", meeting?.name)
            $0.member("startedAt", meeting?.start?.rfc3339)
            $0.member("provenMinutes", meeting?.proven.wholeMinutes)
            $0.member("correctedMinutes", meeting?.corrected.wholeMinutes)
            $0.member("inferredMinutes", meeting?.inferred.wholeMinutes)
            $0.member("verdict", verdict)
            $0.member("standing", supersededBy == nil ? "in-force" : "superseded")
            $0.member("supersededBy", supersededBy?.rawValue)
            $0.member("isVoid", isVoid)
            $0.member("isExcused", isExcused)
        }
    }
}
