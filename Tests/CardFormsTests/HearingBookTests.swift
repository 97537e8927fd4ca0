import Attendance
import CourtCard
import Crypto
import Foundation
import Synchronization
import Testing

@testable import CardForms

@Suite("Books for a hearing")
struct HearingBookTests {
    static let day = Span.hours(24)

    /// One card a day: counted, not counted and undecided in turn; the fourth was replaced by the fifth.
    static func book(_ count: Int) throws -> HearingBook {
        let sheets = try (0..<count).map { index in
            let shift = Span(milliseconds: day.milliseconds * Int64(index))
            var facts = ExampleCard.facts()
            let start = ExampleCard.start + shift
            facts.scheduled = .init(start: start, end: start + .minutes(60), timeZone: "America/New_York")
            let counts: CardObligation.Counting = [.counted, .notCounted, .undecided][index % 3]
            let card = try ExampleCard.card(facts, counts: counts, sequence: index + 1)
            let successor = CardNumber(rawValue: "CC-2026-202600123-5")
            return ExampleCard.sheet(card, index == 3 ? .superseded(by: successor) : .inForce)
        }
        let (from, to) = (LocalDate("2026-10-01"), LocalDate("2026-12-31"))
        return HearingBook(
            sheets.reversed(), from: try #require(from), to: try #require(to), madeAt: ExampleCard.start + .hours(5000))
    }

    @Test("a summary comes first, then every card on the page that the summary says, with its file attached")
    func pdf() async throws {
        let book = try Self.book(45)
        let pdf = try await PrintedCardTests.printer.pdf(book)
        let folder = try Folder()
        let path = try folder.write(pdf, "book.pdf")
        try Tool(name: "qpdf")("--check", path)
        let pages = try Tool(name: "pdftotext")("-layout", path, "-").split(separator: "\u{0C}").map(String.init)
        let summaries = pages.prefix { !$0.contains("Proof of attendance") }.joined()
        #expect(summaries.contains("45 cards, 14 counted, 15 not counted, 15 to be reviewed, 1 superseded"))
        #expect(pages[0].contains("Page 1 of \(pages.count)"))
        for sheet in book.sheets {
            let line = try #require(summaries.split(separator: "\n").first { $0.contains(sheet.number.rawValue + " ") })
            let page = try #require(line.split(separator: " ").last.flatMap { Int($0) })
            #expect(pages[page - 1].contains("Card \(sheet.number.rawValue) "))
        }
        let attached = try CardAttachment.extractAll(from: pdf)
        #expect(Set(attached.map(\.bytes)) == Set(try book.sheets.map { try $0.file.encoded() }))
    }

    @Test("a card that was replaced is not listed as counted")
    func replaced() async throws {
        let book = try Self.book(5)
        let readings = book.sheets.map { CardReading($0, .english).line.outcome.word }
        #expect(readings == ["Counted", "Not counted", "Needs review", "Superseded", "Not counted"])
    }

    @Test("progress is told for each card, to the end")
    func progress() async throws {
        let steps = Mutex<[Int]>([])
        _ = try await PrintedCardTests.printer.pdf(try Self.book(3)) { done, all in
            #expect(all == 6)
            steps.withLock { $0.append(done) }
        }
        #expect(steps.withLock { $0 } == [1, 2, 3, 4, 5, 6])
    }

    @Test("a book without cards says so on one page")
    func empty() async throws {
        let book = try Self.book(0)
        let folder = try Folder()
        let path = try folder.write(try await PrintedCardTests.printer.pdf(book), "book.pdf")
        #expect(try Tool(name: "pdftotext")(path, "-").contains("0 cards"))
        #expect(String(decoding: book.csv, as: UTF8.self).split(separator: "\r\n").count == 1)
    }

    @Test("the table for spreadsheets has a line for each card, and no cell that is a formula")
    func csv() throws {
        var facts = ExampleCard.facts(meeting: "=HYPERLINK(\"http://x\",\"y\")")
        facts.scheduled = nil
        let sheet = ExampleCard.sheet(try ExampleCard.card(facts))
        let from = try #require(LocalDate("2026-10-01"))
        let book = HearingBook([sheet], from: from, to: from, madeAt: ExampleCard.start)
        let lines = String(decoding: book.csv, as: UTF8.self).split(separator: "\r\n")
        #expect(lines.count == 2)
        #expect(lines[1].contains(#""'=HYPERLINK(""http://x"",""y"")""#))
        #expect(lines[1].hasSuffix(",in-force,,7K3QM-9XTDZ,\(sheet.file.card.hash.hex)"))
    }

    @Test(
        "no name breaks out of its cell, whatever its signs join into",
        arguments: [
            ("a\r\nb", "\"a\r\nb\""), ("a,\u{301}b", "\"a,\u{301}b\""), ("a\"\u{301},b", "\"a\"\"\u{301},b\""),
            ("=\u{338}A1", "\"'=\u{338}A1\""), ("a\u{301}", "a\u{301}"),
        ])
    func cells(name: String, cell: String) throws {
        let sheet = ExampleCard.sheet(try ExampleCard.card(ExampleCard.facts(meeting: name)))
        let from = try #require(LocalDate("2026-10-01"))
        let book = HearingBook([sheet], from: from, to: from, madeAt: ExampleCard.start)
        #expect(book.csv.firstRange(of: Array(",\(cell),".utf8)) != nil, "\(String(decoding: book.csv, as: UTF8.self))")
    }

    @Test("the JSON holds every card file as it can be verified")
    func json() throws {
        let book = try Self.book(4)
        let object = try JSONSerialization.jsonObject(with: Data(try book.json())) as? [String: Any]
        let cards = try #require(object?["cards"] as? [[String: Any]])
        #expect(cards.map { $0["state"] as? String } == ["in-force", "in-force", "in-force", "superseded"])
        #expect(cards[3]["supersededBy"] as? String == "CC-2026-202600123-5")
        for sheet in book.sheets { #expect(try book.json().firstRange(of: sheet.file.encoded()) != nil) }
    }

    @Test("the certificate states versions, keys, the ledger's head and digests, and leaves the signature open")
    func certificate() async throws {
        let book = try Self.book(2)
        let file = CustodianCertificate.File(name: "attendance.csv", content: book.csv)
        let certificate = CustodianCertificate(
            book, files: [file], software: "4.0.0",
            keys: [.init(id: ExampleCard.issuer.keyID, validFrom: ExampleCard.start, validUntil: nil)],
            checkpoint: "cards.example.gov/ledger\n4712\nAAAA\n")
        let folder = try Folder()
        let path = try folder.write(try await PrintedCardTests.printer.pdf(certificate), "certificate.pdf")
        try Tool(name: "qpdf")("--check", path)
        let text = try Tool(name: "pdftotext")("-layout", path, "-")
        for part in [
            "902(13)", "902(14)", "version 4.0.0", ExampleCard.issuer.keyID, "cards.example.gov/ledger", "Ana Torres",
            SHA256.hash(book.csv).hex, "Not signed.", "under penalty of perjury", "Executed on (date)",
            "written notice",
        ] { #expect(text.contains(part), "\(part)") }
    }
}
