import Attendance
import CardForms
import CourtCard
import Crypto
import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("Cards and the ledger, over the API")
struct CardRouteTests {
    private func excuse(_ card: String, _ bridge: BridgeProcess, at target: String = "/api/excuses") throws {
        let answer = try bridge.post(target, ["card": .string(card), "reason": "as the test wants it"], as: "rep0")
        #expect(answer.status == 201, "\(answer.text)")
    }

    @Test("a card is answered as its card file, the same bytes for ever; a newer one is named beside it")
    func file() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "file==").story(participants: 2) { _ = try bridge.deliver(body) }
        let number = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card ORDER BY id").first)
        let first = try bridge.get("/cards/\(number)", as: "p0m0")
        #expect(first.status == 200 && first["content-type"] == "application/json")
        #expect(first["cache-control"] == "no-store")
        #expect(first["content-disposition"] == "inline; filename=\"\(number).json\"")
        let file = try CardFile(verifying: first.body)
        #expect(try file.encoded() == first.body)
        #expect(file.card.content.facts.participant.name == "Person 0 of 0")

        // Signed by a key that is published, and at a place of the ledger whose head is signed too.
        let keys = try bridge.publishedKeys()
        let signature = try #require(file.proof.signature)
        let key = try #require(keys[signature.keyID])
        #expect(key.isValid(at: file.card.content.issuedAt))
        #expect(key.key.isValid(signature: signature.bytes, over: file.card.canonical))
        let place = file.proof.ledger
        #expect(
            MerkleTree.root(index: place.index, size: place.size, cardHash: file.card.hash, path: place.path)
                == place.root)
        let head = try #require(Checkpoint(origin: place.origin, size: place.size, root: place.root))
        #expect(key.key.isValid(signature: place.signature.bytes, over: Array(head.body.utf8)))

        let tag = try #require(first["etag"])
        try excuse(number, bridge)
        let again = try bridge.get("/cards/\(number)", as: "rep0")
        #expect(again.body == first.body && again["etag"] == tag)
        let newer = try bridge.newestCard()
        #expect(again["link"] == "</cards/\(newer)>; rel=\"successor-version\"")
        #expect(try bridge.get("/cards/\(newer)", as: "rep0")["link"] == nil)
        let unchanged = try bridge.get("/cards/\(number)", as: "rep0", [("if-none-match", tag)])
        #expect(unchanged.status == 304 && unchanged["link"] == again["link"])
    }

    @Test("a card is also a page and a PDF that holds its file, as the address or the client says")
    func forms() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "forms==").story(participants: 1) { _ = try bridge.deliver(body) }
        let number = try bridge.newestCard()
        let target = "/cards/\(number)"
        let file = try bridge.get(target, as: "p0m0").body

        let page = try bridge.get(target, as: "p0m0", [("accept", "text/html"), ("accept-language", "es")])
        #expect(page["content-type"] == "text/html; charset=utf-8" && page["cache-control"] == "no-store")
        #expect(page["content-security-policy"]?.contains("unsafe") == false)
        #expect(page.text.contains("Person 0 of 0") && page.text.contains("lang=\"es"))
        #expect(page.text.contains(try bridge.code(of: number)))

        for (query, headers, size) in [
            ("?form=pdf", [], "612 x 792"), ("?paper=a4&lang=es", [("accept", "application/pdf")], "595.28 x 841.89"),
        ] as [(String, [(String, String)], String)] {
            let pdf = try bridge.get(target + query, as: "p0m0", headers)
            #expect(pdf.status == 200 && pdf["content-type"] == "application/pdf")
            #expect(pdf["content-disposition"] == "inline; filename=\"\(number).pdf\"")
            #expect(try CardAttachment.extract(from: pdf.body) == file)
            #expect(try bridge.get(target + query, as: "p0m0", headers).body == pdf.body)
            let path = bridge.folder.file("card.pdf")
            try Data(pdf.body).write(to: URL(filePath: path))
            let info = try await runCommand(["pdfinfo", path], in: bridge.folder)
            #expect(info.output.contains(size), "\(info.output)")
        }
        for query in ["form=png", "paper=a3", "lang=fr"] {
            #expect(try bridge.get("\(target)?\(query)", as: "p0m0").status == 400, "\(query)")
        }
        #expect(try bridge.get("\(target)?form=pdf", as: "p1m0").status == 404)
    }

    @Test("cards are listed the newest first, page by page, each once though new ones are issued meanwhile")
    func pages() async throws {
        let bridge = try await BridgeProcess.started()
        for body in TestOccurrence(of: 0, "pages==").story(participants: 1) { _ = try bridge.deliver(body) }
        for _ in 0..<3 {
            try excuse(try bridge.newestCard(), bridge, at: "/api/excuses")
            try excuse(try bridge.newestCard(), bridge, at: "/api/voids")
        }
        let all = try DatabaseFile(bridge.database).column("SELECT number FROM card ORDER BY id DESC")
        #expect(all.count == 7)
        let target = "/api/participants/p0m0/cards"
        var next: String? = "\(target)?limit=3"
        var seen: [JSON] = []
        while let page = next {
            let answer = try bridge.get(page, as: "p0m0")
            #expect(answer.status == 200 && answer["cache-control"] == "no-store")
            let cards = try #require(try answer.json["cards"]?.array)
            #expect(cards.count <= 3)
            seen += cards
            next = answer["link"]?.firstMatch(of: /<(.+)>; rel="next"/).map { String($0.1) }
            let cursor = try answer.json["next"]?.integer
            #expect(next == cursor.map { "\(target)?after=\($0)&limit=3" })
            if seen.count == 3 { try excuse(all[0], bridge) }
        }
        #expect(seen.compactMap { $0["number"]?.string } == all)
        let last = try #require(seen.last)
        #expect(last["standing"]?.string == "superseded" && last["supersededBy"]?.string == all[5])
        #expect(last["meetingName"]?.string == "Group 0" && last["provenMinutes"]?.integer == 39)
        #expect(seen[0]["standing"]?.string == "in-force" && seen[0]["isVoid"]?.bool == true)
        #expect(seen[0]["isExcused"]?.bool == true && seen[0]["verdict"]?.string == "failed")

        for person in ["rep0", "admin"] { #expect(try bridge.get(target, as: person).status == 200) }
        for person in ["p1m0", "rep1"] { #expect(try bridge.get(target, as: person).status == 404) }
        for query in ["limit=0", "limit=101", "after=0", "after=x"] {
            #expect(try bridge.get("\(target)?\(query)", as: "p0m0").status == 400, "\(query)")
        }
    }

    @Test("whoever keeps a checkpoint can have it proven that nothing before it was removed or changed")
    func ledger() async throws {
        let bridge = try await BridgeProcess.started()
        #expect(try bridge.get("/ledger/checkpoint").status == 404)
        for body in TestOccurrence(of: 0, "one==").story(participants: 2) { _ = try bridge.deliver(body) }
        let keys = try bridge.publishedKeys()
        func checkpoint() throws -> Checkpoint {
            let answer = try bridge.get("/ledger/checkpoint")
            #expect(answer["content-type"] == "text/plain; charset=utf-8")
            let note = try SignedNote(parsing: answer.body)
            let origin = String(note.text.prefix { $0 != "\n" })
            return try Checkpoint(verifying: note, origin: origin, keys: keys.verificationKeys)
        }
        let kept = try checkpoint()
        #expect(kept.size == 2)
        for body in TestOccurrence(of: 1, "two==").story(participants: 2) { _ = try bridge.deliver(body) }
        let first = try #require(try DatabaseFile(bridge.database).column("SELECT number FROM card ORDER BY id").first)
        try excuse(first, bridge)
        let now = try checkpoint()
        #expect(now.size == 5 && now.origin == kept.origin)

        func hashes(_ json: JSON?) throws -> [Digest] {
            try #require(json?.array).map { try #require($0.string.flatMap { Digest(hex: $0) }) }
        }
        let proof = try bridge.get("/ledger/consistency?from=2").json
        #expect(proof["to"]?.integer == 5 && proof["origin"]?.string == kept.origin)
        let path = try hashes(proof["path"])
        #expect(
            MerkleTree.isConsistent(
                oldSize: kept.size, oldRoot: kept.root, size: now.size, root: now.root, path: path))
        let other = SHA256.hash([1])
        #expect(
            !MerkleTree.isConsistent(oldSize: kept.size, oldRoot: other, size: now.size, root: now.root, path: path))

        for (index, hex) in try DatabaseFile(bridge.database).column("SELECT hex(hash) FROM card ORDER BY id")
            .enumerated()
        {
            let hash = try #require(Digest(hex: hex.lowercased()))
            let inclusion = try bridge.get("/ledger/inclusion?hash=\(hash.hex)").json
            #expect(inclusion["index"]?.integer == Int64(index) && inclusion["size"]?.integer == 5)
            let root = MerkleTree.root(
                index: Int64(index), size: 5, cardHash: hash, path: try hashes(inclusion["path"]))
            #expect(root == now.root && inclusion["root"]?.string == now.root.hex)
            let earlier = try bridge.get("/ledger/inclusion?hash=\(hash.hex)&size=2")
            #expect(earlier.status == (index < 2 ? 200 : 404), "card \(index)")
        }
        #expect(try bridge.get("/ledger/inclusion?hash=\(other.hex)").status == 404)
        for target in ["consistency?from=6", "consistency?from=3&to=2", "consistency?from=2&to=6"] {
            #expect(try bridge.get("/ledger/\(target)").status == 404, "\(target)")
        }
        for target in ["consistency", "consistency?from=0", "inclusion", "inclusion?hash=12", "inclusion?number=CC-1"] {
            #expect(try bridge.get("/ledger/\(target)").status == 400, "\(target)")
        }
    }

    @Test("the keys are a JWK set that may be kept for a while, and name no secret")
    func keys() async throws {
        let bridge = try await BridgeProcess.started()
        let answer = try bridge.get("/.well-known/court-card-keys.json")
        #expect(answer["content-type"] == "application/jwk-set+json" && answer["cache-control"] == "max-age=300")
        let keys = try #require(try answer.json["keys"]?.array)
        #expect(keys.count == 1)
        #expect(Set(try #require(keys[0].object).keys) == ["alg", "crv", "kid", "kty", "use", "validFrom", "x"])
        let tag = try #require(answer["etag"])
        #expect(try bridge.get("/.well-known/court-card-keys.json", [("if-none-match", tag)]).status == 304)
    }
}
