import Attendance
import Bridge
import JSON
import Store

/// Answers what commands ask, with the use cases of a service that holds the database.
struct ControlDesk: Sendable {
    let service: AttendanceService

    func answer(_ request: ControlRequest) async -> ControlAnswer {
        do {
            switch request {
            case .importRoster(let file, let format, let isDryRun):
                let summary =
                    isDryRun
                    ? try await service.previewRoster(file, format) : try await service.importRoster(file, format)
                return .ok(summary.json)
            case .roster: return .ok(try await service.exportRoster().json)
            case .deliveries(let before, let limit):
                let rows = try await service.database.readers.read {
                    try $0.journal(before: before ?? .max, limit: limit)
                }
                return .ok(.array(rows.map { $0.summary }))
            case .delivery(let id):
                guard let row = try await service.database.readers.read({ try $0.journalEntry(id) }) else {
                    return .refused(404, "there is no delivery \(id). See: attendance-bridge events list")
                }
                return .ok(row.detail)
            case .role(let person):
                guard let role = try await service.role(of: person) else {
                    return .refused(
                        404, "nobody on the roster has the id \(person). See: attendance-bridge roster list")
                }
                return .ok(["id": .string(person.rawValue), "role": .string(role.rawValue)])
            case .schema: return .ok(["version": .integer(Int64(schemaVersion))])
            }
        } catch let mistakes as RosterMistakes {
            return .refused(
                422, "the roster was not imported and nothing has changed. To be put right:",
                details: mistakes.list.map(\.description))
        } catch {
            return .refused(503, "\(error).")
        }
    }
}

extension RosterSummary {
    fileprivate var json: JSON {
        ["officials": officials.json, "participants": participants.json, "meetings": meetings.json]
    }
}

extension RosterSummary.Kind {
    fileprivate var json: JSON {
        func list(_ ids: [String]) -> JSON { .array(ids.map { .string($0) }) }
        return ["added": list(added), "changed": list(changed), "unchanged": list(unchanged)]
    }
}

extension JournalRow {
    /// Without the body: no person's data.
    fileprivate var summary: JSON { .object(members) }

    /// With the body as it came: as text where it is UTF-8, in hexadecimal where it is not.
    fileprivate var detail: JSON {
        var all = members
        if let text = String(validating: entry.body, as: UTF8.self) {
            all["body"] = .string(text)
        } else {
            all["bodyHex"] = .string(hexadecimal(entry.body))
        }
        return .object(all)
    }

    private var members: [String: JSON] {
        [
            "id": .integer(id), "receivedAt": .string(entry.receivedAt.rfc3339),
            "sentAt": .string(entry.sentAt.rfc3339), "event": entry.event.map { .string($0) } ?? .null,
            "occurrence": occurrence.map { .string($0.rawValue) } ?? .null,
            "understanding": .string(entry.understanding.rawValue), "lateSigned": .bool(entry.isLateSigned),
            "bytes": .integer(Int64(entry.body.count)), "sha256": .string(hexadecimal(entry.digest)),
        ]
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.reduce(into: "") { text, byte in
            text += byte < 16 ? "0" : ""
            text += String(byte, radix: 16)
        }
    }
}
