import Testing

@testable import API

@Suite("What a client would rather have")
struct PreferencesTests {
    private let forms = ["application/json", "text/html", "application/pdf"]

    @Test(
        "the form of a card follows Accept, and is JSON where nothing is said",
        arguments: [
            ([], "application/json"), (["*/*"], "application/json"), ([""], "application/json"),
            (["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], "text/html"),
            (["application/pdf"], "application/pdf"),
            (["APPLICATION/PDF ; q=0.5 , text/html;q=0.4"], "application/pdf"),
            (["text/*"], "text/html"), (["application/json;q=0.1", "application/pdf;q=0.2"], "application/pdf"),
            (["application/*;q=0.5, application/json;q=0"], "application/pdf"), (["image/png"], "application/json"),
            (["text/html;q=0"], "application/json"), (["text/html;q=x, application/pdf;q=0.001"], "application/pdf"),
            (["*/*;q=0.1, application/json;q=0"], "text/html"),
        ] as [([String], String)])
    func media(accept: [String], expected: String) {
        #expect(Preferences(accept).best(of: forms) == expected)
    }

    @Test(
        "the language follows Accept-Language, and is English where nothing is said",
        arguments: [
            ([], "en"), (["es-MX,es;q=0.9,en;q=0.8"], "es"), (["en-US,en;q=0.9,es;q=0.8"], "en"), (["fr"], "en"),
            (["fr, es;q=0.1"], "es"), (["ES"], "es"), (["*"], "en"), (["*;q=0.5, en;q=0.1"], "es"),
            (["esperanto"], "en"),
        ] as [([String], String)])
    func language(accept: [String], expected: String) {
        #expect(Preferences(accept).best(ofLanguages: ["en", "es"]) == expected)
    }
}
