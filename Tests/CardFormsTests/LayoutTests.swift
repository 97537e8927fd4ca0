import Testing

@testable import CardForms

@Suite("Pages")
struct LayoutTests {
    let flow = Flow(paper: .a4)

    func piece(_ height: Double, keepsWithNext: Bool = false) -> Token {
        .piece(Piece(height: height, keepsWithNext: keepsWithNext) { _, _, _ in })
    }

    func heights(_ page: Flow.Page) -> [Double] {
        page.items.compactMap { item in
            guard case .piece(let piece) = item.token else { return nil }
            return piece.height
        }
    }

    @Test("a page takes as much as fits, and the gap before what does not is left out")
    func breaks() {
        let half = flow.height / 2
        let pages = flow.pages([piece(half), piece(half), .gap(10), piece(1)])
        #expect(pages.map(heights) == [[half, half], [1]])
        #expect(pages[1].items[0].y == 0)
    }

    @Test("a heading goes to the next page with what it is the heading of")
    func headings() {
        let pages = flow.pages([piece(flow.height - 30), piece(20, keepsWithNext: true), piece(20)])
        #expect(pages.map(heights) == [[flow.height - 30], [20, 20]])
    }

    @Test("what is higher than a page stands on one of its own")
    func tooHigh() {
        let pages = flow.pages([piece(10), piece(flow.height * 2), piece(10)])
        #expect(pages.map(heights) == [[10], [flow.height * 2], [10]])
    }

    @Test("the header of a table stands on every page that the table is on, and on none after it")
    func repeatedHeader() {
        let header = Piece(height: 7) { _, _, _ in }
        let tall = flow.height - 10
        let pages = flow.pages([.header(header), piece(tall), piece(tall), .header(nil), piece(tall)])
        #expect(pages.map(heights) == [[tall], [7, tall], [tall]])
    }

    @Test("a part begins on the page where its first piece stands")
    func beginnings() {
        let pages = flow.pages([piece(flow.height), .begin(.section), piece(10), .end(.section)])
        #expect(pages.map(\.items.count) == [1, 3])
    }

    @Test("widths in points are kept, and shares divide what is left")
    func widths() {
        #expect(Columns.widths([.points(100), .share(1), .share(3)], in: 500) == [100, 100, 300])
        #expect(Columns.widths([.points(100), .share(1)], in: 50) == [100, 0])
    }

    @Test("characters that would break out of their line or turn it around are not set")
    func unprintable() {
        #expect("a\u{0}b\u{202E}c\u{7}d".printable == "a b c d")
        #expect("O'Brien & <Søn> \"x\"".escapedForXML == "O&#39;Brien &amp; &lt;Søn&gt; &quot;x&quot;")
        #expect("דוד בן־גוריון".printable == "דוד בן־גוריון")
    }
}
