internal import CPango

/// The fonts: shapes text in every script that an installed font has, and breaks it into lines.
///
/// Used on one thread only (`CardPrinter`).
final class TypeCase {
    private let fonts: OpaquePointer
    private let context: OpaquePointer
    private var descriptions: [String: OpaquePointer] = [:]
    /// For Latin letters: joined ones would need a font of their own in the PDF.
    private let withoutLigatures: OpaquePointer
    private var kept: [Key: SetText] = [:]

    private struct Key: Hashable {
        var text: StyledText
        var style: TextStyle
        var width: Double?
    }

    /// - Parameter language: of the form; decides between the shapes that one character has in several languages.
    init(language: String) {
        fonts = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fonts)
        // One unit of the page is one point.
        pango_cairo_context_set_resolution(context, 72)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        pango_context_set_round_glyph_positions(context, 0)
        // Never what the machine's locale says: the same input must give the same bytes everywhere.
        pango_context_set_language(context, pango_language_from_string(language))
        withoutLigatures = pango_attr_list_new()
        pango_attr_list_insert(withoutLigatures, pango_attr_font_features_new(Self.features))
    }

    deinit {
        for description in descriptions.values { pango_font_description_free(description) }
        pango_attr_list_unref(withoutLigatures)
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(fonts))
    }

    private static let features = "liga=0"

    /// Some font has what every form is made of. What a name may need besides is shown as boxes where it is missing.
    var isReadable: Bool {
        !set("AZaz09ñ–", TextStyle(size: 10), width: nil).lacksGlyphs
    }

    /// - Parameter width: nil where it takes the width it needs, in one line.
    func set(_ text: StyledText, _ style: TextStyle, width: Double?) -> SetText {
        guard style.isKept else { return shape(text, style, width: width) }
        let key = Key(text: text, style: style, width: width)
        if let known = kept[key] { return known }
        if kept.count >= Self.mostKept { kept = [:] }
        let set = shape(text, style, width: width)
        kept[key] = set
        return set
    }

    private static let mostKept = 2000

    private func shape(_ text: StyledText, _ style: TextStyle, width: Double?) -> SetText {
        let layout: OpaquePointer = pango_layout_new(context)
        pango_layout_set_font_description(layout, description(of: style))
        pango_layout_set_auto_dir(layout, style.followsScript ? 1 : 0)
        pango_layout_set_wrap(layout, BRIDGE_PANGO_WRAP_WORD_CHAR)
        if style.lineHeight != 1 { pango_layout_set_line_spacing(layout, Float(style.lineHeight)) }
        if let width { pango_layout_set_width(layout, Int32(width * Double(BRIDGE_PANGO_SCALE))) }
        switch style.alignment {
        case .start: break
        case .center: pango_layout_set_alignment(layout, BRIDGE_PANGO_ALIGN_CENTER)
        case .end: pango_layout_set_alignment(layout, BRIDGE_PANGO_ALIGN_RIGHT)
        }
        if text.runs.count == 1, !text.runs[0].isBold, !style.breaksAnywhere {
            let plain = text.runs[0].text.printable
            pango_layout_set_text(layout, plain, Int32(plain.utf8.count))
            if plain.isLatin { pango_layout_set_attributes(layout, withoutLigatures) }
        } else {
            let markup = markup(text, style)
            pango_layout_set_markup(layout, markup, Int32(markup.utf8.count))
        }
        return SetText(layout, gray: style.gray)
    }

    private func markup(_ text: StyledText, _ style: TextStyle) -> String {
        text.runs.map { run in
            var attributes = run.isBold ? " font_weight=\"bold\"" : ""
            if style.breaksAnywhere { attributes += " insert_hyphens=\"false\"" }
            if run.text.isLatin { attributes += " font_features=\"\(Self.features)\"" }
            return "<span\(attributes)>\(run.text.printable.escapedForXML)</span>"
        }.joined()
    }

    /// In this order; whatever is in none of them, fontconfig finds elsewhere.
    private static let families = [
        "Noto Sans", "Noto Sans Arabic", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari",
        "Noto Sans Bengali", "Noto Sans Gurmukhi", "Noto Sans Gujarati", "Noto Sans Tamil", "Noto Sans Telugu",
        "Noto Sans Kannada", "Noto Sans Malayalam", "Noto Sans Thai", "Noto Sans CJK SC",
    ].joined(separator: ",")

    private func description(of style: TextStyle) -> OpaquePointer? {
        let hundredths = Int((style.size * 100).rounded())
        let name =
            "\(Self.families) \(style.weight.rawValue) "
            + "\(hundredths / 100).\(String(100 + hundredths % 100).dropFirst())"
        if let known = descriptions[name] { return known }
        let description = pango_font_description_from_string(name)
        descriptions[name] = description
        return description
    }
}

/// Lines of text, shaped and measured, ready to be drawn.
final class SetText {
    let layout: OpaquePointer
    let gray: Double
    let width: Double
    let height: Double

    init(_ layout: OpaquePointer, gray: Double) {
        self.layout = layout
        self.gray = gray
        var (width, height) = (Int32(0), Int32(0))
        pango_layout_get_size(layout, &width, &height)
        self.width = Double(width) / Double(BRIDGE_PANGO_SCALE)
        self.height = Double(height) / Double(BRIDGE_PANGO_SCALE)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// From the top to the line that the first letters stand on.
    var baseline: Double { Double(pango_layout_get_baseline(layout)) / Double(BRIDGE_PANGO_SCALE) }

    /// Some letter has no shape in any installed font.
    var lacksGlyphs: Bool { pango_layout_get_unknown_glyphs_count(layout) > 0 }
}
