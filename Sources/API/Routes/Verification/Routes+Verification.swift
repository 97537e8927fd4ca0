internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Where anybody verifies a card that they have in their hands.
    static func verificationRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/verify", for: .everybody, "Verifies a card: a page that asks for its number and short code.",
                query: [.number, .code, .language], answer: .page("Verification"), also: otherwise,
                problems: [.badRequest]
            ) { request, _, _ in
                // As people type it.
                let number = request.query["number"].map { text in
                    CardNumber(text.filter { !$0.isWhitespace }.uppercased())
                }
                return try await verify(number, asksForNumber: true, request, service, settings)
            },
            Route(
                .get, "/verify/{number}", for: .everybody,
                "Verifies a card: whether it is in force, with enough to compare it with the paper.",
                query: [.code, .language], answer: .page("Verification"), also: otherwise, problems: [.badRequest]
            ) { request, parameters, _ in
                try await verify(
                    parameters["number"].map { CardNumber($0) }, asksForNumber: false, request, service, settings)
            },
        ]
    }

    private static let otherwise: [Answer] = [
        .page("Verification", 404, "No card fits this number and code: which of the two is wrong is not told."),
        .page("Verification", 429, "Too many tries: again after Retry-After."),
    ]

    private static func verify(
        _ number: CardNumber?, asksForNumber: Bool, _ request: Request, _ service: AttendanceService,
        _ settings: APISettings
    ) async throws -> Response {
        let isJSON =
            Preferences(request.headers.values(of: "accept")).best(of: ["text/html", "application/json"])
            == "application/json"
        let page = VerifyPage(words: try words(for: request))
        guard let number, !number.rawValue.isEmpty, let code = request.query["code"], !code.isEmpty else {
            if isJSON { throw Problem.badRequest("Give the short code from the card as code.") }
            return response(page.form(for: asksForNumber ? nil : number))
        }
        let inquiry = try await service.inquire(
            after: number, code: code, from: settings.client(of: request), at: settings.now())
        var response =
            isJSON
            ? Response.json(inquiry.json, headers: privately)
            : response(page.answer(inquiry, typed: asksForNumber ? number.rawValue : nil))
        switch inquiry {
        case .known: break
        case .unknown: response.status = 404
        case .slowedDown(let wait):
            response.status = 429
            response.headers.append(HeaderField("Retry-After", String(wait.wholeSecondsUp)))
        }
        return response
    }

    /// As the address says, or the browser.
    private static func words(for request: Request) throws(Problem) -> VerifyWords {
        let tags = VerifyWords.all.map(\.language)
        if let asked = request.query["lang"] {
            guard tags.contains(asked) else {
                throw .badRequest("lang must be one of \(tags.joined(separator: ", ")).")
            }
            return .of(asked)
        }
        return .of(Preferences(request.headers.values(of: "accept-language")).best(ofLanguages: tags))
    }

    private static func response(_ page: HTMLText) -> Response {
        Response(
            contentType: "text/html; charset=utf-8",
            headers: privately + [HeaderField("Content-Security-Policy", VerifyPage.securityPolicy)], body: page.bytes)
    }

    /// Nothing of it stays anywhere.
    private static var privately: [HeaderField] {
        [noStore, HeaderField("Vary", "Accept, Accept-Language"), HeaderField("X-Robots-Tag", "noindex")]
    }
}

extension QueryField {
    fileprivate static let number = QueryField(name: "number", range: nil, about: "The card's number.")
    fileprivate static let code = QueryField(
        name: "code", range: nil, about: "The short code printed beside it; dashes and capitals do not matter.")
    static let language = QueryField(
        name: "lang", range: nil, choices: VerifyWords.all.map(\.language),
        about: "Where it is not said, Accept-Language decides.")
}

extension CardInquiry {
    fileprivate var json: [UInt8] {
        var json = JSONWriter()
        json.object { json in
            switch self {
            case .unknown: json.member("state", "unknown")
            case .slowedDown(let wait):
                json.member("state", "slowed-down")
                json.member("retryAfterSeconds", wait.wholeSecondsUp)
            case .known(let card): card.write(&json)
            }
        }
        return json.bytes
    }
}

extension VerifiedCard {
    fileprivate func write(_ json: inout JSONWriter) {
        var (newer, reason): (String?, String?)
        let word: String
        switch state {
        case .inForce: word = "in-force"
        case .superseded(let by): (word, newer) = ("superseded", by.rawValue)
        case .void(let because): (word, reason) = ("void", because)
        case .damaged: word = "damaged"
        }
        json.member("state", word)
        json.member("number", number.rawValue)
        json.member("initials", initials)
        json.member("caseEnding", caseEnding)
        json.member("date", date.description)
        json.member("verdict", verdict.rawValue)
        json.member("isExcused", isExcused)
        json.member("supersededBy", newer)
        json.member("reason", reason)
    }
}
