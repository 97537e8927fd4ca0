internal import Attendance
internal import Bridge
internal import JSON

extension OpenAPI {
    /// What is answered about daily digests.
    static var digestSchemas: [String: JSON] {
        let mail = object(["wanted": yesOrNo, "possible": yesOrNo])
        let count = object(["done": number, "required": maybeNumber])
        return [
            "Digests": object([
                "digests": list(object(["date": date, "madeAt": moment])), "next": maybeDate, "mail": mail,
            ]),
            "DigestMail": mail,
            "Digest": object([
                "courtRep": text, "date": date, "timeZone": text, "madeAt": moment, "isShortened": yesOrNo,
                "counts": object([
                    "attendances": number, "passed": number, "failed": number, "needsReview": number,
                    "disputes": number, "behind": number,
                ]),
                "attendances": list(
                    object([
                        "participant": text, "name": text, "meeting": text, "meetingName": text, "occurrence": text,
                        "startedAt": moment, "provenMinutes": number, "correctedMinutes": number,
                        "inferredMinutes": number, "verdict": maybeText,
                    ])),
                "cards": list(
                    object([
                        "number": text, "participant": text, "name": text, "issuedAt": moment,
                        "verdict": one(of: Verdict.self), "isVoid": yesOrNo, "isExcused": yesOrNo,
                        "supersedes": maybeText, "meetingName": maybeText, "startedAt": maybeMoment,
                        "reasons": list(text),
                    ])),
                "disputes": list(
                    object(["dispute": number, "card": text, "participant": text, "name": text, "at": moment])),
                "unmatched": object(["ofDay": number, "waiting": number]),
                "behind": list(
                    object([
                        "participant": text, "name": text, "reasons": list(one(of: DailyDigest.Lag.self)),
                        "thisWeek": count, "total": count, "deadline": maybeDate, "sentence": text,
                    ])),
            ]),
        ]
    }
}
