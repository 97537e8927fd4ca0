import Attendance
import Bridge
import JSON
import Store

/// Answers what commands ask, with the use cases of a service that holds the database.
struct ControlDesk: Sendable {
    let service: AttendanceService
    /// Nil where no credentials for Zoom's API are set.
    var zoom: ZoomAccount?

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
                return .ok(.array(try await service.deliveries(before: before, limit: limit).map(\.json)))
            case .delivery(let id):
                guard let found = try await service.delivery(id) else {
                    return .refused(404, "there is no delivery \(id). See: attendance-bridge events list")
                }
                return .ok(found.report.json(body: found.maskedBody))
            case .unmatched(let person, let before, let limit):
                return try await unmatched(by: person, before: before, limit: limit)
            case .decide(let asked): return try await decide(asked)
            case .decisions(let person): return try await decisions(about: person)
            case .erase(let asked): return try await erase(asked)
            case .retention(let isApplied):
                return .ok(
                    isApplied
                        ? try await service.applyRetention().json : try await service.retentionDue().json)
            case .reconcile(let asked): return try await reconcile(asked)
            case .role(let person):
                let role = try await author(person).role
                return .ok(["id": .string(person.rawValue), "role": .string(role.rawValue)])
            case .alerts(let isOpen, let limit):
                return .ok(try await service.alerts(isOpen: isOpen, limit: limit).json)
            case .auditNews(let entry):
                return .ok(try await service.auditLog(after: entry, limit: 500, waiting: .seconds(50)).json)
            case .note(let asked):
                try await service.note(asked.action, asked.subject, by: .operatorOfMachine, asked.detail)
                return .ok([:])
            case .cards(let asked): return try await cards(asked)
            case .rotateKey:
                return .ok(["id": .string(try await service.rotateSigningKey(by: .operatorOfMachine))])
            case .account(let asked): return try await changeAccount(asked)
            case .users: return try await users()
            case .subscription(let asked): return try await subscription(asked)
            case .digest(let courtRep, let date): return try await digest(of: courtRep, date)
            case .schema: return .ok(["version": .integer(Int64(schemaVersion))])
            }
        } catch let refusal as ControlRefusal {
            return refusal.answer
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
