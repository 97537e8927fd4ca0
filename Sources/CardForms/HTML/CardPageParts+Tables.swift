extension CardPageParts {
    func rules(_ page: inout HTMLWriter) {
        let words = reading.words
        table(
            &page, caption: words.rules,
            header: [words.outcome, words.rule, words.measured, words.needed], numeric: [2, 3]
        ) { page in
            for rule in reading.rules {
                page.element("tr") { page in
                    page.element("td", [("class", "word")]) { page in
                        page.raw(rule.symbol.svg(class: "symbol"))
                        page.element("strong", text: rule.word)
                    }
                    page.element("td", [("dir", "auto")], text: rule.sentence)
                    page.element("td", [("class", "number")], text: rule.measured)
                    page.element("td", [("class", "number")], text: rule.needed)
                }
            }
        }
        page.element("p", [("class", "small policy")], text: reading.policy)
    }

    func stays(_ page: inout HTMLWriter) {
        let words = reading.words
        page.element("section") { page in
            page.element("h2", text: words.connectionsTitle)
            page.element("p", text: reading.together)
            guard !reading.stays.isEmpty else { return }
            table(
                &page, caption: nil,
                header: [words.connection, words.kind, reading.clock.place, "UTC", words.length], numeric: [4]
            ) { page in
                for stay in reading.stays {
                    page.element("tr") { page in
                        for text in [stay.connection, reading.word(stay.kind), stay.local, stay.utc] {
                            page.element("td", text: text)
                        }
                        page.element("td", [("class", "number")], text: stay.length)
                    }
                }
            }
        }
    }

    private func table(
        _ page: inout HTMLWriter, caption: String?, header: [String], numeric: Set<Int>,
        rows: (inout HTMLWriter) -> Void
    ) {
        page.element("div", [("class", caption == nil ? "table small" : "table rules")]) { page in
            page.element("table") { page in
                if let caption { page.element("caption", text: caption) }
                page.element("thead") { page in
                    page.element("tr") { page in
                        for (index, title) in header.enumerated() {
                            let kind = numeric.contains(index) ? [("class", "number")] : []
                            page.element("th", [("scope", "col")] + kind, text: title)
                        }
                    }
                }
                page.element("tbody") { rows(&$0) }
            }
        }
    }
}
