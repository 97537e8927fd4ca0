internal import Attendance
internal import Bridge
internal import JSON
internal import Server

extension BridgeAPI {
    /// Participants and what is asked of them.
    static func participantRoutes(_ service: AttendanceService, _ settings: APISettings) -> [Route] {
        [
            Route(
                .get, "/api/participants", for: .courtRepsAndAdministrators,
                "One's own participants, or for administrators all or those of one court representative, in the order of "
                    + "their ids.",
                query: [.courtRep] + participantPaging.fields, answer: "ParticipantPage", isConditional: true
            ) { request, _, principal in
                guard let principal,
                    let page = try await service.participants(
                        for: principal.author, of: try QueryField.courtRep.text(in: request).map { PersonID($0) },
                        after: try participantPaging.name(in: request).map { PersonID($0) },
                        limit: try participantPaging.limit(in: request))
                else { throw Problem.notFound }
                let link = participantPaging.link(to: page.next?.rawValue, from: request, keeping: [.courtRep])
                return conditional(.json(page.json, headers: personal + link), to: request)
            },
            Route(
                .get, "/api/participants/{id}", for: .participantAndTheirRep,
                "A participant as the roster has them, with the meetings they are expected at and when these are next.",
                answer: "Participant", isConditional: true
            ) { request, parameters, _ in
                guard let id = parameters["id"],
                    let report = try await service.participant(PersonID(id), at: settings.now())
                else { throw Problem.notFound }
                return conditional(.json(report.json, headers: personal), to: request)
            },
            Route(
                .get, "/api/participants/{id}/attendance", for: .participantAndTheirRep,
                "Everything that a participant attended, each occurrence with the time that is proven, the newest first.",
                query: attendancePaging.fields, answer: "AttendancePage", isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ PersonID($0) }) else { throw Problem.notFound }
                let page = try await service.attendance(
                    of: id, before: try attendancePaging.number(in: request),
                    limit: try attendancePaging.limit(in: request))
                let link = attendancePaging.link(to: page.next, from: request)
                let answer = conditional(.json(page.json, headers: personal + link), to: request)
                // Nothing is shown to whoever has it already.
                if answer.status != 304 { try await service.noteAttendanceView(of: id, by: principal.author) }
                return answer
            },
            Route(
                .get, "/api/participants/{id}/attendance/{occurrence}", for: .participantAndTheirRep,
                "What a participant attended of one holding of a meeting, also by connection: when each was there, and when it "
                    + "was in the waiting room.",
                answer: "Attendance", isConditional: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"].map({ PersonID($0) }),
                    let occurrence = parameters["occurrence"].map({ OccurrenceID(inPath: $0) }),
                    let found = try await service.attendance(of: id, in: occurrence)
                else { throw Problem.notFound }
                var json = JSONWriter(reservingCapacity: 2048)
                json.object {
                    $0.member("participant", id.rawValue)
                    found.report.writeMembers(&$0)
                    found.lanes.writeMembers(&$0)
                }
                let answer = conditional(.json(json.bytes, headers: personal), to: request)
                if answer.status != 304 { try await service.noteAttendanceView(of: id, by: principal.author) }
                return answer
            },
        ] + requirementRoutes(service)
    }

    private static func requirementRoutes(_ service: AttendanceService) -> [Route] {
        [
            Route(
                .get, "/api/participants/{id}/requirement", for: .participantAndTheirRep,
                "What the court asks of a participant; its ETag is needed to change it.", answer: "Requirement",
                isConditional: true
            ) { request, parameters, _ in
                guard let id = parameters["id"],
                    let requirement = try await service.requirement(of: PersonID(id))
                else { throw Problem.notFound }
                return conditional(.json(requirement.json, headers: personal), to: request)
            },
            Route(
                .put, "/api/participants/{id}/requirement", for: .courtRepsAndAdministrators,
                "Asks something else of a participant: what is left out is not asked for any more. Attendances are measured "
                    + "anew where the minimum is another.",
                taking: .requirement, answer: "Requirement", needsPrecondition: true
            ) { request, parameters, principal in
                guard let principal, let id = parameters["id"] else { throw Problem.notFound }
                let precondition = try Precondition(of: request)
                let requirement = Requirement(try BodyForm.requirement.read(request))
                let other = try await service.changeRequirement(
                    of: PersonID(id), to: requirement, by: principal.author
                ) { precondition.holds(for: EntityTag(of: $0.json)) }
                if let other { throw Problem.changedMeanwhile(EntityTag(of: other.json)) }
                return .json(requirement.json, headers: personal + [EntityTag(of: requirement.json).field])
            },
        ]
    }

    /// Of what is about a person.
    static let personal = [noStore, HeaderField("Vary", "Authorization")]

    private static let participantPaging = Paging(.afterName, of: "participants", usually: 50, upTo: 200)
    private static let attendancePaging = Paging(.before, of: "attendances")
}

extension QueryField {
    fileprivate static let courtRep = QueryField(
        name: "rep", range: nil, pattern: upTo200, about: "Only the participants of this court representative.")
}

extension BodyForm {
    static let requirement = BodyForm(
        required: [],
        optional: [
            RequirementFields.perWeek, RequirementFields.inTotal, RequirementFields.minimum,
            RequirementFields.startsOn, RequirementFields.deadline,
        ])
}

/// The same limits as in a roster file.
private enum RequirementFields {
    static let perWeek = BodyField<Int>.whole(
        "meetingsPerWeek", 1...100, "How many meetings a week.", example: 2)
    static let inTotal = BodyField<Int>.whole(
        "meetingsInTotal", 1...10_000, "How many meetings in all.", example: 48)
    static let minimum = BodyField<Int>.whole(
        "minimumMinutes", 1...1440, "Shorter attendances do not count, whatever the policy says.", example: 45)
    static let startsOn = BodyField<LocalDate>.date(
        "startsOn", "The first day it holds, on the participant's calendar.", example: "2026-09-14")
    static let deadline = BodyField<LocalDate>.date(
        "deadline", "The last day it holds, on the participant's calendar.", example: "2027-03-12")
}

extension Requirement {
    fileprivate init(_ fields: BodyFields) {
        self.init(
            meetingsPerWeek: fields[RequirementFields.perWeek], meetingsInTotal: fields[RequirementFields.inTotal],
            minimumMinutes: fields[RequirementFields.minimum], startsOn: fields[RequirementFields.startsOn],
            deadline: fields[RequirementFields.deadline])
    }

    fileprivate var json: [UInt8] {
        var json = JSONWriter()
        json.object { writeMembers(&$0) }
        return json.bytes
    }
}
