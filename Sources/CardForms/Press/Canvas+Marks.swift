internal import CPango

extension Canvas {
    func draw(_ text: SetText, x: Double, y: Double) {
        cairo_set_source_rgb(cairo, text.gray, text.gray, text.gray)
        cairo_move_to(cairo, x, y)
        pango_cairo_show_layout(cairo, text.layout)
        cairo_new_path(cairo)
    }

    func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), width: Double, gray: Double = 0) {
        cairo_set_source_rgb(cairo, gray, gray, gray)
        cairo_set_line_width(cairo, width)
        cairo_move_to(cairo, start.x, start.y)
        cairo_line_to(cairo, end.x, end.y)
        cairo_stroke(cairo)
    }

    func fill(x: Double, y: Double, width: Double, height: Double, gray: Double) {
        cairo_set_source_rgb(cairo, gray, gray, gray)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_fill(cairo)
    }

    func stroke(x: Double, y: Double, width: Double, height: Double, line: Double, gray: Double = 0) {
        cairo_set_source_rgb(cairo, gray, gray, gray)
        cairo_set_line_width(cairo, line)
        cairo_rectangle(cairo, x, y, width, height)
        cairo_stroke(cairo)
    }

    /// Adds a box to the shape that `fillBoxes` fills: in one go, so that no seam shows between neighbours.
    func addBox(x: Double, y: Double, width: Double, height: Double) {
        cairo_rectangle(cairo, x, y, width, height)
    }

    func fillBoxes() {
        cairo_set_source_rgb(cairo, 0, 0, 0)
        cairo_fill(cairo)
    }

    /// Draws with `x`, `y` as the origin.
    func moved(x: Double, y: Double, _ draw: () -> Void) {
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        draw()
        cairo_restore(cairo)
    }
}
