import Server
import Testing

@testable import API

@Suite("Keys of requests, and answers that are kept")
struct IdempotencyKeyTests {
    @Test(
        "a key is taken with quotation marks or without",
        arguments: [
            ("8e03978e-40d5-43dd-bc93-6894a57f9324", "8e03978e-40d5-43dd-bc93-6894a57f9324"),
            (#""8e03978e-40d5-43dd-bc93-6894a57f9324""#, "8e03978e-40d5-43dd-bc93-6894a57f9324"), ("7", "7"),
            (String(repeating: "k", count: 255), String(repeating: "k", count: 255)),
        ])
    func keys(value: String, expected: String) { #expect(IdempotencyKey.text(of: value) == expected) }

    @Test(
        "what is no key is refused",
        arguments: [
            "", "\"", "\"\"", "\"open", "closed\"", "two words", "\"a\\\"b\"", "é", "a\u{7f}",
            String(repeating: "k", count: 256),
        ])
    func noKeys(value: String) { #expect(IdempotencyKey.text(of: value) == nil) }

    @Test("an answer is kept as it was, without cookies")
    func answers() throws {
        let response = Response.json(
            Array(#"{"decision":7}"#.utf8), status: 201,
            headers: [noStore, HeaderField("Set-Cookie", "a=b"), HeaderField("Location", "/x")])
        let kept = try #require(StoredAnswer(StoredAnswer(response).bytes)).response
        #expect(kept.status == 201)
        #expect(
            kept.headers == [
                HeaderField("Content-Type", "application/json"), noStore, HeaderField("Location", "/x"),
            ])
        guard case .bytes(let body) = kept.body else {
            Issue.record("it has a body")
            return
        }
        #expect(String(decoding: body, as: UTF8.self) == #"{"decision":7}"#)
        #expect(StoredAnswer([1, 2, 3]) == nil)
    }
}
