import Attendance
import CourtCard
import Crypto
import Foundation
import JSON
import ServiceSupport

@testable import Bridge

extension BridgeProcess {
    /// The short code of a card, worked out from the key file as the bridge does.
    func code(of card: String) throws -> String {
        let vault = try VaultFile.load(AttendanceService.keyPath(beside: database), createIfMissing: false)
        return Archive(vault: vault).shortCode(of: CardNumber(card)).description
    }

    /// The number of the card in force that was issued last.
    func newestCard() throws -> String {
        guard
            let number = try DatabaseFile(database).column("SELECT number FROM card ORDER BY id DESC LIMIT 1").first
        else { throw BridgeTrouble("there is no card") }
        return number
    }

    /// A request with header fields of the test's own.
    func get(_ target: String, as person: String? = nil, _ headers: [(String, String)]) throws -> HTTPAnswer {
        let token = try person.map { [("authorization", "Bearer \(try Self.token(for: $0))")] } ?? []
        return try connect().send("GET", target, headers: token + headers)
    }

    /// The keys as everybody may read them.
    func publishedKeys() throws -> KeySet {
        try KeySet(parsing: try get("/.well-known/court-card-keys.json").body)
    }
}
