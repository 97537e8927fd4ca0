/// Rows of cells under a row of headers, which is drawn again where the table goes on on the next page.
struct Table: Block {
    struct Cell {
        var text: StyledText
        var style: TextStyle
        var link: Tag?
        /// Drawn before the text, in a square as high as the text's line.
        var symbol: Symbol?

        init(_ text: StyledText, _ style: TextStyle, link: Tag? = nil, symbol: Symbol? = nil) {
            self.text = text
            self.style = style
            self.link = link
            self.symbol = symbol
        }
    }

    var widths: [Columns.Width]
    var header: [Cell]
    var rows: [[Cell]]
    var gap = 8.0
    var padding = 2.0

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let widths = Columns.widths(widths, in: width - gap * Double(self.widths.count - 1))
        func row(_ cells: [Cell], isHeader: Bool) -> Piece {
            let fitted = zip(cells, widths).map { Fitted($0, width: $1, type) }
            let height = (fitted.map(\.height).max() ?? 0) + 2 * padding
            return Piece(height: height, keepsWithNext: isHeader) { canvas, x, y in
                canvas.line(
                    from: (x, y + height), to: (x + width, y + height), width: isHeader ? 0.8 : 0.25,
                    gray: isHeader ? 0 : 0.55)
                canvas.begin(.row)
                var x = x
                for (cell, width) in zip(fitted, widths) {
                    canvas.tagged(isHeader ? .headerCell : .cell) { cell.draw(canvas, x, y + padding) }
                    x += width + gap
                }
                canvas.end(.row)
            }
        }
        let head = row(header, isHeader: true)
        var tokens: [Token] = [.begin(.table), .piece(head), .header(head)]
        tokens += rows.map { .piece(row($0, isHeader: false)) }
        return tokens + [.header(nil), .end(.table)]
    }

    private struct Fitted {
        let cell: Cell
        let lines: SetText
        let indent: Double
        var height: Double { lines.height }

        init(_ cell: Cell, width: Double, _ type: TypeCase) {
            self.cell = cell
            indent = cell.symbol == nil ? 0 : cell.style.size * 1.35
            lines = type.set(cell.text, cell.style, width: width - indent)
        }

        func draw(_ canvas: Canvas, _ x: Double, _ y: Double) {
            if let symbol = cell.symbol {
                let size = cell.style.size
                symbol.draw(on: canvas, x: x, y: y + lines.baseline - size * 0.86, size: size)
            }
            canvas.tagged(cell.link) { canvas.draw(lines, x: x + indent, y: y) }
        }
    }
}
