import Testing

@testable import API

@Suite("What a client says it has seen")
struct PreconditionTests {
    private let tag = EntityTag(of: Array("body".utf8))

    private func status(_ values: [String]) -> Int? {
        do {
            return try Precondition(values).holds(for: tag) ? nil : 412
        } catch {
            return error.status
        }
    }

    @Test("one of several tags is enough, however they are sent")
    func holds() {
        let text = tag.text
        for values in [
            [text], ["*"], [" * "], ["\"other\", \(text)"], ["\"other\"", text], ["\(text) ,,\t\"other\""],
            ["\"a,b\", \(text)"], ["\",\",\(text)"],
        ] {
            #expect(status(values) == nil, "\(values)")
        }
    }

    @Test("another tag, a weak one, none at all, or what is no tag")
    func others() {
        for values in [["\"other\""], ["W/\(tag.text)"], ["\"\""], ["\"*\""], ["\"a,b\""], ["W/\",\""]] {
            #expect(status(values) == 412, "\(values)")
        }
        #expect(status([]) == 428)
        for values in [[""], [","], ["etag"], ["*, \"a\""], ["\"a"], ["a\""], ["\"a\"b\""], ["w/\"a\""], ["\"a b\""]] {
            #expect(status(values) == 400, "\(values)")
        }
    }
}
