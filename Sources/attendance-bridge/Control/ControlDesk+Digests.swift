import Attendance
import Bridge

extension ControlDesk {
    /// - Parameter date: nil: the newest there is.
    func digest(of courtRep: PersonID, _ date: LocalDate?) async throws -> ControlAnswer {
        guard try await author(courtRep).role != .participant else {
            throw ControlRefusal(422, "\(courtRep) is a participant: digests are for court representatives.")
        }
        let reader = Author(id: PersonID("operator"), role: .administrator)
        guard let report = try await service.digest(of: courtRep, date, for: reader) else {
            let day = date.map { " of \($0)" } ?? ""
            throw ControlRefusal(
                404, "there is no digest\(day) for \(courtRep). One is made every day at digests.at, of the day before."
            )
        }
        return .ok(report.json)
    }
}
