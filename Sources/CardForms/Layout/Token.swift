/// The parts that a page is made of, from top to bottom: what may stand on different pages is different pieces.
enum Token {
    case begin(Tag)
    case end(Tag)
    /// Left out at the top of a page.
    case gap(Double)
    case piece(Piece)
    /// Drawn again at the top of every further page, until nil takes its place.
    case header(Piece?)
    /// Whatever comes next begins a page.
    case newPage
}

/// What is never torn apart.
struct Piece {
    var height: Double
    /// A heading does not stay behind alone at the foot of a page.
    var keepsWithNext = false
    var draw: (_ canvas: Canvas, _ x: Double, _ y: Double) -> Void
}

extension [Token] {
    /// Of all of it, one below the other.
    var height: Double {
        reduce(0) { sum, token in
            switch token {
            case .gap(let height): sum + height
            case .piece(let piece): sum + piece.height
            case .begin, .end, .header, .newPage: sum
            }
        }
    }

    /// The same as one piece.
    func joined(keepsWithNext: Bool = false) -> Piece {
        Piece(height: height, keepsWithNext: keepsWithNext) { canvas, x, y in
            var y = y
            for token in self {
                switch token {
                case .begin(let tag): canvas.begin(tag)
                case .end(let tag): canvas.end(tag)
                case .gap(let height): y += height
                case .piece(let piece):
                    piece.draw(canvas, x, y)
                    y += piece.height
                case .header, .newPage: break
                }
            }
        }
    }
}
