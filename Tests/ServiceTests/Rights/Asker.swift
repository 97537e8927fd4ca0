import Foundation
import ServiceSupport

/// Everybody who may ask the bridge for something, seen from `p0m0`, a participant of `rep0`.
enum Asker: String, CaseIterable, Sendable {
    case nobody, expired, disabled
    /// Somebody else who reports to the same court representative.
    case otherParticipant
    case otherRep
    case participant, rep, administrator

    /// Known on the roster; nil for who shows nothing.
    var person: String? {
        switch self {
        case .nobody: nil
        case .expired, .rep: "rep0"
        case .disabled: "gone"
        case .otherParticipant: "p1m0"
        case .otherRep: "rep1"
        case .participant: "p0m0"
        case .administrator: "admin"
        }
    }

    /// Nothing that they show lets them in.
    var isStranger: Bool { [.nobody, .expired, .disabled].contains(self) }

    func headers() throws -> [(String, String)] {
        guard let person else { return [] }
        let token = try BridgeProcess.token(for: person, expiresIn: self == .expired ? -5 : 3600)
        return [("authorization", "Bearer \(token)")]
    }
}
