internal import CPango

/// How something came out, as a shape that is told apart without colour. Always stands beside the word.
enum Symbol: Hashable, Sendable {
    /// A tick in a filled circle.
    case good
    /// A mark of exclamation in a triangle.
    case attention
    /// A cross in a square.
    case problem
    /// A dash: nothing was measured.
    case dash

    /// - Parameter size: of the square it fills.
    func draw(on canvas: Canvas, x: Double, y: Double, size: Double) {
        let cairo = canvas.cairo
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        cairo_scale(cairo, size, size)
        cairo_set_source_rgb(cairo, 0, 0, 0)
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
        for shape in shapes { shape.draw(cairo) }
        cairo_restore(cairo)
    }

    /// In a square of side 1.
    var shapes: [SymbolShape] {
        switch self {
        case .good:
            [
                .circle,
                .path([(0.27, 0.53), (0.44, 0.70), (0.74, 0.34)], width: 0.11, isClosed: false, isWhite: true),
            ]
        case .attention:
            [
                .path([(0.5, 0.06), (0.96, 0.9), (0.04, 0.9)], width: 0.09, isClosed: true, isWhite: false),
                .path([(0.5, 0.38), (0.5, 0.6)], width: 0.11, isClosed: false, isWhite: false),
                .path([(0.5, 0.755), (0.5, 0.76)], width: 0.11, isClosed: false, isWhite: false),
            ]
        case .problem:
            [
                .path(
                    [(0.05, 0.05), (0.95, 0.05), (0.95, 0.95), (0.05, 0.95)], width: 0.09, isClosed: true,
                    isWhite: false),
                .path([(0.29, 0.29), (0.71, 0.71)], width: 0.12, isClosed: false, isWhite: false),
                .path([(0.71, 0.29), (0.29, 0.71)], width: 0.12, isClosed: false, isWhite: false),
            ]
        case .dash: [.path([(0.25, 0.55), (0.75, 0.55)], width: 0.1, isClosed: false, isWhite: false)]
        }
    }
}

/// A part of a symbol, in a square of side 1.
enum SymbolShape {
    /// Filled.
    case circle
    case path([(x: Double, y: Double)], width: Double, isClosed: Bool, isWhite: Bool)

    fileprivate func draw(_ cairo: OpaquePointer) {
        switch self {
        case .circle:
            cairo_new_sub_path(cairo)
            cairo_arc(cairo, 0.5, 0.5, 0.48, 0, 2 * Double.pi)
            cairo_fill(cairo)
        case .path(let points, let width, let isClosed, let isWhite):
            let gray = isWhite ? 1.0 : 0.0
            cairo_set_source_rgb(cairo, gray, gray, gray)
            cairo_set_line_width(cairo, width)
            for (index, point) in points.enumerated() {
                if index == 0 { cairo_move_to(cairo, point.x, point.y) } else { cairo_line_to(cairo, point.x, point.y) }
            }
            if isClosed { cairo_close_path(cairo) }
            cairo_stroke(cairo)
        }
    }

    /// The same for a page of the web.
    var svg: String {
        switch self {
        case .circle: return #"<circle cx="0.5" cy="0.5" r="0.48"/>"#
        case .path(let points, let width, let isClosed, let isWhite):
            let list = points.map { "\($0.x),\($0.y)" }.joined(separator: " ")
            let stroke = isWhite ? "#fff" : "#000"
            return #"<poly\#(isClosed ? "gon" : "line") points="\#(list)" fill="none" stroke="\#(stroke)" "#
                + #"stroke-width="\#(width)" stroke-linecap="round" stroke-linejoin="round"/>"#
        }
    }
}

extension Symbol {
    /// Hidden from those who hear the page: the word stands beside it.
    func svg(class name: String) -> String {
        #"<svg class="\#(name)" viewBox="0 0 1 1" aria-hidden="true">"# + shapes.map(\.svg).joined() + "</svg>"
    }
}
