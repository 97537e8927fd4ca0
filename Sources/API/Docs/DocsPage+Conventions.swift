internal import Bridge

extension DocsPage {
    /// What holds for every route.
    static var conventions: HTMLText {
        """
        <section aria-labelledby="conventions">
        <h2 id="conventions">How to ask</h2>
        <dl>
        <dt>Signing in</dt>
        <dd>A program sends <code>Authorization: Bearer &lt;token&gt;</code>: a token made at \
        <a href="#postTokens"><code>POST /api/tokens</code></a>, or a JSON Web Token. A token is for what its scopes name: \
        \(Scope.allCases.map { "<code>\($0.rawValue)</code>" as HTMLText }.joined(separator: ", ")). A browser signs in at \
        <a href="#postSessions"><code>POST /api/sessions</code></a> and gets a cookie; with it, whatever changes something \
        needs the field <code>X-CSRF-Token</code> with the value that <a href="#getSession"><code>GET /api/session</code></a> \
        tells. What somebody may see and do is what the roster says today.</dd>
        <dt>Errors</dt>
        <dd>Problem details (RFC 9457). <code>type</code> is the address of a page that says what it means and what to do; \
        <code>detail</code> says what is the matter this time. What is not for you is answered as what is not there.</dd>
        <dt>Bodies and times</dt>
        <dd>JSON, at most 16 KiB; a member that means nothing is refused. Times are RFC 3339 in UTC, dates are those of the \
        participant's calendar.</dd>
        <dt>Lists</dt>
        <dd>Come in pages. The field <code>Link</code> with <code>rel="next"</code> is the address of the next one; the last \
        page has none.</dd>
        <dt>Polling</dt>
        <dd>What is polled has an <code>ETag</code>: send it as <code>If-None-Match</code>, and nothing is sent again that you \
        have. <code>Poll-Interval</code> says after how many seconds to ask. Whoever wants to know at once listens to the \
        feed.</dd>
        <dt>Sending again</dt>
        <dd>Where no answer came to a POST, send it again with the same <code>Idempotency-Key</code> and the same body: it is \
        done once, and what was answered is answered again. Keys are kept for 24 hours.</dd>
        <dt>Waiting</dt>
        <dd>Where it helps to wait, <code>Retry-After</code> says how many seconds.</dd>
        <dt>Traces</dt>
        <dd>A request may carry <code>traceparent</code> (W3C Trace Context); <code>traceresponse</code> names the trace under \
        which the request stands in the log.</dd>
        </dl>
        </section>
        """
    }
}

extension Sequence<HTMLText> {
    func joined(separator: HTMLText) -> HTMLText {
        var isFirst = true
        return reduce(into: "") { text, part in
            text = isFirst ? part : "\(text)\(separator)\(part)"
            isFirst = false
        }
    }
}
