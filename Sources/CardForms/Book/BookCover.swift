internal import Attendance
internal import CourtCard

/// The first pages of a hearing's book: whom it is about, and a line for each card.
struct BookCover {
    let book: HearingBook
    let language: FormLanguage
    /// Where each card begins, from 1; nil before that is known.
    let firstPages: [Int]?

    private var words: Words { language.words }

    static func destination(of number: String) -> String { "card-\(number)" }

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let readings = book.sheets.map { CardReading($0, language) }
        var blocks: [any Block] = []
        let newest = readings.last
        for (index, line) in (newest?.heading ?? []).enumerated() {
            blocks.append(
                Paragraph(
                    text: StyledText(line),
                    style: TextStyle(size: index == 0 ? 11 : 9.5, weight: index == 0 ? .bold : .regular)))
        }
        blocks += [
            Gap(height: 6), Paragraph(text: StyledText(words.bookTitle), style: TextStyle(size: 21).bold(), tag: .h1),
            Gap(height: 4), Rule(line: 1.5), Gap(height: 8),
        ]
        if let named = readings.last(where: { !$0.facts.participant.name.isEmpty }) ?? newest {
            blocks += [
                Paragraph(text: StyledText(named.name), style: TextStyle(size: 16).bold()),
                fact(words.caseNumber, named.personal(named.facts.participant.caseNumber)),
            ]
        }
        let clock = newest?.clock ?? Clockwork(nil, language)
        blocks += [
            fact(words.period, "\(clock.date(book.from)) – \(clock.date(book.to))"),
            fact(words.made, "\(clock.moment(book.madeAt)) (\(clock.place))"),
            fact(words.summary, summary(readings)), Gap(height: 8), table(readings),
        ]
        return Stack(blocks: blocks, tag: .section).tokens(width: width, type)
    }

    private func fact(_ label: String, _ value: String) -> any Block {
        Labelled(
            label: label, value: value, labelWidth: 80, labelStyle: TextStyle(size: 8, gray: 0.25),
            valueStyle: TextStyle(size: 9.5))
    }

    /// Of the cards that stand: one that was replaced is not counted again.
    private func summary(_ readings: [CardReading]) -> String {
        let standing = readings.filter { !$0.isSuperseded }.map(\.outcome.symbol)
        func count(_ symbol: Symbol) -> String { String(standing.count { $0 == symbol }) }
        var text = words.contents.filled(String(readings.count), count(.good), count(.problem), count(.attention))
        // What is left, so that the numbers add up.
        let (excused, superseded) = (standing.count { $0 == .dash }, readings.count - standing.count)
        if excused > 0 { text += words.andExcused.filled(String(excused)) }
        if superseded > 0 { text += words.andSuperseded.filled(String(superseded)) }
        return text
    }

    private func table(_ readings: [CardReading]) -> any Block {
        let cell = TextStyle(size: 8)
        let head = cell.bold()
        return Table(
            widths: [.points(112), .share(1), .points(36), .points(36), .points(82), .points(92), .points(34)],
            header: [
                Table.Cell(StyledText(words.date), head), Table.Cell(StyledText(words.meeting), head),
                Table.Cell(StyledText(words.minutesShort), head.atEnd()),
                Table.Cell(StyledText(words.share), head.atEnd()),
                Table.Cell(StyledText(words.outcome), head), Table.Cell(StyledText(words.card), head),
                Table.Cell(StyledText(words.page), head.atEnd()),
            ],
            rows: readings.enumerated().map { index, reading in
                let line = reading.line
                var breaking = cell
                breaking.breaksAnywhere = true
                let link = Tag.reference(Self.destination(of: line.number))
                return [
                    Table.Cell(StyledText(line.date), cell), Table.Cell(StyledText(line.meeting), cell),
                    Table.Cell(StyledText(line.minutes), cell.atEnd()),
                    Table.Cell(StyledText(line.share), cell.atEnd()),
                    Table.Cell(StyledText(line.outcome.word), cell, symbol: line.outcome.symbol),
                    Table.Cell(StyledText(line.number), breaking, link: link),
                    Table.Cell(StyledText(firstPages.map { String($0[index]) } ?? "0000"), cell.atEnd()),
                ]
            }, gap: 8, padding: 1.6)
    }
}
