/// Puts tokens on pages, and draws them.
struct Flow {
    var paper: Paper
    /// Kept free at the foot, for `footer`.
    var footerHeight = 18.0

    var width: Double { paper.width - 2 * Paper.margin }
    /// What one page holds.
    var height: Double { paper.height - 2 * Paper.margin - footerHeight }

    /// What stands on one page, and where, from its top.
    struct Page {
        fileprivate(set) var items: [(token: Token, y: Double)] = []
    }

    func pages(_ tokens: [Token]) -> [Page] {
        var pages = [Page()]
        var (y, header, isFresh) = (0.0, Piece?.none, true)
        // What begins, begins on the page of its first piece.
        var begun: [Token] = []
        func place(_ token: Token) {
            pages[pages.count - 1].items += begun.map { ($0, y) } + [(token, y)]
            begun = []
        }
        func turn() {
            pages.append(Page())
            (y, isFresh) = (0, true)
            if let header {
                pages[pages.count - 1].items.append((.piece(header), 0))
                y = header.height
            }
        }
        for (index, token) in tokens.enumerated() {
            switch token {
            case .gap(let height): if !isFresh { y += height }
            case .header(let piece): header = piece
            case .newPage: if !isFresh { turn() }
            case .begin: begun.append(token)
            case .end: place(token)
            case .piece(let piece):
                if !isFresh, y + needed(from: index, in: tokens) > height { turn() }
                place(token)
                y += piece.height
                isFresh = false
            }
        }
        return pages
    }

    /// How much must find room together with the piece at `index`.
    private func needed(from index: Int, in tokens: [Token]) -> Double {
        var sum = 0.0
        for token in tokens[index...] {
            switch token {
            case .gap(let height): sum += height
            case .piece(let piece):
                sum += piece.height
                if !piece.keepsWithNext { return sum }
            case .newPage: return sum
            case .begin, .end, .header: break
            }
        }
        return sum
    }

    /// - Parameters:
    ///   - first: the number of the first of the pages, for viewers.
    ///   - footer: draws into the free room at the foot of the page of that number.
    func draw(
        _ pages: [Page], on canvas: Canvas, first: Int = 1,
        footer: (_ number: Int, _ x: Double, _ y: Double) -> Void
    ) {
        for (index, page) in pages.enumerated() {
            for (token, y) in page.items {
                switch token {
                case .begin(let tag): canvas.begin(tag)
                case .end(let tag): canvas.end(tag)
                case .piece(let piece): piece.draw(canvas, Paper.margin, Paper.margin + y)
                case .gap, .header, .newPage: break
                }
            }
            footer(first + index, Paper.margin, paper.height - Paper.margin - footerHeight)
            canvas.endPage(label: String(first + index))
        }
    }
}
