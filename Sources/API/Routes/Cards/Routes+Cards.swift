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
                query: [.form, .paper, .language], answer: "CardFile", isConditional: true
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
                "Every card of a participant, the newest first.", query: [.afterCard, .cardLimit], answer: "CardPage"
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"] else { throw Problem.notFound }
                let limit = Int(try QueryField.cardLimit.integer(in: request) ?? 20)
                let page = try await service.cards(
                    of: PersonID(id), after: try QueryField.afterCard.integer(in: request), limit: limit)
                try await service.noteListing(ofCardsOf: PersonID(id), by: principal.author)
                var headers = [noStore, HeaderField("Vary", "Authorization")]
                if let next = page.next {
                    let path = request.rawTarget.prefix { $0 != "?" }
                    headers.append(HeaderField("Link", "<\(path)?after=\(next)&limit=\(limit)>; rel=\"next\""))
                }
                return .json(page.json, headers: headers)
            },
        ]
    }
}

extension QueryField {
    fileprivate static let afterCard = QueryField(
        name: "after", range: 1...Int64.max, about: "What the page before gave as next; without it, the first page.")
    fileprivate static let cardLimit = QueryField(
        name: "limit", range: 1...100, about: "How many cards a page is of; 20 where nothing is said.")
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
