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

/// Those columns that hold something.
private func members(_ cells: [RosterColumn: JSON?]) -> [String: JSON] {
    Dictionary(uniqueKeysWithValues: cells.compactMap { column, value in value.map { (column.key, $0) } })
}

private func text(_ value: String?) -> JSON? { value.map { .string($0) } }
private func whole(_ value: Int?) -> JSON? { value.map { .integer(Int64($0)) } }
private func list(_ values: [String]) -> JSON? { values.isEmpty ? nil : .array(values.map { .string($0) }) }

extension Official {
    fileprivate var json: JSON {
        .object(members([.id: text(id.rawValue), .name: text(name), .email: text(email)]))
    }
}

extension ParticipantDraft {
    fileprivate var json: JSON {
        var cells: [RosterColumn: JSON?] = [
            .id: text(id.rawValue), .name: text(name), .caseNumber: text(caseNumber),
            .courtRep: text(courtRep.rawValue),
            .timeZone: text(timeZone), .meetingsPerWeek: whole(requirement.meetingsPerWeek),
            .meetingsInTotal: whole(requirement.meetingsInTotal), .minimumMinutes: whole(requirement.minimumMinutes),
            .startsOn: text(requirement.startsOn?.description), .deadline: text(requirement.deadline?.description),
            .policy: text(policy), .joinCode: text(joinCode?.description),
            .meetings: list(meetings.map(\.rawValue).sorted()),
        ]
        for (column, kind) in RosterColumn.identities {
            let values = identities.filter { $0.kind == kind }.map(\.value).sorted()
            // The stored form of a phone number has no plus; without it a short one would look like a local number.
            cells[column] = list(kind == .phone ? values.map { "+" + $0 } : values)
        }
        return .object(members(cells))
    }
}

extension Meeting {
    fileprivate var json: JSON {
        var members = members([
            .id: text(id.rawValue), .number: text(number.rawValue), .link: text(joinLink), .name: text(name),
            .program: text(program),
        ])
        if let schedule { members.merge(schedule.asMembers) { $1 } }
        return .object(members)
    }
}

extension Schedule {
    /// What a meeting says of its schedule.
    fileprivate var asMembers: [String: JSON] {
        guard !weekly.isEmpty || !once.isEmpty else { return [:] }
        // Rules that differ in nothing but the start are one with several starts.
        let rule = Set(weekly.map(\.withoutStart)).count == 1 ? weekly.first : nil
        let lengths = Set(once.map(\.durationMinutes))
        let common = rule?.durationMinutes ?? (lengths.count == 1 ? lengths.first : nil)
        var members = members([
            .timeZone: text(timeZone), .durationMinutes: whole(common),
            .dates: list(
                once.map {
                    DateAndTime.text($0, ownDuration: $0.durationMinutes == common ? nil : $0.durationMinutes)
                }),
            .cancelledDates: list(cancelled.sorted().map(\.description)),
        ])
        if let rule {
            members.merge(rule.asMembers(starts: weekly.map(\.startMinute))) { $1 }
        } else if !weekly.isEmpty {
            members["schedules"] = .array(weekly.map { .object($0.asMembers(starts: [$0.startMinute])) })
        }
        return members
    }
}

extension Schedule.Weekly {
    fileprivate var withoutStart: Self {
        var rule = self
        rule.startMinute = 0
        return rule
    }

    fileprivate func asMembers(starts: [Int]) -> [String: JSON] {
        let times = starts.map { TimeOfDay.text($0) }
        return members([
            .weekdays: list(weekdays.sorted().map(Weekday.short)),
            .start: times.count == 1 ? text(times.first) : list(times), .durationMinutes: whole(durationMinutes),
            .from: text(from?.description), .until: text(until?.description),
        ])
    }
}
