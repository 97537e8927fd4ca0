internal import Attendance
internal import Bridge
internal import Crypto

/// The page on which anybody verifies a card: a form, and what came of it. Works without scripts.
struct VerifyPage {
    let words: VerifyWords

    /// - Parameter number: where the address names the card; nil: the form asks for it too.
    func form(for number: CardNumber?) -> HTMLText {
        page(words.title, "<h1>\(words.title)</h1>\n\(fields(number == nil ? "" : nil))")
    }

    /// - Parameter typed: the number, where the form asks for it.
    func answer(_ inquiry: CardInquiry, typed: String?) -> HTMLText {
        switch inquiry {
        case .known(let card):
            let said = saying(of: card)
            let facts = [
                (words.cardLabel, card.number.rawValue), (words.personLabel, card.initials ?? words.removed),
                (words.caseLabel, card.caseEnding ?? words.removed), (words.dateLabel, words.words(card.date)),
                (words.verdictLabel, words.verdict(card.verdict) + (card.isExcused ? " (\(words.excused))" : "")),
            ].map { "<dt>\($0)</dt><dd>\($1)</dd>\n" as HTMLText }
            return page(
                said.heading,
                """
                \(result(said))<h2>\(words.compare)</h2>
                <dl>
                \(facts.joined())</dl>
                <p><a href="/verify">\(words.another)</a></p>
                """)
        case .unknown:
            let said = Saying(kind: "problem", mark: "✕", heading: words.unknown.heading, text: words.unknown.sentence)
            return page(said.heading, "\(result(said))\(fields(typed))")
        case .slowedDown(let wait):
            let said = Saying(
                kind: "attention", mark: "!", heading: words.slowedDown.heading,
                text: words.slowedDown.sentence(wait.wholeSecondsUp))
            return page(said.heading, "\(result(said))\(fields(typed))")
        }
    }

    /// Lets this page's own style in, and nothing else at all.
    static let securityPolicy =
        "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256.hash(style.utf8).bytes, .standard))'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    // MARK: Parts

    private struct Saying {
        var kind: String
        var mark: String
        var heading: String
        var text: String
    }

    private func saying(of card: VerifiedCard) -> Saying {
        switch card.state {
        case .inForce:
            Saying(kind: "good", mark: "✓", heading: words.inForce.heading, text: words.inForce.sentence)
        case .superseded(let newer):
            Saying(
                kind: "attention", mark: "!", heading: words.superseded.heading,
                text: words.superseded.sentence(newer.rawValue))
        case .void(let reason):
            Saying(
                kind: "attention", mark: "!", heading: words.void.heading,
                text: words.void.sentence(reason ?? words.removed))
        case .damaged:
            Saying(kind: "problem", mark: "✕", heading: words.damaged.heading, text: words.damaged.sentence)
        }
    }

    private func result(_ said: Saying) -> HTMLText {
        """
        <div class="result \(said.kind)" role="status">
        <h1><span class="mark" aria-hidden="true">\(said.mark)</span> \(said.heading)</h1>
        <p>\(said.text)</p>
        </div>

        """
    }

    /// Sent to the address it stands at, which holds the number where it is not asked for here.
    ///
    /// - Parameter typed: what the field for the number holds; nil: there is none.
    private func fields(_ typed: String?) -> HTMLText {
        let number: HTMLText =
            typed.map {
                """
                <label for="number">\(words.numberLabel)</label>
                <input id="number" name="number" value="\($0)" required maxlength="100" autocomplete="off" \
                autocapitalize="characters" spellcheck="false">

                """
            } ?? ""
        let other: HTMLText = typed == nil ? "<p><a href=\"/verify\">\(words.another)</a></p>" : ""
        return """
            <p>\(words.intro)</p>
            <form method="get">
            \(number)<label for="code">\(words.codeLabel)</label>
            <input id="code" name="code" required maxlength="40" aria-describedby="hint" autocomplete="one-time-code" \
            autocapitalize="characters" spellcheck="false">
            <p id="hint" class="hint">\(words.codeHint)</p>
            <input type="hidden" name="lang" value="\(words.language)">
            <button>\(words.button)</button>
            </form>
            \(other)
            """
    }

    private func page(_ title: String, _ content: HTMLText) -> HTMLText {
        """
        <!doctype html>
        <html lang="\(words.language)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>\(HTMLText(stringLiteral: Self.style))</style>
        </head>
        <body>
        <main>
        \(content)
        </main>
        </body>
        </html>

        """
    }

    private static let style = """
        :root{--text:#1a1a1a;--soft:#555;--ground:#fff;--line:#767676;--accent:#1d4ed8;--on-accent:#fff;\
        --good:#166534;--attention:#854d0e;--problem:#b91c1c}
        @media (prefers-color-scheme:dark){:root{--text:#f3f3f3;--soft:#bbb;--ground:#161616;--line:#8a8a8a;\
        --accent:#93b4ff;--on-accent:#101010;--good:#86efac;--attention:#fcd34d;--problem:#fca5a5}}
        body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground)}
        main{max-width:36rem;margin:0 auto;padding:24px 16px}
        h1{font-size:28px;line-height:1.2;margin:0 0 8px}
        h2{font-size:20px;margin:24px 0 8px}
        .result{border-left:8px solid;padding:4px 0 4px 16px;margin-bottom:24px}
        .result p{margin:0;color:var(--text)}
        .good{border-color:var(--good)}.good h1{color:var(--good)}
        .attention{border-color:var(--attention)}.attention h1{color:var(--attention)}
        .problem{border-color:var(--problem)}.problem h1{color:var(--problem)}
        label{display:block;font-weight:600;margin-top:16px}
        input{box-sizing:border-box;width:100%;max-width:20rem;min-height:44px;padding:8px;font:inherit;\
        font-variant-numeric:tabular-nums;color:inherit;background:transparent;border:2px solid var(--line);border-radius:4px}
        button{min-height:44px;margin-top:8px;padding:8px 24px;font:inherit;font-weight:600;color:var(--on-accent);\
        background:var(--accent);border:0;border-radius:4px}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .hint{color:var(--soft);margin:4px 0}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 24px;margin:0;font-variant-numeric:tabular-nums}
        dt{color:var(--soft)}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
        @media (max-width:28rem){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:12px}}
        @media print{form,a{display:none}.result h1{color:#000}}
        """
}

extension Span {
    /// Rounded up, as `Retry-After` is: whoever waits that long has waited long enough.
    var wholeSecondsUp: Int64 { max(1, (milliseconds + 999) / 1000) }
}
