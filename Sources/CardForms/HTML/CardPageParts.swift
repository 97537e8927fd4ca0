/// What stands on the page of a card, from the top down.
struct CardPageParts {
    let reading: CardReading
    private var words: Words { reading.words }

    func write(to page: inout HTMLWriter) throws(FormError) {
        try head(&page)
        for banner in reading.banners {
            page.element("p", [("class", "banner")]) { page in
                page.raw(banner.symbol.svg(class: "symbol"))
                page.element("span") { page in
                    page.element("strong", text: banner.title + ". ")
                    page.escaped(banner.text)
                }
            }
        }
        outcome(&page)
        people(&page)
        timeline(&page)
        if !reading.rules.isEmpty { rules(&page) }
        if !reading.notes.isEmpty {
            section(&page, words.notes) { page in
                page.element("ul") { page in
                    for note in reading.notes { page.element("li", [("dir", "auto")], text: note) }
                }
            }
        }
        stays(&page)
        section(&page, words.limits) { page in
            page.element("ul", [("class", "small")]) { page in
                for notice in reading.notices { page.element("li", text: notice) }
            }
        }
        page.element("div", [("class", "pair small")]) { page in
            section(&page, words.evidence) { facts(&$0, reading.evidence) }
            section(&page, words.proof) { facts(&$0, reading.proof) }
        }
    }

    private func section(_ page: inout HTMLWriter, _ title: String, _ content: (inout HTMLWriter) -> Void) {
        page.element("section") { page in
            page.element("h2", text: title)
            content(&page)
        }
    }

    private func head(_ page: inout HTMLWriter) throws(FormError) {
        let address = reading.sheet.verificationAddress
        let qr: QRCode? = if let address { try QRCode(address) } else { nil }
        page.element("header") { page in
            page.element("div") { page in
                for line in reading.heading { page.element("p", [("class", "court")], text: line) }
                page.element("h1", text: words.title)
                page.element("p") { page in
                    page.element("strong", text: "\(words.card) \(reading.number)")
                    page.escaped(" · \(reading.issued)")
                }
            }
            page.element("div", [("class", "check")]) { page in
                if let address, let qr {
                    page.element("p") { page in
                        page.element("strong", text: words.checkAt)
                        page.raw("<br>")
                        let shown = address.split(separator: "?").first.map(String.init) ?? address
                        page.element("a", [("href", address), ("rel", "noreferrer")], text: shown)
                    }
                    code(&page)
                    let side = qr.size + 2 * QRCode.quietZone
                    page.raw(#"<svg class="qr" viewBox="0 0 \#(side) \#(side)" aria-hidden="true">"#)
                    page.raw(#"<path d="\#(qr.svgPath)"/></svg>"#)
                } else {
                    page.element("p", text: words.checkOffline)
                    code(&page)
                }
            }
        }
    }

    private func code(_ page: inout HTMLWriter) {
        page.element("p") { page in
            page.escaped(words.code + " ")
            page.element("strong", [("class", "code")], text: reading.sheet.code)
        }
    }

    private func outcome(_ page: inout HTMLWriter) {
        let outcome = reading.outcome
        page.element("section", [("class", "outcome")]) { page in
            page.raw(outcome.symbol.svg(class: "symbol"))
            page.element("div") { page in
                page.element("h2", text: outcome.word)
                page.element("p", text: outcome.sentence)
            }
            page.element("div", [("class", "figures")]) { page in
                page.element("p", [("class", "large")], text: reading.minutes)
                page.element("p", text: reading.shareInWords)
            }
        }
    }

    private func people(_ page: inout HTMLWriter) {
        page.element("div", [("class", "pair")]) { page in
            for (label, name, facts) in [
                (words.participant, reading.name, reading.person),
                (words.meeting, reading.meetingName, reading.meeting),
            ] {
                page.element("section") { page in
                    page.element("p", [("class", "label")], text: label)
                    page.element("h2", [("class", "name")]) { $0.element("bdi", text: name) }
                    self.facts(&page, facts)
                }
            }
        }
        facts(&page, reading.obligation)
    }

    private func facts(_ page: inout HTMLWriter, _ facts: [CardReading.Fact]) {
        guard !facts.isEmpty else { return }
        page.element("dl") { page in
            for fact in facts {
                page.element("dt", text: fact.label)
                page.element("dd", fact.isTechnical ? [("class", "technical")] : [], text: fact.value)
            }
        }
    }

    private func timeline(_ page: inout HTMLWriter) {
        // One for paper and wide screens, one that a telephone shows whole; the style shows one of them, to a reader
        // of the screen too.
        for (kind, width) in [("wide", 548), ("narrow", 280)] {
            let drawing = PresenceDrawing(reading, width: Double(width))
            page.element(
                "svg",
                [
                    ("class", "timeline \(kind)"), ("viewBox", "0 0 \(width) \(drawing.height.short)"), ("role", "img"),
                    ("aria-label", drawing.alt), ("font-family", "Noto Sans, system-ui, sans-serif"),
                ]
            ) { $0.raw(drawing.marks.svg) }
        }
    }
}
