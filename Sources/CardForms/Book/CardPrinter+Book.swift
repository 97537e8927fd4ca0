internal import Attendance
internal import CourtCard

extension CardPrinter {
    /// A summary and every card, each beginning on a page of its own, with all card files attached.
    ///
    /// - Parameter progress: is told how many of how many steps are done; there are two for each card.
    /// - Throws: `CancellationError` when its task is cancelled.
    public func pdf(
        _ book: HearingBook, on paper: Paper = .letter, in language: FormLanguage = .english,
        progress: @Sendable (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws -> [UInt8] {
        let type = try type(language)
        let flow = Flow(paper: paper)
        let readings = book.sheets.map { CardReading($0, language) }
        // How long each card is has to be known before the summary can say where it begins. What was set is let go
        // again: hundreds of cards would fill the memory.
        var (counts, scales): ([Int], [Double]) = ([], [])
        for (index, reading) in readings.enumerated() {
            let fitted = try reading.fitted(in: flow, type)
            counts.append(fitted.pages.count)
            scales.append(fitted.scale)
            progress(index + 1, 2 * readings.count)
            try await makeRoom()
        }
        let coverCount = flow.pages(
            BookCover(book: book, language: language, firstPages: nil).tokens(width: flow.width, type)
        ).count
        var (firsts, total): ([Int], Int) = ([], coverCount)
        for count in counts {
            firsts.append(total + 1)
            total += count
        }
        let words = language.words
        let canvas = Canvas(
            paper, title: words.bookTitle, author: readings.last?.heading.joined(separator: ", ") ?? "",
            created: book.madeAt)
        var page = 0
        func draw(_ pages: [Flow.Page], _ name: String) {
            flow.draw(pages, on: canvas, first: page + 1) { number, x, y in
                Footer(left: name, right: "\(words.page) \(number) \(words.of) \(total)")
                    .draw(on: canvas, type, x: x, y: y, width: flow.width)
            }
            page += pages.count
        }
        canvas.begin(.document)
        let cover = BookCover(book: book, language: language, firstPages: firsts)
        draw(flow.pages(cover.tokens(width: flow.width, type)), words.bookTitle)
        for (index, reading) in readings.enumerated() {
            let destination = BookCover.destination(of: reading.number)
            let pages = try reading.pages(in: flow, type, scale: scales[index], destination: destination)
            draw(pages, "\(words.card) \(reading.number) · \(words.attachedShort)")
            canvas.addOutline("\(reading.line.date) – \(reading.outcome.word)", to: destination)
            progress(readings.count + index + 1, 2 * readings.count)
            try await makeRoom()
        }
        canvas.end(.document)
        let finishing = Finishing(
            language: language.tag, alternatives: canvas.alternatives,
            attachments: try readings.map { (reading) throws in try reading.attachedFile })
        return try finishing.applied(to: try canvas.finish())
    }

    /// Lets somebody who waits for one card have it in between.
    private func makeRoom() async throws {
        try Task.checkCancellation()
        await Task.yield()
    }
}
