internal import Attendance
internal import Bridge
internal import CourtCard
internal import JSON

extension OpenAPI {
    /// What is answered about participants, meetings and deliveries.
    static var readingSchemas: [String: JSON] {
        [
            "Requirement": requirement,
            "ParticipantPage": object([
                "participants": list(object(participant.merging(["meetings": list(text)]) { $1 })), "next": maybeText,
            ]),
            "Participant": object(
                participant.merging([
                    "identities": list(object(["kind": one(of: IdentityKey.Kind.self), "value": text])),
                    "meetings": list(object(meeting)),
                ]) { $1 }),
            "AttendancePage": object(["attendances": list(object(attendance)), "next": maybeNumber]),
            "Attendance": object(
                attendance.merging(["participant": text]) { $1 }.merging(lanes) { $1 }),
            "MeetingPage": object(["meetings": list(object(meeting)), "next": maybeText]),
            "Meeting": object(meeting.merging(["participants": list(namedParticipant)]) { $1 }),
            "OccurrencePage": object(["occurrences": list(object(occurrence)), "next": maybeNumber]),
            "Occurrence": object(
                occurrence.merging([
                    "attendances": list(withLanes(["participant": text, "participantName": maybeText])),
                    "absent": list(namedParticipant), "unmatched": maybeNumber,
                ]) { $1 }),
            "DisputePage": object(["disputes": list(dispute), "next": maybeNumber]),
            "DeliveryPage": object([
                "deliveries": list(object(delivery)), "next": maybeNumber, "more": yesOrNo,
            ]),
            "Delivery": object(delivery.merging(["body": text]) { $1 }),
            "Rederivation": object(["occurrence": text]),
            "HealthReport": health,
        ]
    }

    private static var health: JSON {
        let outcomes = Dictionary(uniqueKeysWithValues: Counters.Outcome.allCases.map { ($0.rawValue, number) })
        return object([
            "status": ["type": "string", "enum": ["ready", "not-ready"]], "troubles": list(text), "version": text,
            "startedAt": moment, "now": moment, "lastDeliveryAt": maybeMoment, "newestDelivery": number,
            "lastHour": object(["since": moment, "deliveries": object(outcomes)]), "writesWaiting": number,
            "openAlerts": list(object(["kind": one(of: AlertKind.self), "count": number])),
            "database": object(["bytes": maybeNumber, "logBytes": maybeNumber, "schema": number]),
            "feed": object(["position": number, "connections": number, "people": number]),
        ])
    }

    private static var requirement: JSON {
        object([
            "meetingsPerWeek": maybeNumber, "meetingsInTotal": maybeNumber, "minimumMinutes": maybeNumber,
            "startsOn": maybeDate, "deadline": maybeDate,
        ])
    }

    private static var participant: [String: JSON] {
        [
            "participant": text, "name": text, "caseNumber": text, "courtRep": text, "timeZone": text,
            "joinCode": text, "policy": maybeText, "requirement": requirement,
        ]
    }

    private static var namedParticipant: JSON { object(["participant": text, "name": text]) }

    private static var attendance: [String: JSON] {
        let intervals = list(object(["start": moment, "end": moment]))
        return [
            "occurrence": text, "meeting": text, "name": maybeText, "timeZone": maybeText, "startedAt": maybeMoment,
            "endedAt": maybeMoment, "scheduledStart": maybeMoment, "scheduledEnd": maybeMoment, "isOver": yesOrNo,
            "provenMinutes": number,
            "correctedMinutes": number, "inferredMinutes": number, "proven": intervals, "corrected": intervals,
            "inferred": intervals, "removed": intervals, "presentSince": maybeMoment, "firstSeen": maybeMoment,
            "lastSeen": maybeMoment, "connections": number, "strength": one(of: MatchStrength.self),
            "matchedBy": one(of: IdentityKey.Kind.self), "flags": list(one(of: PresenceFlag.self)),
            "card": maybeText, "verdict": maybeText, "isVoid": yesOrNo, "isExcused": yesOrNo,
        ]
    }

    private static var lanes: [String: JSON] {
        let waiting = list(object(["start": moment, "end": moment]))
        let kinds: JSON = ["type": "string", "enum": ["proven", "inferred"]]
        let lane = object([
            "device": one(of: CardFacts.Presence.Device.self),
            "intervals": list(object(["start": moment, "end": moment, "kind": kinds])), "waiting": waiting,
            "presentSince": maybeMoment,
        ])
        return ["lanes": list(lane), "waiting": waiting]
    }

    /// An attendance whose lanes are there where they were asked for.
    private static func withLanes(_ more: [String: JSON]) -> JSON {
        var schema = object(attendance.merging(more) { $1 }).object ?? [:]
        schema["properties"] = .object((schema["properties"]?.object ?? [:]).merging(lanes) { $1 })
        return .object(schema)
    }

    private static var meeting: [String: JSON] {
        let time: [String: JSON] = ["start": text, "durationMinutes": number]
        let schedule = object([
            "timeZone": text,
            "weekly": list(
                object(
                    time.merging(["weekdays": list(number), "from": maybeDate, "until": maybeDate]) { $1 })),
            "once": list(object(time.merging(["date": date]) { $1 })), "cancelled": list(date),
        ])
        return [
            "meeting": text, "number": text, "name": text, "program": maybeText, "joinLink": maybeText,
            "schedule": maybe(schedule), "nextStart": maybeMoment, "nextEnd": maybeMoment, "expected": maybeNumber,
        ]
    }

    private static var occurrence: [String: JSON] {
        [
            "occurrence": text, "meeting": maybeText, "name": maybeText, "startedAt": maybeMoment,
            "endedAt": maybeMoment, "scheduledStart": maybeMoment, "scheduledEnd": maybeMoment, "isOver": yesOrNo,
            "completedAt": maybeMoment, "completion": maybeText, "attended": number, "present": number,
        ]
    }

    private static var dispute: JSON {
        object([
            "dispute": number, "participant": text, "name": text, "card": text, "supersededBy": maybeText,
            "openedAt": moment, "reason": text,
            "answer": maybe(
                object(["decision": number, "at": moment, "author": text, "role": one(of: Role.self), "reason": text])),
            "isTakenBack": yesOrNo, "isOpen": yesOrNo,
        ])
    }

    private static var delivery: [String: JSON] {
        [
            "id": number, "receivedAt": moment, "sentAt": moment, "event": maybeText, "occurrence": maybeText,
            "understanding": text, "lateSigned": yesOrNo, "bytes": number, "sha256": maybeText, "source": text,
            "form": text,
        ]
    }
}
