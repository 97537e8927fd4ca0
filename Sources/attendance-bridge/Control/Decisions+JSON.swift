import Attendance
import Bridge
import JSON

extension UnmatchedPage {
    var json: JSON {
        ["attendees": .array(attendees.map(\.json)), "next": next.map { .integer($0) } ?? .null]
    }
}

extension UnmatchedAttendee {
    fileprivate var json: JSON {
        func texts(_ list: [String]) -> JSON { .array(list.map { .string($0) }) }
        return [
            "occurrence": .string(occurrence.rawValue), "meeting": .string(meeting.rawValue),
            "meetingName": .string(meetingName), "began": moment(began), "attendee": .string(attendee),
            "isAmbiguous": .bool(isAmbiguous), "first": moment(first), "last": moment(last),
            "provenMinutes": .integer(proven.wholeMinutes), "inferredMinutes": .integer(inferred.wholeMinutes),
            "connections": .integer(Int64(connections)), "names": texts(names), "emails": texts(emails),
            "phones": texts(phones), "forgottenAt": moment(forgottenAt),
            "suggestions": .array(
                suggestions.map {
                    ["participant": .string($0.participant.rawValue), "reason": .string($0.reason.rawValue)]
                }),
            "lastingKinds": texts(lastingKinds.map(\.rawValue)),
        ]
    }
}

extension DecisionReport {
    var json: JSON {
        func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
        func number(_ value: Int64?) -> JSON { value.map { .integer($0) } ?? .null }
        return [
            "id": .integer(id), "kind": .string(kind.rawValue), "at": moment(at), "by": .string(author.rawValue),
            "role": .string(role), "participant": .string(participant.rawValue),
            "occurrence": text(occurrence?.rawValue), "start": moment(interval?.start), "end": moment(interval?.end),
            "card": text(card?.rawValue), "week": text(week?.description), "forGood": text(lastingKind?.rawValue),
            "target": number(target), "answeredBy": number(answeredBy), "isTakenBack": .bool(isTakenBack),
            "reason": .string(reason),
        ]
    }
}

private func moment(_ value: Timestamp?) -> JSON { value.map { .string($0.rfc3339) } ?? .null }
