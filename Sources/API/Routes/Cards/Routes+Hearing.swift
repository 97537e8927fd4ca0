internal import Attendance
internal import Bridge
internal import CardForms
internal import Server

extension BridgeAPI {
    /// The cards of a participant over a time, for a hearing: the same PDF as the command “cards export” makes.
    static func hearingRoute(_ service: AttendanceService, _ settings: APISettings) -> Route {
        let gate = FeedGate(atOnce: 1)
        return Route(
            .get, "/api/participants/{id}/hearing.pdf", for: .participantAndTheirRep,
            "One PDF with a summary and every card of meetings held from a date to another, those that others took the place "
                + "of too; all card files are attached.",
            query: [.hearingFrom, .hearingTo, .paper, .language], answer: .text("application/pdf", "A PDF/A document."),
            problems: [.notDone]
        ) { request, parameters, principal in
            guard let principal, let id = parameters["id"].map({ PersonID($0) }) else { throw Problem.notFound }
            let (from, to) = (try QueryField.hearingFrom.day(in: request), try QueryField.hearingTo.day(in: request))
            guard from <= to else { throw Problem(.notDone, "from is after to.") }
            let (language, paper) = (try FormLanguage(for: request), try Paper(for: request))
            let actor = principal.id == id ? nil : AuditEntry.Actor.person(principal.author)
            // Asked before it is written down that they were handed out.
            let count = try await service.cardsForHearing(of: id, from: from, through: to, notedBy: nil)?.count ?? 0
            guard count > 0 else {
                throw Problem(.notFound, "There is no card of a meeting from \(from) to \(to).")
            }
            guard count <= mostCards else {
                throw Problem(
                    .notDone, "There are \(count) cards, and a PDF is of \(mostCards) at most: ask for less time.")
            }
            // Hundreds of pages at a time are enough: whoever comes meanwhile waits.
            let pass = await gate.enter()
            defer { pass.leave() }
            let numbers = try await service.cardsForHearing(of: id, from: from, through: to, notedBy: actor) ?? []
            var sheets: [CardSheet] = []
            for number in numbers.prefix(mostCards) {
                guard let card = try await service.card(number, for: principal.id, principal.role) else { continue }
                sheets.append(CardSheet(card.file, standing: card.standing, code: card.code.description))
            }
            let book = HearingBook(sheets, from: from, to: to, madeAt: settings.now())
            let pdf = try await CardForm.printer.pdf(book, on: paper, in: language)
            return Response(
                contentType: "application/pdf",
                headers: personal + [.attachment("hearing-\(id.rawValue)-\(from)-\(to).pdf")], body: pdf)
        }
    }

    /// Years of daily meetings; more would keep the printer for minutes.
    private static let mostCards = 400
}

extension QueryField {
    fileprivate static let hearingFrom = QueryField(
        name: "from", range: nil, format: "date", isRequired: true,
        about: "The first day of meetings, where each was held.")
    fileprivate static let hearingTo = QueryField(
        name: "to", range: nil, format: "date", isRequired: true, about: "The last day.")

    fileprivate func day(in request: Request) throws(Problem) -> LocalDate {
        guard let day = request.query[name].flatMap({ LocalDate($0) }) else {
            throw .badRequest("\(name) must be a date such as 2026-09-15.")
        }
        return day
    }
}
