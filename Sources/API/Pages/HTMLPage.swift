internal import Crypto
internal import Server

/// A page to be read: text and tables, no script, nothing from elsewhere.
struct HTMLPage: Sendable {
    let title: String
    /// What stands between the head and the end of the page.
    let content: HTMLText

    var html: HTMLText {
        """
        <!doctype html>
        <html lang="en">
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

    func response(headers: [HeaderField] = []) -> Response {
        Response(
            contentType: "text/html; charset=utf-8",
            headers: headers + [HeaderField("Content-Security-Policy", Self.securityPolicy)], body: html.bytes)
    }

    /// Lets the page's own style in, and nothing else at all.
    static let securityPolicy =
        "default-src 'none'; style-src 'sha256-\(Base64.encode(SHA256.hash(style.utf8).bytes, .standard))'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private static let style = """
        :root{--text:#1a1a1a;--soft:#555;--ground:#fff;--line:#d4d4d4;--shade:#f4f4f5;--accent:#1d4ed8}
        @media (prefers-color-scheme:dark){:root{--text:#f3f3f3;--soft:#bbb;--ground:#161616;--line:#3f3f46;\
        --shade:#222225;--accent:#93b4ff}}
        *{box-sizing:border-box}
        html{scroll-padding-top:16px}
        body{margin:0;font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--ground)}
        main{max-width:56rem;margin:0 auto;padding:24px 16px 64px}
        h1{font-size:28px;line-height:1.2;margin:0 0 8px}
        h2{font-size:20px;line-height:1.3;margin:40px 0 8px;padding-top:16px;border-top:1px solid var(--line)}
        h3{font-size:16px;margin:32px 0 4px;overflow-wrap:anywhere}
        h4{font-size:13px;margin:16px 0 4px;color:var(--soft)}
        p,ul,dl{max-width:44rem}
        p{margin:8px 0}
        a{color:var(--accent)}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .soft{color:var(--soft)}
        ul{padding-left:20px;margin:8px 0}
        code,pre{font:13px/1.5 ui-monospace,monospace;overflow-wrap:anywhere}
        .fields th{font-weight:400;color:var(--text)}
        td code,th code{white-space:nowrap}
        h3 code{font-size:15px;font-weight:400}
        code{background:var(--shade);padding:1px 4px;border-radius:4px}
        pre{background:var(--shade);padding:12px;border-radius:4px;margin:4px 0;overflow-x:auto;overflow-wrap:normal}
        pre code{background:none;padding:0}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:14px;margin:4px 0}
        th,td{text-align:left;vertical-align:top;padding:6px 16px 6px 0;border-bottom:1px solid var(--line)}
        th{font-weight:600;color:var(--soft)}
        td{font-variant-numeric:tabular-nums}
        dt{font-weight:600;margin-top:12px}
        dd{margin:0}
        .contents{columns:2;list-style:none;padding:0}
        details{margin:4px 0}
        summary{color:var(--accent);cursor:pointer;padding:4px 0}
        .method{display:inline-block;min-width:4.5em;font:600 13px/1.5 ui-monospace,monospace}
        @media (max-width:34rem){.method{display:block}.contents{columns:1}.contents a{display:block;padding:8px 0}\
        summary{padding:10px 0}.fields tr{display:block;padding:6px 0;border-bottom:1px solid var(--line)}\
        .fields td,.fields th{display:block;padding:0;border:0}}
        @media print{a{color:inherit}}
        """
}
