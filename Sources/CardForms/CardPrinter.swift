internal import Attendance
internal import CourtCard
internal import Threads

/// Prints cards as PDF. One for the whole program: what pango has learned of the fonts makes the second page fast.
///
/// The same card, standing, paper, language and fonts give the same bytes.
public actor CardPrinter {
    // pango's state stays on one thread.
    private nonisolated let executor = ThreadExecutor()
    private var types: [FormLanguage: TypeCase] = [:]

    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    public init() {}

    deinit { executor.stop() }

    /// The card on as few pages as it needs, mostly one, with the card file attached.
    public func pdf(
        _ sheet: CardSheet, on paper: Paper = .letter, in language: FormLanguage = .english
    ) throws -> [UInt8] {
        let type = try type(language)
        let reading = CardReading(sheet, language)
        let canvas = Canvas(
            paper, title: "\(reading.words.title) – \(reading.number)",
            author: reading.heading.joined(separator: ", "), created: reading.content.issuedAt)
        let flow = Flow(paper: paper)
        let pages = try reading.fitted(in: flow, type).pages
        canvas.begin(.document)
        flow.draw(pages, on: canvas) { page, x, y in
            reading.footer(page: page, of: pages.count).draw(on: canvas, type, x: x, y: y, width: flow.width)
        }
        canvas.end(.document)
        let finishing = Finishing(
            language: language.tag, alternatives: canvas.alternatives, attachments: [try reading.attachedFile])
        return try finishing.applied(to: try canvas.finish())
    }

    /// - Throws: Where it would print boxes in the place of letters.
    func type(_ language: FormLanguage) throws(FormError) -> TypeCase {
        if let type = types[language] { return type }
        let type = TypeCase(language: language.tag)
        guard type.isReadable else { throw .noFont }
        types[language] = type
        return type
    }
}
