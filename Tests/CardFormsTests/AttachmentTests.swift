import Attendance
import Testing

@testable import CardForms

@Suite("What is attached to a PDF")
struct AttachmentTests {
    static let json = Array(#"{"card":{"name":"Ñandú"},"hash":"00"}"#.utf8)

    static func attachment(_ name: String, _ bytes: [UInt8] = json) -> AttachedFile {
        AttachedFile(name: name, bytes: bytes, description: "The card", issuedAt: Timestamp(seconds: 1_700_000_000))
    }

    static func pdf(_ attachments: [AttachedFile]) throws -> [UInt8] {
        let canvas = Canvas(.a4, title: "T", author: "A", created: Timestamp(seconds: 1_700_000_000))
        canvas.endPage()
        return try Finishing(language: "en-US", attachments: attachments).applied(to: try canvas.finish())
    }

    @Test("a card file comes out as it went in, byte for byte")
    func roundTrip() throws {
        #expect(try CardAttachment.extract(from: Self.pdf([Self.attachment("CC-1.json")])) == Self.json)
    }

    @Test("several come out by name, and none is taken for the one")
    func several() throws {
        let pdf = try Self.pdf([Self.attachment("b.json", [50]), Self.attachment("a.json", [49])])
        let all = try CardAttachment.extractAll(from: pdf)
        #expect(all.map(\.name) == ["a.json", "b.json"])
        #expect(all.map(\.bytes) == [[49], [50]])
        #expect(throws: FormError.severalAttachments(2)) { try CardAttachment.extract(from: pdf) }
        #expect(throws: FormError.noAttachment) { try CardAttachment.extract(from: Self.pdf([])) }
    }

    @Test("other programs list it and take it out")
    func otherPrograms() throws {
        let folder = try Folder()
        let path = try folder.write(try Self.pdf([Self.attachment("CC-1.json")]), "card.pdf")
        try Tool(name: "qpdf")("--check", path)
        #expect(try Tool(name: "pdfdetach")("-list", path).contains("CC-1.json"))
        #expect(
            try Tool(name: "qpdf")("--show-attachment=CC-1.json", path) == String(decoding: Self.json, as: UTF8.self))
    }

    @Test("it survives a program that compresses and renumbers everything")
    func savedAnew() throws {
        let folder = try Folder()
        let large = Array(String(repeating: #"{"same":"text"}"#, count: 500).utf8)
        let path = try folder.write(try Self.pdf([Self.attachment("CC-1.json", large)]), "card.pdf")
        try Tool(name: "qpdf")("--object-streams=generate", "--compress-streams=y", path, folder.path + "/new.pdf")
        #expect(try CardAttachment.extract(from: folder.read("new.pdf")) == large)
    }

    @Test("every flipped bit of the attached bytes gives other bytes or an error, never the old ones")
    func flippedBits() throws {
        let pdf = try Self.pdf([Self.attachment("CC-1.json")])
        let start = try #require(pdf.firstRange(of: Self.json)?.lowerBound)
        for bit in 0..<Self.json.count * 8 {
            var changed = pdf
            changed[start + bit / 8] ^= 1 << (bit % 8)
            #expect((try? CardAttachment.extract(from: changed)) != Self.json, "bit \(bit)")
        }
    }

    @Test("a PDF that is cut off anywhere is refused, and so is what is none")
    func cutOff() throws {
        let pdf = try Self.pdf([Self.attachment("CC-1.json")])
        for length in stride(from: 0, to: pdf.count - 8, by: 37) {
            #expect(throws: FormError.self, "\(length) bytes") {
                try CardAttachment.extract(from: Array(pdf.prefix(length)))
            }
        }
        #expect(throws: FormError.self) { try CardAttachment.extract(from: Array("not a PDF".utf8)) }
    }

    @Test("a file that is not marked as the source of the pages is not taken for a card")
    func unrelated() throws {
        let folder = try Folder()
        let plain = try folder.write(try Self.pdf([]), "plain.pdf")
        let other = try folder.write(Self.json, "other.json")
        try Tool(name: "qpdf")(plain, "--add-attachment", other, "--", folder.path + "/new.pdf")
        #expect(throws: FormError.self) { try CardAttachment.extract(from: folder.read("new.pdf")) }
    }
}
