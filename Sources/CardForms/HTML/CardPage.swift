/// A card as a page of the web that also prints on one sheet: the same facts, in the same order, as on paper.
public enum CardPage {
    /// Another form of the same card, offered at the end of the page.
    public struct Link: Hashable, Sendable {
        public var title: String
        public var address: String

        public init(title: String, address: String) {
            self.title = title
            self.address = address
        }
    }

    /// The page needs nothing from elsewhere and runs nothing: see `contentSecurityPolicy`.
    public static func html(
        _ sheet: CardSheet, in language: FormLanguage = .english, links: [Link] = []
    ) throws(FormError) -> String {
        let reading = CardReading(sheet, language)
        var page = HTMLWriter()
        page.raw("<!doctype html>\n")
        try page.element("html", [("lang", language.tag)]) { (page) throws(FormError) in
            page.element("head") { page in
                page.raw(#"<meta charset="utf-8">"#)
                page.raw(#"<meta name="viewport" content="width=device-width, initial-scale=1">"#)
                page.raw(#"<meta name="robots" content="noindex">"#)
                page.element("title", text: "\(reading.words.title) – \(reading.number)")
                page.element("style") { $0.raw(CardStyle.sheet) }
            }
            page.raw("\n")
            try page.element("body") { (page) throws(FormError) in
                try page.element("main") { (page) throws(FormError) in
                    try CardPageParts(reading: reading).write(to: &page)
                }
                if !links.isEmpty {
                    page.element("nav", [("class", "links")]) { page in
                        for link in links { page.element("a", [("href", link.address)], text: link.title) }
                    }
                }
            }
        }
        page.raw("\n")
        return page.text
    }

    /// What the page may load: its own style, known by its hash, and nothing else.
    public static let contentSecurityPolicy =
        "default-src 'none'; style-src '\(CardStyle.source)'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'"
}
