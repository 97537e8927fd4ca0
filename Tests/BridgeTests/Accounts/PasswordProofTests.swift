import Attendance
import Crypto
import Synchronization
import Testing

@testable import Bridge

@Suite("Asking for a password once more")
struct PasswordProofTests {
    private static let password = "four words in a row"

    private func bridge() async throws -> BridgeUnderTest {
        let bridge = try BridgeUnderTest()
        try await bridge.importRoster()
        let now = bridge.clock.now
        let invite = try await bridge.service.invite(People.ana, by: .operatorOfMachine, at: now)
        _ = try await bridge.service.accept(
            invite: invite.secret.text, password: Self.password, from: "elsewhere", at: now)
        return bridge
    }

    @Test("a new password that is none is refused before the present one is looked at")
    func refusedFirst() async throws {
        let bridge = try await bridge()
        let error = await #expect(throws: AccountError.self) {
            try await bridge.service.changePassword(
                of: People.ana, from: "not this one", to: "short", address: "home", at: bridge.clock.now)
        }
        guard case .refused = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    enum Place: CaseIterable {
        case newPassword, secondFactor, invite
    }

    @Test("whoever is right again and again is slowed down as whoever signs in is", arguments: Place.allCases)
    func slowedDown(at place: Place) async throws {
        let bridge = try await bridge()
        let (service, now) = (bridge.service, bridge.clock.now)
        let invite = try await service.invite(People.ben, by: .operatorOfMachine, at: now)
        var current = Self.password
        func ask(_ next: String) async throws {
            switch place {
            case .newPassword:
                _ = try await service.changePassword(of: People.ana, from: current, to: next, address: "home", at: now)
                current = next
            case .secondFactor: try await service.removeSecondFactor(of: People.ana, current, from: "home", at: now)
            case .invite:
                _ = try await service.accept(invite: invite.secret.text, password: next, from: "home", at: now)
            }
        }
        service.signInLimit.withLock { limit in
            for _ in 0..<59 { limit.note(.right, from: "home", for: "", at: now) }
        }
        try await ask("five words in a row")
        await #expect(throws: AccountError.slowedDown(wait: .seconds(1))) { try await ask("six words in a row") }
    }

    @Test("many wrong ones at the same time do not pass as one")
    func together() async throws {
        let bridge = try await bridge()
        let (service, now) = (bridge.service, bridge.clock.now)
        service.signInLimit.withLock { limit in
            for _ in 0..<9 { limit.note(.wrong, from: "home", for: People.ana.rawValue.lowercased(), at: now) }
        }
        let errors = await withTaskGroup(of: AccountError?.self) { group in
            for guess in 0..<3 {
                group.addTask {
                    do {
                        try await service.removeSecondFactor(of: People.ana, "guess \(guess)", from: "home", at: now)
                    } catch {
                        return error as? AccountError
                    }
                    return nil
                }
            }
            return await group.reduce(into: [AccountError?]()) { $0.append($1) }
        }
        #expect(errors.count { $0 == .notSignedIn } == 1)
        #expect(errors.count { $0 == .slowedDown(wait: .seconds(30)) } == 2)
    }
}
