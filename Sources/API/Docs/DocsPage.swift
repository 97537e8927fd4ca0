internal import JSON
internal import Server

/// The reference of the API to be read, made from the same tables as its descriptions for programs.
struct DocsPage: Sendable {
    let routes: [Route]
    let events: [FeedEvent]
    let exchange: [FeedExchange]
    let examples: SchemaExample

    var page: HTMLPage {
        HTMLPage(
            title: "The API of Attendance Bridge",
            content: """
                <h1>The API of Attendance Bridge</h1>
                <p>Proof of attendance at court-ordered meetings. For programs: <a href="/openapi.json">OpenAPI</a>, \
                <a href="/asyncapi.json">AsyncAPI</a>, and <a href="/problems">all problems</a>.</p>
                <nav aria-label="Contents"><ul class="contents">
                <li><a href="#conventions">How to ask</a></li>
                \(chapters.map { "<li><a href=\"#\(Self.anchor($0.0))\">\($0.0.title)</a></li>\n" as HTMLText }.joined())\
                <li><a href="#events">Messages of the feed</a></li>
                <li><a href="#exchange">Requests over a WebSocket</a></li>
                </ul></nav>
                \(Self.conventions)
                \(chapters.map(section).joined())
                \(feed)
                """)
    }

    private var chapters: [(Chapter, [Route])] {
        Chapter.all.compactMap { chapter in
            let own = routes.filter { Chapter.of($0).title == chapter.title }
            return own.isEmpty ? nil : (chapter, own)
        }
    }

    private static func anchor(_ chapter: Chapter) -> String {
        chapter.title.lowercased().split(separator: " ").joined(separator: "-")
    }

    private func section(_ chapter: Chapter, _ routes: [Route]) -> HTMLText {
        """
        <section aria-labelledby="\(Self.anchor(chapter))">
        <h2 id="\(Self.anchor(chapter))">\(chapter.title)</h2>
        <p>\(chapter.about)</p>
        \(routes.map { DocsRoute(route: $0, examples: examples).html }.joined())</section>

        """
    }

    private var feed: HTMLText {
        """
        <section aria-labelledby="events">
        <h2 id="events">Messages of the feed</h2>
        <p>Each is an object <code>{"event", "data", "id", "at"}</code>. Keep the <code>id</code> of the last one and give it \
        as <code>since</code> when you come again: you are told what you missed, in order, once.</p>
        \(events.map(event).joined())</section>
        <section aria-labelledby="exchange">
        <h2 id="exchange">Requests over a WebSocket</h2>
        <p>A client may send text messages <code>{"request", "ask"}</code>, at most 20 within a second. Each is answered on the \
        same connection, after what was told before; nobody else hears it.</p>
        \(exchange.map(message).joined())</section>
        """
    }

    private func message(_ one: FeedExchange) -> HTMLText {
        """
        <h3 id="event-\(one.name)"><code>\(one.name)</code></h3>
        <p>\(one.about)</p>
        <details><summary>Example</summary><pre tabindex="0"><code>\(one.example.pretty())</code></pre></details>

        """
    }

    private func event(_ event: FeedEvent) -> HTMLText {
        """
        <h3 id="event-\(event.name)"><code>\(event.name)</code></h3>
        <p>\(event.about) <span class="soft">Told to \(event.toldTo).</span></p>
        <details><summary>Example</summary><pre tabindex="0"><code>\(event.message.pretty())</code></pre></details>

        """
    }
}
