import Attendance
public import JSON

extension RosterDocument {
    /// The same as JSON: what `init(json:)` reads back without a difference. Sorted by id; what is not given is left out.
    public var json: JSON {
        func officials(_ role: Role) -> JSON {
            .array(self.officials.filter { $0.role == role }.sorted { $0.id < $1.id }.map(\.json))
        }
        return .object([
            RosterKind.courtRep.list: officials(.courtRep),
            RosterKind.administrator.list: officials(.administrator),
            RosterKind.participant.list: .array(participants.sorted { $0.id < $1.id }.map(\.json)),
            RosterKind.meeting.list: .array(meetings.sorted { $0.id < $1.id }.map(\.json)),
        ])
    }
}

/// An object of those columns that hold something.
private func object(_ cells: [RosterColumn: JSON?]) -> JSON {
    .object(Dictionary(uniqueKeysWithValues: cells.compactMap { column, value in value.map { (column.key, $0) } }))
}

private func text(_ value: String?) -> JSON? { value.map { .string($0) } }
private func whole(_ value: Int?) -> JSON? { value.map { .integer(Int64($0)) } }
private func list(_ values: [String]) -> JSON? { values.isEmpty ? nil : .array(values.map { .string($0) }) }

extension Official {
    fileprivate var json: JSON {
        object([.id: text(id.rawValue), .name: text(name), .email: text(email)])
    }
}

extension ParticipantDraft {
    fileprivate var json: JSON {
        var cells: [RosterColumn: JSON?] = [
            .id: text(id.rawValue), .name: text(name), .caseNumber: text(caseNumber),
            .courtRep: text(courtRep.rawValue),
            .timeZone: text(timeZone), .meetingsPerWeek: whole(requirement.meetingsPerWeek),
            .meetingsInTotal: whole(requirement.meetingsInTotal), .minimumMinutes: whole(requirement.minimumMinutes),
            .joinCode: text(joinCode?.description), .meetings: list(meetings.map(\.rawValue).sorted()),
        ]
        for (column, kind) in RosterColumn.identities {
            let values = identities.filter { $0.kind == kind }.map(\.value).sorted()
            // The stored form of a phone number has no plus; without it a short one would look like a local number.
            cells[column] = list(kind == .phone ? values.map { "+" + $0 } : values)
        }
        return object(cells)
    }
}

extension Meeting {
    fileprivate var json: JSON {
        object([
            .id: text(id.rawValue), .number: text(number.rawValue), .link: text(joinLink), .name: text(name),
            .program: text(program),
            .weekdays: schedule.flatMap { list($0.weekdays.sorted().map(Weekday.short)) },
            .start: schedule.map { .string(clock($0.startMinute)) },
            .durationMinutes: whole(schedule?.durationMinutes), .timeZone: text(schedule?.timeZone),
        ])
    }

    private func clock(_ minute: Int) -> String {
        let hour = minute / 60
        let rest = minute % 60
        return "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
    }
}
