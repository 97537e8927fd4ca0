import Attendance
import CourtCard
import Foundation
import Store
import Testing

@testable import Bridge

@Suite("Inquiring after a card")
struct InquiryTests {
    @Test("what was signed is told, whatever stands beside it in the database")
    func signed() async throws {
        let told = Told()
        let ana = Visitor(name: "Ana Torres", connection: "AAAA", email: Told.ana)
        let bridge = try await BridgeUnderTest.told(told.meeting(60, [told.visit(ana, 0, 60)]))
        let number = try #require(try await bridge.cards(of: People.ana).last?.number)
        func inquire() async throws -> CardInquiry {
            try await bridge.service.inquire(
                after: number, code: bridge.service.shortCode(of: number).description, from: "192.0.2.1",
                at: bridge.clock.now)
        }
        let before = try await inquire()
        guard case .known(let card) = before else { return #expect(Bool(false), "\(before)") }
        #expect(card.state == .inForce)
        try TamperedFile(bridge.folder.appending(path: "bridge.db").path).run(
            """
            DROP TRIGGER card_standing_is_never_edited; DROP TRIGGER card_is_never_edited;
            UPDATE card SET is_void = 1, is_excused = 1, verdict = 'needs-review';
            """)
        #expect(try await inquire() == before)
    }
}
