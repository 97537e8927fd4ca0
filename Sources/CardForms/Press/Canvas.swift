internal import Attendance
internal import CPango

/// The pages of one PDF while they are drawn.
///
/// Used on one thread only (`CardPrinter`).
final class Canvas {
    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let output = Output()
    private(set) var pages = 0
    /// Of the figures, in the order they were drawn: cairo has no place for them, so they are put in afterwards.
    private(set) var alternatives: [String] = []

    private final class Output {
        var bytes: [UInt8] = []
    }

    /// - Parameter created: when what the pages say was issued. Never the time of drawing: the same input gives the
    ///   same bytes.
    init(_ paper: Paper, title: String, author: String, created: Timestamp) {
        let context = Unmanaged.passUnretained(output).toOpaque()
        surface = cairo_pdf_surface_create_for_stream(
            { context, bytes, count in
                guard let context, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
                Unmanaged<Output>.fromOpaque(context).takeUnretainedValue().bytes
                    .append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
                return CAIRO_STATUS_SUCCESS
            }, context, paper.width, paper.height)
        cairo = cairo_create(surface)
        set(CAIRO_PDF_METADATA_TITLE, title)
        set(CAIRO_PDF_METADATA_AUTHOR, author)
        set(CAIRO_PDF_METADATA_CREATOR, "Attendance Bridge")
        set(CAIRO_PDF_METADATA_CREATE_DATE, Timestamp(milliseconds: created.milliseconds / 1000 * 1000).rfc3339)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    private func set(_ field: cairo_pdf_metadata_t, _ text: String) {
        cairo_pdf_surface_set_metadata(surface, field, text.printable)
    }

    func begin(_ tag: Tag) {
        if case .figure(let alt) = tag { alternatives.append(alt) }
        cairo_tag_begin(cairo, tag.name, tag.attributes)
    }

    func end(_ tag: Tag) { cairo_tag_end(cairo, tag.name) }

    func tagged(_ tag: Tag?, _ draw: () -> Void) {
        if let tag { begin(tag) }
        draw()
        if let tag { end(tag) }
    }

    /// - Parameter label: how a viewer calls the page.
    func endPage(label: String? = nil) {
        if let label { cairo_pdf_surface_set_page_label(surface, label) }
        cairo_show_page(cairo)
        pages += 1
    }

    /// Adds an entry to the table of contents that viewers show beside the pages.
    func addOutline(_ title: String, to destination: String) {
        _ = cairo_pdf_surface_add_outline(
            surface, CAIRO_PDF_OUTLINE_ROOT, title.printable, Tag.reference(destination).attributes ?? "",
            cairo_pdf_outline_flags_t(rawValue: 0))
    }

    /// The PDF, as cairo writes it. Nothing can be drawn any more.
    func finish() throws(FormError) -> [UInt8] {
        let drawn = cairo_status(cairo)
        cairo_surface_finish(surface)
        let written = cairo_surface_status(surface)
        for status in [drawn, written] where status != CAIRO_STATUS_SUCCESS {
            throw .notDrawn(String(cString: cairo_status_to_string(status)))
        }
        return output.bytes
    }
}
