internal import Attendance
internal import CourtCard

/// A card as blocks for paper: readable at arm's length from the top down, and exact in small print at the foot.
struct PrintedCard {
    let reading: CardReading
    let qr: QRCode?
    /// 1 is the size that reads best; less where that saves a page.
    let scale: Double

    private var words: Words { reading.words }

    // The fonts leave more room between lines than print this small needs.
    func style(_ size: Double) -> TextStyle { TextStyle(size: size * scale, lineHeight: 0.9) }
    // Scripts with marks above and below need the room.
    private var nameStyle: TextStyle { TextStyle(size: 15 * scale, weight: .bold) }
    private var body: TextStyle { style(8.5) }
    private var label: TextStyle { style(6.7).gray(0.25).kept() }
    private func space(_ points: Double) -> Gap { Gap(height: points * scale) }

    /// - Parameter destination: where a table of contents leads to.
    func tokens(width: Double, _ type: TypeCase, destination: String? = nil) -> [Token] {
        var blocks: [any Block] = [head(destination), space(4.5), Rule(line: 1.5), space(5.4)]
        for banner in reading.banners { blocks += [self.banner(banner), space(5.4)] }
        blocks += [outcome, space(6), people, space(4)]
        blocks += [timeline, space(4.5)]
        if !reading.rules.isEmpty { blocks += [section(words.rules, reading.policy), rules, space(4.6)] }
        if !reading.notes.isEmpty {
            blocks.append(section(words.notes))
            blocks += reading.notes.map { Paragraph(text: StyledText("• " + $0), style: script(style(8))) }
            blocks.append(space(4.5))
        }
        blocks += [section(words.connectionsTitle), stays, space(4.6)]
        blocks += [section(words.limits)]
        blocks += [
            Paragraph(text: StyledText(reading.notices.joined(separator: " ")), style: style(6.7).kept()), space(4.5),
        ]
        blocks.append(proof)
        return Stack(blocks: blocks, tag: .section).tokens(width: width, type)
    }

    /// What it rests on, and what proves it: side by side, for those who check.
    private var proof: any Block {
        func column(_ title: String, _ facts: [CardReading.Fact]) -> any Block {
            Stack(blocks: [section(title), self.facts(facts, labelWidth: 62, size: 6.6)])
        }
        return Columns(
            columns: [
                (.share(1), column(words.evidence, reading.evidence)),
                (.share(1.15), column(words.proof, reading.proof)),
            ], gap: 16)
    }

    private func script(_ style: TextStyle) -> TextStyle {
        var style = style
        style.followsScript = true
        return style
    }

    private func section(_ title: String, _ addition: String? = nil) -> any Block {
        Stack(blocks: [
            Paragraph(
                text: StyledText.bold(title) + StyledText(addition.map { " · \($0)" } ?? ""), style: style(8.6).kept(),
                tag: .h2, keepsWithNext: true),
            Gap(height: 1.2 * scale),
        ])
    }

    private func head(_ destination: String?) -> any Block {
        var left: [any Block] = reading.heading.enumerated().map { index, line in
            Paragraph(text: StyledText(line), style: index == 0 ? style(9.9).bold().kept() : style(8.6).kept())
        }
        left += [
            space(4),
            Paragraph(
                text: StyledText(words.title), style: style(17).bold().kept(), tag: .h1,
                destination: destination.map { .destination($0) }),
            Paragraph(
                text: StyledText.bold("\(words.card) \(reading.number)") + StyledText(" · \(reading.issued)"),
                style: style(8.1)),
        ]
        return Columns(columns: [(.share(1), Stack(blocks: left)), (.points(190 * scale), check)], gap: 10)
    }

    /// How the card is checked, beside the code that a camera reads.
    private var check: any Block {
        var text: [any Block] = []
        if let address = reading.sheet.verificationAddress, let qr {
            let shown = address.split(separator: "?").first.map(String.init) ?? address
            let side = 72 * scale
            var breaking = style(6.7)
            breaking.breaksAnywhere = true
            text = [
                Paragraph(text: StyledText.bold(words.checkAt), style: style(6.8).atEnd().kept()),
                Paragraph(text: StyledText(shown), style: breaking.atEnd(), link: .link(uri: address)),
                space(2.7), code,
            ]
            let figure = Figure(height: side, alt: "QR: \(shown)") { canvas, _, _ in
                qr.draw(on: canvas, side: side)
            }
            return Columns(columns: [(.share(1), Stack(blocks: text)), (.points(side), figure)], gap: 8)
        }
        text = [Paragraph(text: StyledText(words.checkOffline), style: style(6.8).atEnd()), space(2.7), code]
        return Stack(blocks: text)
    }

    private var code: any Block {
        Stack(blocks: [
            Paragraph(text: StyledText(words.code), style: label.atEnd()),
            Paragraph(text: StyledText(reading.sheet.code), style: style(11.2).bold().atEnd()),
        ])
    }

    private func banner(_ banner: CardReading.Banner) -> any Block {
        let size = 16 * scale
        let symbol = Figure(height: size) { canvas, _, _ in banner.symbol.draw(on: canvas, x: 0, y: 1, size: size) }
        let text = StyledText.bold(banner.title + ". ") + StyledText(banner.text)
        return Frame(
            block: Columns(
                columns: [(.points(size), symbol), (.share(1), Paragraph(text: text, style: style(11)))], gap: 8),
            padding: 6 * scale, line: 2)
    }

    private var outcome: any Block {
        let outcome = reading.outcome
        let size = 34 * scale
        let symbol = Figure(height: size) { canvas, _, _ in outcome.symbol.draw(on: canvas, x: 0, y: 3, size: size) }
        return Frame(
            block: Columns(
                columns: [
                    (.points(size), symbol),
                    (
                        .share(3),
                        Stack(blocks: [
                            Paragraph(text: StyledText(outcome.word), style: style(24).bold().kept(), tag: .h2),
                            Paragraph(text: StyledText(outcome.sentence), style: style(9.6).kept()),
                        ])
                    ),
                    (
                        .share(2),
                        Stack(blocks: [
                            Paragraph(text: StyledText(reading.minutes), style: style(24).bold().atEnd()),
                            Paragraph(
                                text: StyledText(reading.shareInWords),
                                style: style(9.6).atEnd()),
                        ])
                    ),
                ], gap: 10),
            padding: 6.5 * scale, line: 2)
    }

    private var people: any Block {
        let person: [any Block] = [
            Paragraph(text: StyledText(words.participant), style: label),
            Paragraph(text: StyledText(reading.name), style: nameStyle),
            facts(reading.person, labelWidth: 66),
        ]
        let meeting: [any Block] = [
            Paragraph(text: StyledText(words.meeting), style: label),
            Paragraph(text: StyledText(reading.meetingName), style: nameStyle),
            facts(reading.meeting, labelWidth: 56),
        ]
        let columns = Columns(
            columns: [
                (.share(1), Stack(blocks: person, spacing: 1)), (.share(1.12), Stack(blocks: meeting, spacing: 1)),
            ],
            gap: 16)
        guard !reading.obligation.isEmpty else { return columns }
        return Stack(blocks: [columns, space(2.7), facts(reading.obligation, labelWidth: 98)])
    }

    /// Labels and values; those that only programs compare in smaller print.
    private func facts(_ facts: [CardReading.Fact], labelWidth: Double, size: Double = 8.5) -> any Block {
        Stack(
            blocks: facts.map { fact in
                var value = fact.isTechnical ? style(5.9) : style(size)
                value.breaksAnywhere = fact.isTechnical
                return Labelled(
                    label: fact.label, value: fact.value, labelWidth: labelWidth * scale, labelStyle: label,
                    valueStyle: value)
            }, spacing: 0.6)
    }

    private var timeline: any Block { DrawnPresence(reading: reading) }

    private var rules: any Block {
        Table(
            widths: [.points(72 * scale), .share(1), .points(50 * scale), .points(72 * scale)],
            header: [words.outcome, words.rule, words.measured, words.needed].enumerated().map { index, title in
                Table.Cell(StyledText(title), index > 1 ? label.bold().atEnd() : label.bold())
            },
            rows: reading.rules.map { rule in
                [
                    Table.Cell(StyledText(rule.word), body.bold().kept(), symbol: rule.symbol),
                    Table.Cell(StyledText(rule.sentence), script(body)),
                    Table.Cell(StyledText(rule.measured), body.atEnd()),
                    Table.Cell(StyledText(rule.needed), body.atEnd()),
                ]
            }, padding: 1.2)
    }

    private var stays: any Block {
        let summary = Paragraph(text: StyledText(reading.together), style: body)
        guard !reading.stays.isEmpty else { return summary }
        let titles = [words.connection, words.kind, reading.clock.place, "UTC", words.length]
        let cell = style(6.7)
        return Stack(blocks: [
            summary, Gap(height: 1),
            Table(
                widths: [.share(1), .share(1), .share(1.9), .share(2), .share(0.9)],
                header: titles.enumerated().map {
                    Table.Cell(StyledText($1), $0 == 4 ? label.bold().atEnd() : label.bold())
                },
                rows: reading.stays.map { stay in
                    [
                        Table.Cell(StyledText(stay.connection), cell),
                        Table.Cell(StyledText(reading.word(stay.kind)), cell),
                        Table.Cell(StyledText(stay.local), cell), Table.Cell(StyledText(stay.utc), cell),
                        Table.Cell(StyledText(stay.length), cell.atEnd()),
                    ]
                }, padding: 0.7),
        ])
    }
}

/// The drawing of the presence, as wide as the page.
private struct DrawnPresence: Block {
    let reading: CardReading

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let drawing = PresenceDrawing(reading, width: width)
        return Figure(height: drawing.height, alt: drawing.alt) { canvas, type, _ in
            drawing.marks.draw(on: canvas, type)
        }.tokens(width: width, type)
    }
}
