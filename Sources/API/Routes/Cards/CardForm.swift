internal import Attendance
internal import Bridge
internal import CardForms
internal import CourtCard
internal import Server

/// In which form a card is handed out.
enum CardForm: String, CaseIterable {
    case json, html, pdf

    private var mediaType: String {
        switch self {
        case .json: "application/json"
        case .html: "text/html"
        case .pdf: "application/pdf"
        }
    }

    /// As the address says, or `Accept`; the card file where neither does.
    init(for request: Request) throws(Problem) {
        let known = Self.allCases
        guard let asked = request.query["form"] else {
            let best = Preferences(request.headers.values(of: "accept")).best(of: known.map(\.mediaType))
            self = known.first { $0.mediaType == best } ?? .json
            return
        }
        guard let form = Self(rawValue: asked) else {
            throw .badRequest("form must be one of \(known.map(\.rawValue).joined(separator: ", ")).")
        }
        self = form
    }

    func response(_ card: CardReport, for request: Request) async throws -> Response {
        let language = try FormLanguage(for: request)
        let paper = try Paper(for: request)
        let sheet = CardSheet(card.file, standing: card.standing, code: card.code.description)
        let body: [UInt8]
        var headers = [HeaderField("Content-Disposition", "inline; filename=\"\(fileName(of: sheet.number))\"")]
        switch self {
        case .json: body = try card.file.encoded()
        case .html:
            body = Array(try CardPage.html(sheet, in: language).utf8)
            headers.append(HeaderField("Content-Security-Policy", CardPage.contentSecurityPolicy))
        case .pdf: body = try await Self.printer.pdf(sheet, on: paper, in: language)
        }
        let type = self == .html ? mediaType + "; charset=utf-8" : mediaType
        return Response(contentType: type, headers: headers, body: body)
    }

    /// One for the whole program: what it has learned of the fonts makes it fast.
    static let printer = CardPrinter()

    /// Numbers hold letters, digits and dashes; nothing else may get into a header.
    private func fileName(of number: CardNumber) -> String {
        number.rawValue.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } + "." + rawValue
    }
}

extension FormLanguage {
    /// As the address says, or the browser; English where neither does.
    init(for request: Request) throws(Problem) {
        let known = Self.allCases.map(\.rawValue)
        let liked = Preferences(request.headers.values(of: "accept-language")).best(ofLanguages: known)
        guard let language = Self(rawValue: request.query["lang"] ?? liked ?? known[0]) else {
            throw .badRequest("lang must be one of \(known.joined(separator: ", ")).")
        }
        self = language
    }
}

extension Paper {
    /// As the address says; US Letter where it does not.
    init(for request: Request) throws(Problem) {
        guard let paper = Self(rawValue: request.query["paper"] ?? Self.letter.rawValue) else {
            throw .badRequest("paper must be one of \(Self.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        self = paper
    }
}

extension QueryField {
    static let form = QueryField(
        name: "form", range: nil, choices: CardForm.allCases.map(\.rawValue),
        about: "In which form; where it is not said, Accept decides.")
    static let paper = QueryField(
        name: "paper", range: nil, choices: Paper.allCases.map(\.rawValue), about: "Of a PDF; letter without it.")
}
