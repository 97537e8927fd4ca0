internal import Attendance

extension CardPrinter {
    /// The certificate, in English as the rules that it follows are.
    public func pdf(_ certificate: CustodianCertificate, on paper: Paper = .letter) throws -> [UInt8] {
        let type = try type(.english)
        let flow = Flow(paper: paper)
        let title = "Certificate of a records custodian"
        let heading = certificate.book.sheets.last.map { CardReading($0, .english).heading } ?? []
        let body = TextStyle(size: 10, lineHeight: 1.02)
        var breaking = TextStyle(size: 8.5)
        breaking.breaksAnywhere = true
        var blocks: [any Block] = heading.map { Paragraph(text: StyledText($0), style: TextStyle(size: 10.5).bold()) }
        blocks += [
            Paragraph(text: StyledText(title), style: TextStyle(size: 18).bold(), tag: .h1),
            Paragraph(
                text: "Federal Rules of Evidence 902(11), 902(13) and 902(14)", style: TextStyle(size: 10, gray: 0.2)),
            Frame(
                block: Paragraph(
                    text: StyledText(Self.draft), style: TextStyle(size: 9)), padding: 6),
        ]
        for section in certificate.sections {
            let title = Paragraph(
                text: StyledText(section.title), style: TextStyle(size: 11).bold(), tag: .h2, keepsWithNext: true)
            blocks.append(title)
            blocks += section.paragraphs.map { text in
                Paragraph(text: StyledText(text), style: text.contains("\n") || Self.isDigest(text) ? breaking : body)
            }
        }
        blocks += Self.signature
        let document: [Token] = Stack(blocks: blocks, spacing: 4.5, tag: .section).tokens(width: flow.width, type)
        let pages = flow.pages(document)
        let canvas = Canvas(
            paper, title: title, author: heading.joined(separator: ", "), created: certificate.book.madeAt)
        canvas.begin(.document)
        flow.draw(pages, on: canvas) { page, x, y in
            Footer(left: title, right: "Page \(page) of \(pages.count)")
                .draw(on: canvas, type, x: x, y: y, width: flow.width)
        }
        canvas.end(.document)
        return try Finishing(language: FormLanguage.english.tag, alternatives: canvas.alternatives)
            .applied(to: try canvas.finish())
    }

    private static let draft =
        "Not signed. Filled in by the program as far as it knows the facts; the person who signs must read it, "
        + "complete the blanks, and strike out what they cannot confirm. It is no legal advice. Whoever offers "
        + "the records must give the other side reasonable written notice before the trial or hearing, with "
        + "the records and this certificate open to inspection (Rule 902(11))."

    private static func isDigest(_ text: String) -> Bool {
        text.split(separator: " ").last.map { $0.count == 64 } ?? false
    }

    /// What the person fills in; the words are those of 28 U.S.C. § 1746.
    private static var signature: [any Block] {
        let line = TextStyle(size: 10)
        func blank(_ label: String) -> any Block {
            Stack(blocks: [
                Gap(height: 20), Rule(line: 0.6),
                Paragraph(text: StyledText(label), style: TextStyle(size: 8, gray: 0.25)),
            ])
        }
        return [
            Gap(height: 6),
            Frame(
                block: Stack(
                    blocks: [
                        Paragraph(
                            text: StyledText(
                                "I declare under penalty of perjury under the laws of the United States of America "
                                    + "that the foregoing is true and correct."), style: line),
                        Columns(columns: [(.share(2), blank("Signature")), (.share(1), blank("Executed on (date)"))]),
                        Columns(columns: [(.share(2), blank("Name and title")), (.share(1), blank("Place"))]),
                    ]), padding: 8),
        ]
    }
}
