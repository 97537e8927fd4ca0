internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Where administrators erase a participant.
    static func erasureRoute(_ service: AttendanceService) -> Route {
        Route(
            .post, "/api/participants/{id}/erasure", for: .administrators,
            "Takes the personal data of a participant away for good; cards, chain and ledger still verify. The reason stays "
                + "in the audit log and must not name them.",
            taking: .reasonAlone, answer: .json("Erasure", 200)
        ) { request, parameters, principal in
            guard let principal, let id = parameters["id"] else { throw Problem.notFound }
            let reason = try BodyForm.reasonAlone.read(request).value(DecisionFields.reason)
            let erasure = try await service.erase(PersonID(id), because: reason, by: principal.author)
            var json = JSONWriter()
            json.value(erasure.json)
            return .json(json.bytes, headers: [noStore])
        }
    }
}
