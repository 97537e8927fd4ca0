internal import Attendance
public import JSON

/// The same in the API and in commands.
extension DigestReport {
    public var json: JSON {
        [
            "courtRep": .string(courtRep.rawValue), "date": .string(digest.date.description),
            "timeZone": .string(digest.timeZone), "madeAt": .string(madeAt.rfc3339), "isShortened": .bool(isShortened),
            "counts": counts, "behind": .array(digest.behind.map(json)), "cards": .array(digest.cards.map(json)),
            "attendances": .array(digest.attendances.map(json)), "disputes": .array(digest.disputes.map(json)),
            "unmatched": [
                "ofDay": .integer(Int64(digest.unmatched.ofDay)), "waiting": .integer(Int64(digest.unmatched.waiting)),
            ],
        ]
    }

    private var counts: JSON {
        func cards(_ verdict: Verdict) -> JSON { .integer(Int64(digest.cards.count { $0.verdict == verdict })) }
        return [
            "attendances": .integer(Int64(digest.attendances.count)), "passed": cards(.passed),
            "failed": cards(.failed), "needsReview": cards(.needsReview),
            "disputes": .integer(Int64(digest.disputes.count)), "behind": .integer(Int64(digest.behind.count)),
        ]
    }

    private func json(_ one: DailyDigest.Attended) -> JSON {
        [
            "participant": .string(one.participant.rawValue), "name": name(of: one.participant),
            "meeting": .string(one.meeting.rawValue), "meetingName": .string(one.meetingName),
            "occurrence": .string(one.occurrence.rawValue), "startedAt": .string(one.start.rfc3339),
            "provenMinutes": .integer(one.provenMinutes), "correctedMinutes": .integer(one.correctedMinutes),
            "inferredMinutes": .integer(one.inferredMinutes), "verdict": .maybe(one.verdict?.rawValue),
        ]
    }

    private func json(_ one: DailyDigest.Issued) -> JSON {
        [
            "number": .string(one.number.rawValue), "participant": .string(one.participant.rawValue),
            "name": name(of: one.participant), "issuedAt": .string(one.issuedAt.rfc3339),
            "verdict": .string(one.verdict.rawValue), "isVoid": .bool(one.isVoid), "isExcused": .bool(one.isExcused),
            "supersedes": .maybe(one.supersedes?.rawValue), "meetingName": .maybe(one.meetingName),
            "startedAt": .maybe(one.start?.rfc3339), "reasons": .array(one.reasons.map { .string($0) }),
        ]
    }

    private func json(_ one: DailyDigest.Disputed) -> JSON {
        [
            "dispute": .integer(one.dispute), "card": .string(one.card.rawValue),
            "participant": .string(one.participant.rawValue), "name": name(of: one.participant),
            "at": .string(one.at.rfc3339),
        ]
    }

    private func json(_ one: DailyDigest.Behind) -> JSON {
        func count(_ count: Progress.Count) -> JSON {
            [
                "done": .integer(Int64(count.done)),
                "required": count.required.map { .integer(Int64($0)) } ?? .null,
            ]
        }
        return [
            "participant": .string(one.participant.rawValue), "name": name(of: one.participant),
            "reasons": .array(one.reasons.map { .string($0.rawValue) }), "thisWeek": count(one.thisWeek),
            "total": count(one.total), "deadline": .maybe(one.deadline?.description), "sentence": .string(one.sentence),
        ]
    }

    private func name(of participant: PersonID) -> JSON { .string(names[participant] ?? "") }
}

extension DigestPage {
    public var json: JSON {
        [
            "digests": .array(
                days.map { ["date": .string($0.date.description), "madeAt": .string($0.madeAt.rfc3339)] }),
            "next": .maybe(next?.description), "mail": mail.json,
        ]
    }
}

extension DigestMail {
    public var json: JSON { ["wanted": .bool(isWanted), "possible": .bool(isPossible)] }
}

extension JSON {
    fileprivate static func maybe(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
}
