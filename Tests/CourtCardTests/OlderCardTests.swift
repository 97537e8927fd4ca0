import Attendance
import CourtCard
import Crypto
import Foundation
import JSON
import Testing

/// Cards that earlier versions of the bridge issued, byte for byte: those versions' own tests name the same hashes.
@Suite("Cards of older forms")
struct OlderCardTests {
    static let hashes = [
        "court-card-1": "76f2df2ff477e1c12f324896bce4bc36334283aefd520ba2fdf4cd6996822b3f",
        "court-card-2": "afbeee466b798fcc39f906c33151cce8ca530b18df3df562b0312ca55fb8079e",
    ]

    /// `CardFiles/<form>.json`: a document as it was stored, without a line end.
    static func document(_ form: String) throws -> [UInt8] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try Array(Data(contentsOf: folder.appending(path: "CardFiles/\(form).json")))
    }

    @Test("are read, and their hashes hold", arguments: hashes.keys.sorted())
    func read(_ form: String) throws {
        let hash = try #require(Digest(hex: Self.hashes[form] ?? ""))
        let card = try Card(verifying: Self.document(form), hash: hash)
        #expect(card.number == CardNumber("CC-2026-202600123-1"))
        #expect(card.content.facts.saysTheSame(as: Example.facts))
    }

    @Test("say nothing of what their form did not tell", arguments: hashes.keys.sorted())
    func silent(_ form: String) throws {
        let content = try Card(verifying: Self.document(form)).content
        #expect(content.issuer == nil)
        #expect(content.obligation == nil)
        #expect(content.notices.isEmpty)
        #expect(content.facts.presence.lanes.isEmpty)
        #expect(content.facts.evidence.first == nil)
        #expect(!content.isErased)
    }

    @Test("the first form knew of deliveries by webhook only")
    func sources() throws {
        let sources = { try Card(verifying: Self.document($0)).content.facts.evidence.sources }
        #expect(try sources("court-card-1") == ["webhook": 2])
        #expect(try sources("court-card-2") == ["webhook": 1, "report-csv": 1])
    }

    @Test("have no place for values beside them", arguments: hashes.keys.sorted())
    func disclosed(_ form: String) throws {
        let name = Disclosures(["participant.name": Disclosure(salt: Example.salt("x"), value: "Eva Torres")])
        #expect(throws: CardError.undisclosed("participant.name")) {
            try Card(verifying: Self.document(form), disclosed: name)
        }
    }

    @Test("any changed bit is found", arguments: hashes.keys.sorted())
    func bitFlips(_ form: String) throws {
        let document = try Self.document(form)
        let hash = SHA256.hash(document)
        for index in document.indices {
            for bit in 0..<8 {
                var bytes = document
                bytes[index] ^= 1 << bit
                #expect(throws: CardError.self) { try Card(verifying: bytes, hash: hash) }
            }
        }
    }
}
