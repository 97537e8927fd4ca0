internal import Attendance
internal import Bridge
internal import JSON

extension OpenAPI {
    /// What is answered, by the names routes give it. Every member is always there; what is not known is null.
    static var schemas: [String: JSON] {
        let schemas: [String: JSON] = [
            "Health": object(["status": text]), "Received": ["type": "object"],
            "Readiness": object(["status": text, "troubles": list(text)]),
            "Progress": progress,
            "CardFile": object([
                "card": ["type": "object"], "disclosed": ["type": "object"], "hash": text, "proof": ["type": "object"],
            ]),
            "CardPage": object(["cards": list(cardSummary), "next": maybeNumber]),
            "KeySet": object(["keys": list(["type": "object"])]),
            "InclusionProof": object([
                "origin": text, "index": number, "size": number, "root": text, "path": list(text),
            ]),
            "ConsistencyProof": object(["origin": text, "from": number, "to": number, "path": list(text)]),
            "Verification": verification,
            "UnmatchedPage": object(["attendees": list(unmatchedAttendee), "next": maybeNumber]),
            "Decisions": object(["decisions": list(decision)]),
            "Decided": object(["decision": number]),
            "AuditLog": object([
                "entries": list(
                    object([
                        "id": number, "at": moment, "actor": text, "role": text,
                        "action": one(of: AuditEntry.Action.self), "subject": text, "detail": ["type": "object"],
                        "previous": text, "hash": text,
                    ])), "last": maybeNumber,
            ]),
            "Erasure": object([
                "participant": text, "names": number, "cards": number, "decisions": number, "deliveries": number,
                "occurrences": number, "messages": number,
            ]),
            "Alerts": object([
                "alerts": list(
                    object([
                        "id": number, "kind": text, "subject": text, "since": moment, "clearedAt": maybeMoment,
                        "detail": text,
                    ])), "next": maybeNumber,
            ]),
        ]
        let all = [
            schemas, problemSchemas, accountSchemas, subscriptionSchemas, dashboardSchemas, readingSchemas,
            digestSchemas, feedSchemas,
        ]
        return all.reduce(into: [:]) { all, some in all.merge(some) { $1 } }
    }

    private static var progress: JSON {
        let week: [String: JSON] = [
            "firstDay": date, "startsAt": moment, "endsAt": moment, "done": number, "required": maybeNumber,
            "status": one(of: Progress.Week.Status.self),
        ]
        return object([
            "participant": text, "name": text, "joinCode": text,
            "requirement": object([
                "meetingsPerWeek": maybeNumber, "meetingsInTotal": maybeNumber, "minimumMinutes": maybeNumber,
                "startsOn": maybeDate, "deadline": maybeDate,
            ]),
            "standing": one(of: Progress.Standing.self), "standingSentence": text,
            "thisWeek": object(week.merging(["timeZone": text]) { first, _ in first }),
            "total": object(["done": number, "required": maybeNumber]),
            "weeks": list(object(week)), "streakWeeks": number,
            "projection": object(["reachedOn": maybeDate, "meetsDeadline": ["type": ["boolean", "null"]]]),
            "consent": [
                "oneOf": [
                    ["type": "null"], object(["decision": number, "givenAt": moment, "revokedAt": maybeMoment]),
                ]
            ],
            "openDisputes": list(object(["dispute": number, "card": text])),
            "currentMeeting": [
                "oneOf": [
                    ["type": "null"],
                    object([
                        "meeting": text, "name": maybeText, "occurrence": text, "since": moment,
                        "minutesSoFar": number,
                    ]),
                ]
            ],
            "recent": list(
                object([
                    "meeting": text, "name": maybeText, "occurrence": text, "startedAt": moment,
                    "verdict": maybeText, "card": maybeText, "isVoid": yesOrNo, "isExcused": yesOrNo,
                    "provenMinutes": number, "correctedMinutes": number, "inferredMinutes": number,
                ])),
            "lastUpdated": maybeMoment, "pollSeconds": number,
        ])
    }

    private static var cardSummary: JSON {
        object([
            "number": text, "issuedAt": moment, "meeting": maybeText, "meetingName": maybeText,
            "startedAt": maybeMoment,
            "provenMinutes": maybeNumber, "correctedMinutes": maybeNumber, "inferredMinutes": maybeNumber,
            "verdict": one(of: Verdict.self), "standing": ["type": "string", "enum": ["in-force", "superseded"]],
            "supersededBy": maybeText, "isVoid": yesOrNo, "isExcused": yesOrNo,
        ])
    }

    /// With `unknown` nothing else is told, and with `slowed-down` only when to try again.
    private static var verification: JSON {
        [
            "type": "object", "required": ["state"],
            "properties": [
                "state": [
                    "type": "string",
                    "enum": ["in-force", "superseded", "void", "damaged", "unknown", "slowed-down"],
                ],
                "number": text, "initials": maybeText, "caseEnding": maybeText, "date": date,
                "verdict": one(of: Verdict.self), "isExcused": yesOrNo, "supersededBy": maybeText, "reason": maybeText,
                "retryAfterSeconds": number,
            ],
        ]
    }

    private static var unmatchedAttendee: JSON {
        object([
            "occurrence": text, "attendee": text, "meeting": text, "meetingName": text, "startedAt": maybeMoment,
            "isAmbiguous": yesOrNo, "firstSeen": maybeMoment, "lastSeen": maybeMoment, "provenMinutes": number,
            "inferredMinutes": number, "connections": number, "names": list(text), "emails": list(text),
            "phones": list(text), "forgottenAt": maybeMoment,
            "suggestions": list(object(["participant": text, "reason": one(of: Suggestion.Reason.self)])),
            "forGood": list(one(of: IdentityKey.Kind.self)),
        ])
    }

    private static var decision: JSON {
        object([
            "decision": number, "kind": one(of: DecisionKind.self), "at": moment, "author": text,
            "role": one(of: Role.self), "participant": text, "occurrence": maybeText, "start": maybeMoment,
            "end": maybeMoment, "card": maybeText, "week": maybeDate, "forGood": maybeText, "target": maybeNumber,
            "answeredBy": maybeNumber, "isTakenBack": yesOrNo, "reason": text,
        ])
    }
}
