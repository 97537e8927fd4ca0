/// Something that can be set in a given width.
protocol Block {
    func tokens(width: Double, _ type: TypeCase) -> [Token]
}

/// One paragraph.
struct Paragraph: Block {
    var text: StyledText
    var style: TextStyle
    var tag: Tag? = .paragraph
    var keepsWithNext = false
    /// Where it leads.
    var link: Tag?
    /// What leads here.
    var destination: Tag?

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let set = type.set(text, style, width: width)
        let piece = Piece(height: set.height, keepsWithNext: keepsWithNext) { canvas, x, y in
            canvas.tagged(destination) {
                canvas.tagged(tag) { canvas.tagged(link) { canvas.draw(set, x: x, y: y) } }
            }
        }
        return [.piece(piece)]
    }
}

/// Blocks one below the other.
struct Stack: Block {
    var blocks: [any Block]
    var spacing = 0.0
    var tag: Tag?

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        var tokens: [Token] = tag.map { [.begin($0)] } ?? []
        for (index, block) in blocks.enumerated() {
            if index > 0, spacing > 0 { tokens.append(.gap(spacing)) }
            tokens += block.tokens(width: width, type)
        }
        if let tag { tokens.append(.end(tag)) }
        return tokens
    }
}

/// Blocks side by side, all of them on one page.
struct Columns: Block {
    enum Width {
        case points(Double)
        /// Of what the others leave.
        case share(Double)
    }

    var columns: [(width: Width, block: any Block)]
    var gap = 12.0
    var tag: Tag?

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let widths = Self.widths(columns.map(\.width), in: width - gap * Double(columns.count - 1))
        let pieces = zip(columns, widths).map { $0.block.tokens(width: $1, type).joined() }
        let piece = Piece(height: pieces.map(\.height).max() ?? 0) { canvas, x, y in
            canvas.tagged(tag) {
                var x = x
                for (piece, width) in zip(pieces, widths) {
                    piece.draw(canvas, x, y)
                    x += width + gap
                }
            }
        }
        return [.piece(piece)]
    }

    static func widths(_ widths: [Width], in whole: Double) -> [Double] {
        var (fixed, shares) = (0.0, 0.0)
        for width in widths {
            switch width {
            case .points(let points): fixed += points
            case .share(let share): shares += share
            }
        }
        return widths.map { width in
            switch width {
            case .points(let points): points
            case .share(let share): max(0, whole - fixed) * share / max(shares, 0.001)
            }
        }
    }
}

/// Blocks with a border around them, on one page.
struct Frame: Block {
    var block: any Block
    var padding = 8.0
    var line = 1.0
    var fill: Double?

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let inner = block.tokens(width: width - 2 * padding, type).joined()
        let height = inner.height + 2 * padding
        let piece = Piece(height: height) { canvas, x, y in
            if let fill { canvas.fill(x: x, y: y, width: width, height: height, gray: fill) }
            if line > 0 {
                canvas.stroke(
                    x: x + line / 2, y: y + line / 2, width: width - line, height: height - line, line: line)
            }
            inner.draw(canvas, x + padding, y + padding)
        }
        return [.piece(piece)]
    }
}

/// A horizontal line.
struct Rule: Block {
    var line = 0.5
    var gray = 0.0

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        [
            .piece(
                Piece(height: line) { canvas, x, y in
                    canvas.line(
                        from: (x, y + line / 2), to: (x + width, y + line / 2), width: line, gray: gray)
                })
        ]
    }
}

struct Gap: Block {
    var height: Double

    func tokens(width: Double, _ type: TypeCase) -> [Token] { [.gap(height)] }
}

/// Something drawn, of a fixed height.
struct Figure: Block {
    var height: Double
    /// Nil where it says nothing that does not also stand beside it.
    var alt: String?
    var draw: (_ canvas: Canvas, _ type: TypeCase, _ width: Double) -> Void

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let piece = Piece(height: height) { canvas, x, y in
            canvas.tagged(alt.map { .figure(alt: $0) }) {
                canvas.moved(x: x, y: y) { draw(canvas, type, width) }
            }
        }
        return [.piece(piece)]
    }
}

/// A label and what it is the label of, on one line to stand on.
struct Labelled: Block {
    var label: String
    var value: String
    var labelWidth: Double
    var labelStyle: TextStyle
    var valueStyle: TextStyle

    func tokens(width: Double, _ type: TypeCase) -> [Token] {
        let gap = 6.0
        let label = type.set(StyledText(label), labelStyle, width: labelWidth)
        let value = type.set(StyledText(value), valueStyle, width: width - labelWidth - gap)
        let line = max(label.baseline, value.baseline)
        let height = max(line - label.baseline + label.height, line - value.baseline + value.height)
        let piece = Piece(height: height) { canvas, x, y in
            canvas.tagged(.paragraph) {
                canvas.draw(label, x: x, y: y + line - label.baseline)
                canvas.draw(value, x: x + labelWidth + gap, y: y + line - value.baseline)
            }
        }
        return [.piece(piece)]
    }
}
