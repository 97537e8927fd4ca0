internal import Attendance
internal import Bridge
internal import JSON

extension OpenAPI {
    /// What is answered about many participants at once.
    static var dashboardSchemas: [String: JSON] {
        let counts = ["participants", "present", "onTrack", "atRisk", "behind", "complete", "needsReview"]
        return [
            "Dashboard": object([
                "courtRep": text, "name": text,
                "counts": object(Dictionary(uniqueKeysWithValues: counts.map { ($0, number) })),
                "participants": list(participantSummary), "meetings": list(meetingGoingOn), "cards": list(cardToSee),
                "disputes": list(
                    object([
                        "dispute": number, "participant": text, "card": text, "openedAt": moment, "reason": text,
                    ])),
                "unmatched": object(["attendees": number, "occurrences": number]), "newestDigest": maybeDate,
                "pollSeconds": number,
            ])
        ]
    }

    private static var participantSummary: JSON {
        object([
            "participant": text, "name": text, "caseEnding": maybeText, "timeZone": text,
            "currentMeeting": maybe(currentMeeting), "standing": one(of: Progress.Standing.self),
            "standingSentence": text, "isAtRisk": yesOrNo, "thisWeek": object(week),
            "total": object(["done": number, "required": maybeNumber]), "deadline": maybeDate,
            "projection": object(["reachedOn": maybeDate, "meetsDeadline": ["type": ["boolean", "null"]]]),
            "lastAttendance": maybe(attendanceSummary), "needsReview": number, "openDisputes": number,
        ])
    }

    private static var meetingGoingOn: JSON {
        object([
            "meeting": text, "name": maybeText, "occurrence": text, "startedAt": moment,
            "scheduledStart": maybeMoment, "scheduledEnd": maybeMoment, "present": list(text), "absent": list(text),
        ])
    }

    private static var cardToSee: JSON {
        object([
            "card": text, "participant": text, "issuedAt": moment, "verdict": one(of: Verdict.self), "meeting": text,
            "name": maybeText, "occurrence": text, "startedAt": maybeMoment,
            "reasons": list(
                object(["rule": text, "outcome": one(of: RuleResult.Outcome.self), "sentence": text])),
        ])
    }

    static var week: [String: JSON] {
        [
            "firstDay": date, "startsAt": moment, "endsAt": moment, "done": number, "required": maybeNumber,
            "status": one(of: Progress.Week.Status.self),
        ]
    }

    static var currentMeeting: JSON {
        object([
            "meeting": text, "name": maybeText, "occurrence": text, "since": moment, "minutesSoFar": number,
        ])
    }

    static var attendanceSummary: JSON {
        object([
            "meeting": text, "name": maybeText, "occurrence": text, "startedAt": moment, "verdict": maybeText,
            "card": maybeText, "isVoid": yesOrNo, "isExcused": yesOrNo, "provenMinutes": number,
            "correctedMinutes": number, "inferredMinutes": number,
        ])
    }

    static func maybe(_ schema: JSON) -> JSON { ["oneOf": [["type": "null"], schema]] }
}
