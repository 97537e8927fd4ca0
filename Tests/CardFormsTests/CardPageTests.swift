import Attendance
import CourtCard
import Crypto
import Foundation
import Testing

@testable import CardForms

@Suite("Cards as pages of the web")
struct CardPageTests {
    @Test("paper and page say the same", arguments: FormLanguage.allCases)
    func sameFacts(_ language: FormLanguage) throws {
        let sheet = ExampleCard.sheet(try ExampleCard.card())
        let reading = CardReading(sheet, language)
        let html = try CardPage.html(sheet, in: language)
        var parts = [reading.outcome.word, reading.minutes, reading.name, reading.together, reading.policy]
        parts += (reading.person + reading.meeting + reading.obligation + reading.evidence + reading.proof).map(\.value)
        parts += reading.rules.flatMap { [$0.word, $0.sentence, $0.measured, $0.needed] }
        parts += reading.stays.flatMap { [$0.local, $0.utc, $0.length] } + reading.notes + reading.notices
        for part in parts { #expect(html.contains(part.escapedForXML), "\(part)") }
    }

    @Test("nothing that people wrote becomes part of the page's markup")
    func escaped() throws {
        let name = "<script>alert('x')</script>\"&"
        var facts = ExampleCard.facts(name: name, meeting: "<img src=x onerror=y>")
        facts.flags = [.init(id: "x", sentence: "</ul><b>")]
        let html = try CardPage.html(ExampleCard.sheet(try ExampleCard.card(facts)))
        for markup in ["<script", "<img", "<b>"] { #expect(!html.contains(markup)) }
        #expect(html.contains(name.escapedForXML))
    }

    @Test("the page needs no more than its policy allows: one style, known by its hash, and no attribute of style")
    func policy() throws {
        let html = try CardPage.html(ExampleCard.sheet(try ExampleCard.card()))
        let style = try #require(html.split(separator: "<style>").last?.split(separator: "</style>").first)
        let hash = Data(SHA256.hash(Array(style.utf8)).bytes).base64EncodedString()
        #expect(CardPage.contentSecurityPolicy.contains("style-src 'sha256-\(hash)'"))
        #expect(!html.contains(" style="))
        #expect(!CardPage.contentSecurityPolicy.contains("unsafe"))
    }

    @Test("it is sound markup, with a language, one first heading, and words for the drawing")
    func structure() throws {
        let html = try CardPage.html(
            ExampleCard.sheet(try ExampleCard.card()), in: .spanish, links: [.init(title: "PDF", address: "?form=pdf")])
        #expect(html.contains(#"<html lang="es-US">"#))
        #expect(html.split(separator: "<h1>").count == 2)
        #expect(html.contains(#"role="img" aria-label="Línea de tiempo"#))
        #expect(html.contains(#"<a href="?form=pdf">PDF</a>"#))
        let folder = try Folder()
        // What follows the declaration is read by a strict parser once the elements without an end have one.
        let body = html.split(separator: "\n", maxSplits: 1)[1]
            .replacingOccurrences(of: #"<meta ([^>]*)>"#, with: "<meta $1/>", options: .regularExpression)
            .replacingOccurrences(of: "<br>", with: "<br/>")
        let path = try folder.write(Array(body.utf8), "page.xml")
        try Tool(name: "python3")("-c", "import sys,xml.dom.minidom as m;m.parse(sys.argv[1])", path)
    }

    @Test("it prints on one page", arguments: FormLanguage.allCases)
    func printsOnOnePage(_ language: FormLanguage) throws {
        let folder = try Folder()
        let html = try CardPage.html(ExampleCard.sheet(try ExampleCard.card()), in: language)
        let page = try folder.write(Array(html.utf8), "card.html")
        try Tool(name: "chromium")(
            "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile",
            "--no-pdf-header-footer", "--print-to-pdf=\(folder.path)/card.pdf", "file://\(page)")
        #expect(try Tool(name: "pdfinfo")("\(folder.path)/card.pdf").contains("Pages:           1\n"))
    }
}
