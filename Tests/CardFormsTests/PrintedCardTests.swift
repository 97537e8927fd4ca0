import Attendance
import CourtCard
import Crypto
import Foundation
import Testing

@testable import CardForms

@Suite("Printed cards")
struct PrintedCardTests {
    static let printer = CardPrinter()

    /// Words of a printed card, in the order they are read.
    func text(_ pdf: [UInt8], _ options: String = "-layout") throws -> String {
        let folder = try Folder()
        return try Tool(name: "pdftotext")(options, "-enc", "UTF-8", try folder.write(pdf, "card.pdf"), "-")
    }

    @Test("an ordinary card stands on one page of either paper, without smaller print", arguments: Paper.allCases)
    func onePage(_ paper: Paper) throws {
        for language in FormLanguage.allCases {
            let reading = CardReading(ExampleCard.sheet(try ExampleCard.card()), language)
            let fitted = try reading.fitted(in: Flow(paper: paper), TypeCase(language: language.tag))
            #expect(fitted.pages.count == 1)
            #expect(fitted.scale == 1, "\(language)")
        }
    }

    @Test("the same card gives the same bytes, from another printer too, and another one does not")
    func sameBytes() async throws {
        let sheet = ExampleCard.sheet(try ExampleCard.card())
        let first = try await Self.printer.pdf(sheet)
        _ = try await Self.printer.pdf(sheet, on: .a4, in: .spanish)
        #expect(try await Self.printer.pdf(sheet) == first)
        #expect(try await CardPrinter().pdf(sheet) == first)
        #expect(try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card(sequence: 2))) != first)
    }

    @Test("the file inside is the card file, byte for byte")
    func attachment() async throws {
        let sheet = ExampleCard.sheet(try ExampleCard.card())
        let attached = try CardAttachment.extract(from: try await Self.printer.pdf(sheet))
        #expect(attached == (try sheet.file.encoded()))
        #expect(try CardFile(verifying: attached) == sheet.file)
    }

    @Test("other programs find a sound, tagged document with title, language, paper, and words for its pictures")
    func document() async throws {
        let folder = try Folder()
        let pdf = try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card()), on: .letter, in: .spanish)
        let path = try folder.write(pdf, "card.pdf")
        try Tool(name: "qpdf")("--check", path)
        let info = try Tool(name: "pdfinfo")(path)
        #expect(info.contains("Tagged:          yes"))
        #expect(info.contains("Title:           Comprobante de asistencia – CC-2026-202600123-1"))
        #expect(info.contains("Page size:       612 x 792 pts (letter)"))
        let plain = try Tool(name: "qpdf")("--qdf", "--object-streams=disable", path, "-")
        #expect(plain.contains("/Lang (es-US)"))
        #expect(plain.contains("/DisplayDocTitle true"))
        #expect(plain.contains("/AFRelationship /Source"))
        let structure = try Tool(name: "pdfinfo")("-struct-text", path)
        for tag in ["H1 (block)", "H2 (block)", "Table (block)", "/Scope /Column", "Figure", "Link (inline)"] {
            #expect(structure.contains(tag), "\(tag)")
        }
        // Every figure has its words.
        let figures = plain.split(separator: "/S /Figure").count - 1
        #expect(figures == 2)
        #expect(plain.split(separator: "/Alt ").count - 1 == figures)
    }

    @Test("what a judge looks for can be selected as text")
    func words() async throws {
        let card = try ExampleCard.card()
        let text = try text(try await Self.printer.pdf(ExampleCard.sheet(card)))
        for part in [
            "Superior Court of Example County", "Adult Treatment Court", "Proof of attendance", "CC-2026-202600123-1",
            "Counted", "49 of 60 min", "83 % · proven; 2 min inferred", "Ana Torres", "CR-2026-00123", "María López",
            "Tuesday evening group",
            "ending in 9219", "Tue 6 Oct 2026, 7:00 – 8:00 pm (New York, UTC−4)", "6:58 pm – 8:01 pm", "3 a week",
            "1 of 3 this week", "late 3 min", "Only just", "at most 5 min", "7:03:05 – 7:30:02 pm",
            "2026-10-06 23:03:05 – 23:30:02", "Waiting room", "Inferred", "1 app, 1 phone",
            "standard, version 3f2a9c1e",
            "Nobody checked who sat", "11 sent as it happened", "synchronised", "card 4712 of 4712", "7K3QM-9XTDZ",
        ] { #expect(text.contains(part), "\(part)") }
        #expect(text.contains(card.hash.hex))
    }

    @Test(
        "names of every script are shaped by a font that has them, and read back as they are",
        arguments: [
            "Ana Torres", "Александр Преображенский", "Ελένη Παπαδοπούλου", "محمد الخوارزمي", "דוד בן גוריון",
            "प्रियंका श्रीवास्तव", "தமிழ்ச்செல்வி", "ณัฐพล", "王小明", "田中さくら", "김민수", "Nguyễn Thị Ánh",
        ])
    func scripts(_ name: String) async throws {
        let type = TypeCase(language: "en")
        #expect(!type.set(StyledText.bold(name), TextStyle(size: 10), width: nil).lacksGlyphs)
        let pdf = try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card(ExampleCard.facts(name: name))))
        let text = try text(pdf, "-nopgbrk")
        // Directions are marked in what comes back.
        let plain = String(
            String.UnicodeScalarView(text.unicodeScalars.filter { !(0x200E...0x202E).contains($0.value) }))
        #expect(plain.contains(name))
    }

    @Test("a letter that no font has is found out")
    func unknownGlyph() {
        let type = TypeCase(language: "en")
        #expect(type.set("\u{E0F0}", TextStyle(size: 10), width: nil).lacksGlyphs)
    }

    @Test("a camera reads the QR code from the page, and it opens the verification of this card")
    func qr() async throws {
        let folder = try Folder()
        let pdf = try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card()))
        let path = try folder.write(pdf, "card.pdf")
        try Tool(name: "pdftoppm")("-r", "150", "-gray", "-png", path, folder.path + "/page")
        let read = try Tool(name: "zbarimg")("-q", "--raw", folder.path + "/page-1.png")
        #expect(read == "https://cards.example.gov/verify/CC-2026-202600123-1?code=7K3QM-9XTDZ\n")
    }

    @Test("a replaced card says so above all else, and by which")
    func superseded() async throws {
        let standing = CardStanding.superseded(by: CardNumber(rawValue: "CC-2026-202600123-9"))
        let text = try text(try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card(), standing)))
        let banner = try #require(text.firstRange(of: "Card CC-2026-202600123-9 took its place"))
        let outcome = try #require(text.firstRange(of: "Counted"))
        #expect(banner.lowerBound < outcome.lowerBound)
    }

    @Test("a card that took another's place says why and what changed, on one page even when it was replaced itself")
    func superseding() async throws {
        let old = try ExampleCard.card()
        var facts = ExampleCard.facts()
        facts.presence.corrected = ExampleCard.stays((1802, 2100))
        facts.decisions = [
            .init(
                id: 7, kind: "correct", interval: facts.presence.corrected.intervals[0],
                reason: "The host's computer failed.", author: PersonID("maria.lopez"), role: "court-rep",
                at: ExampleCard.start + .minutes(90))
        ]
        facts.rules[2].outcome = "passed"
        let card = try ExampleCard.card(facts, sequence: 2, superseding: old)
        let next = CardNumber(rawValue: "CC-2026-202600123-3")
        let pdf = try await Self.printer.pdf(ExampleCard.sheet(card, .superseded(by: next)))
        let text = try text(pdf, "-nopgbrk").split { $0.isWhitespace }.joined(separator: " ")
        for part in [
            "Replaces card CC-2026-202600123-1.", "time corrected: 4 min 58 s, before: 0 min 0 s",
            "2 more in the card's file", "54 of 60 min", "proven or corrected", "Page 1 of 1",
        ] { #expect(text.contains(part), "\(part)") }
    }

    @Test("a void card says so, with the reason")
    func void() async throws {
        var facts = ExampleCard.facts()
        facts.decisions = [
            .init(
                id: 9, kind: CardFacts.Decision.void, interval: nil, reason: "It was somebody else's telephone.",
                author: PersonID("maria.lopez"), role: "court-rep", at: ExampleCard.start + .minutes(95))
        ]
        let card = try ExampleCard.card(facts, counts: .notCounted)
        let text = try text(try await Self.printer.pdf(ExampleCard.sheet(card)))
        #expect(text.contains("Void."))
        #expect(text.contains("Not counted"))
        #expect(text.contains("It was somebody else's telephone."))
    }

    @Test("what was erased is printed as removed, and nothing of it is in the file")
    func erased() async throws {
        let card = try ExampleCard.card()
        let erased = try Card(verifying: card.canonical)
        let pdf = try await Self.printer.pdf(ExampleCard.sheet(erased))
        let text = try text(pdf)
        #expect(text.contains("(removed)"))
        #expect(text.contains("Personal data removed"))
        #expect(!text.contains("Ana Torres"))
        #expect(pdf.firstRange(of: Array("Ana Torres".utf8)) == nil)
        #expect(pdf.firstRange(of: Array("CR-2026-00123".utf8)) == nil)
    }

    @Test("hundreds of intervals go on on further pages, under the same header")
    func manyIntervals() async throws {
        var facts = ExampleCard.facts()
        let many = IntervalSet(
            (0..<200).map { index in
                let from = ExampleCard.start + .seconds(Int64(index) * 18)
                return Interval(from, from + .seconds(9))
            })
        facts.presence = .init(
            proven: many, inferred: IntervalSet(), corrected: IntervalSet(), waiting: IntervalSet(), connections: 1,
            lanes: [.init(device: .app, proven: many, inferred: IntervalSet(), waiting: IntervalSet())])
        let folder = try Folder()
        let path = try folder.write(
            try await Self.printer.pdf(ExampleCard.sheet(try ExampleCard.card(facts))), "card.pdf")
        try Tool(name: "qpdf")("--check", path)
        let pages = try Tool(name: "pdftotext")("-layout", path, "-").split(separator: "\u{0C}")
        #expect(pages.count > 3)
        #expect(pages.filter { $0.contains("UTC") && $0.contains("Length") }.count >= 3)
        #expect(pages[1].contains("Page 2 of"))
    }

    @Test("a card of an older form, without lanes, issuer and obligation, is printed too")
    func olderForm() async throws {
        var facts = ExampleCard.facts()
        facts.presence.lanes = []
        facts.scheduled = nil
        facts.actual = .init(start: nil, end: nil)
        let card = try Card(
            CardContent(
                number: CardNumber(rawValue: "CC-2026-1-1"), issuedAt: ExampleCard.start, facts: facts, supersedes: nil,
                previous: nil), salt: { _ in String(repeating: "0", count: 32) })
        var file = ExampleCard.file(card)
        file.proof.signature = nil
        let sheet = CardSheet(file, standing: .inForce, code: "7K3QM-9XTDZ")
        #expect(sheet.verificationAddress == nil)
        let text = try text(try await Self.printer.pdf(sheet))
        for part in [
            "not scheduled", "49 min", "not told – not told", "issued before cards were signed", "file attached",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }
}
