import Attendance
import Bridge
import JSON

/// Whose personal data is to be erased, by command.
struct AskedErasure: Hashable, Sendable {
    var participant: PersonID
    var author: PersonID
    var reason: String
    /// Only tells what would go.
    var isDryRun: Bool
}

extension AskedErasure {
    /// As it goes over the control socket.
    var json: JSON {
        [
            "participant": .string(participant.rawValue), "by": .string(author.rawValue), "reason": .string(reason),
            "dryRun": .bool(isDryRun),
        ]
    }

    /// Nil for what no command asks.
    init?(_ json: JSON) {
        guard let participant = json["participant"]?.string, let author = json["by"]?.string,
            let reason = json["reason"]?.string, let isDryRun = json["dryRun"]?.bool
        else { return nil }
        self.init(
            participant: PersonID(participant), author: PersonID(author), reason: reason, isDryRun: isDryRun)
    }
}

extension ControlDesk {
    func erase(_ asked: AskedErasure) async throws -> ControlAnswer {
        let author = try await author(asked.author)
        guard author.role == .administrator else {
            throw ControlRefusal(422, "\(author.id) is no administrator: only administrators erase.")
        }
        do {
            let erasure =
                asked.isDryRun
                ? try await service.previewErasure(of: asked.participant, by: author)
                : try await service.erase(asked.participant, because: asked.reason, by: author)
            return .ok(erasure.json)
        } catch DecisionError.refused(let sentence) {
            throw ControlRefusal(422, "nobody was erased. \(sentence)")
        } catch DecisionError.notFound {
            throw ControlRefusal(
                404, "no participant on the roster has the id \(asked.participant). See: attendance-bridge roster list")
        }
    }
}
