internal import Crypto
internal import JSON
internal import Store

extension AttendanceService {
    /// Writes down which settings are others than at the last start: by their names, never their values.
    ///
    /// Of each a keyed hash is kept, so that a secret is not told by what is kept of it. At the first start there is nothing
    /// to compare with; that is written down too.
    /// - Parameter settings: everything that was set, by name. What stands at its default is left out, so that a new
    ///   version with more settings changes nothing.
    public func noteSettings(_ settings: [String: String]) async throws {
        let vault = archive.vault
        let hashes = settings.reduce(into: [:]) { $0[$1.key] = vault.hash("setting \($1.key)", $1.value) }
        try await database.writer.write { [now] transaction, _ in
            let seen = try transaction.settingsSeen()
            if seen == hashes { return }
            let changed = Set(seen.keys).union(hashes.keys).filter { seen[$0] != hashes[$0] }.sorted()
            var detail: [String: JSON] = ["names": .array(changed.map { .string($0) })]
            if seen.isEmpty { detail["first"] = .bool(true) }
            try transaction.log(
                AuditEntry(
                    at: now(), actor: .operatorOfMachine, action: .configurationChanged, subject: "settings",
                    detail: .object(detail)))
            try transaction.setSettingsSeen(hashes)
        }
    }
}
