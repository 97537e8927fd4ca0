import Foundation
import JSON
import ServiceSupport
import Testing

@Suite("The cards of a hearing, over the API")
struct HearingRouteTests {
    private func target(_ from: Double, _ to: Double, _ more: String = "") -> String {
        "/api/participants/p0m0/hearing.pdf?from=\(day(from))&to=\(day(to))\(more)"
    }

    private func day(_ days: Double) -> String {
        String(Date(timeIntervalSinceNow: days * 86_400).ISO8601Format().prefix(10))
    }

    private func bridge() async throws -> BridgeProcess {
        let bridge = try await BridgeProcess.started()
        for id in ["one==", "two=="] {
            for body in TestOccurrence(of: 0, id).story(participants: 2) { _ = try bridge.deliver(body) }
        }
        return bridge
    }

    private func exports(_ bridge: BridgeProcess) throws -> [[String]] {
        try DatabaseFile(bridge.database).rows(
            "SELECT actor, subject, detail FROM audit_log WHERE action = 'cards-exported' ORDER BY id")
    }

    @Test("one PDF holds every card of the participant, each of which proves itself, and officials' exports are logged")
    func hearing() async throws {
        let bridge = try await bridge()
        let cards = try DatabaseFile(bridge.database).column("SELECT number FROM card WHERE participant = 'p0m0'")
        #expect(cards.count == 2)
        let answer = try bridge.get(target(-2, 1, "&paper=a4&lang=es"), as: "rep0")
        #expect(answer.status == 200 && answer["content-type"] == "application/pdf")
        #expect(answer["content-disposition"] == "attachment; filename=\"hearing-p0m0-\(day(-2))-\(day(1)).pdf\"")
        #expect(answer["cache-control"] == "no-store")
        let file = bridge.folder.file("hearing.pdf")
        try Data(answer.body).write(to: URL(filePath: file))
        let verified = try await bridge.command(["verify", file, "--json"])
        #expect(verified.status == 0, "\(verified.errors)")
        let found = try JSON.parse(Array(verified.output.utf8)).array?.compactMap { $0["number"]?.string } ?? []
        #expect(found.sorted() == cards.sorted())
        let logged = try exports(bridge)
        #expect(logged.count == 1 && logged[0][0].contains("rep0") && logged[0][1] == "p0m0")
        #expect(logged[0][2].contains(#""cards":2"#))
        // Their own is nobody's business.
        #expect(try bridge.get(target(-2, 1), as: "p0m0").status == 200)
        #expect(try exports(bridge).count == 1)
    }

    @Test("whoever may not read the cards gets nothing, what is asked wrongly is said, and neither is logged")
    func refused() async throws {
        let bridge = try await bridge()
        for person in ["rep1", "p1m0"] { #expect(try bridge.get(target(-2, 1), as: person).status == 404) }
        #expect(try bridge.get(target(-2, 1)).status == 401)
        let empty = try bridge.get(target(-900, -800), as: "rep0")
        #expect(empty.status == 404)
        #expect(try empty.json["detail"]?.string?.contains("There is no card") == true)
        let backwards = try bridge.get(target(1, -2), as: "rep0")
        #expect(backwards.status == 422)
        #expect(try backwards.json["detail"]?.string?.contains("from is after to") == true)
        let path = "/api/participants/p0m0/hearing.pdf"
        for query in [
            "", "?from=2026-01-01", "?from=2026-13-01&to=2026-12-31",
            "?from=2026-01-01&to=2027-01-01&paper=a5", "?from=2026-01-01&to=2027-01-01&lang=la",
        ] {
            #expect(try bridge.get(path + query, as: "rep0").status == 400, "\(query)")
        }
        #expect(try exports(bridge).isEmpty)
    }
}
