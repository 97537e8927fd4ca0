import Attendance
import Crypto
import JSON

extension CardContent {
    /// What the document is made of, personal values in their places. Every key is always there; what is not known is null.
    /// Numbers are whole.
    var json: JSON {
        .object([
            "schema": .string(Self.schema),
            "number": .string(number.rawValue),
            "issuedAt": .string(issuedAt.rfc3339),
            "issuer": .optional(issuer?.json),
            "obligation": .optional(obligation?.json),
            "notices": .array(
                notices.map { .object(["id": .string($0.id), "sentence": .string($0.sentence)]) }),
            "participant": facts.participant.json,
            "meeting": facts.meeting.json,
            "scheduled": .optional(facts.scheduled?.json),
            "actual": .object(["start": .time(facts.actual.start), "end": .time(facts.actual.end)]),
            "presence": facts.presence.json,
            "match": .object([
                "strength": .string(facts.match.strength.rawValue), "by": .string(facts.match.by.rawValue),
            ]),
            "policy": .object(["name": .string(facts.policy.name), "version": .string(facts.policy.version)]),
            "rules": .array(facts.rules.map(\.json)),
            "verdict": .string(facts.verdict.rawValue),
            "flags": .array(
                facts.flags.map { .object(["id": .string($0.id), "sentence": .string($0.sentence)]) }),
            "decisions": .array(facts.decisions.map(\.json)),
            "isVoid": .bool(facts.isVoid),
            "isExcused": .bool(facts.isExcused),
            "completion": .object([
                "reason": .string(facts.completion.reason), "sentence": .string(facts.completion.sentence),
            ]),
            "evidence": .object([
                "deliveries": .integer(Int64(facts.evidence.deliveries)),
                "sources": .object(facts.evidence.sources.mapValues { .integer(Int64($0)) }),
                "digest": .string(facts.evidence.digest.hex),
                "first": .time(facts.evidence.first), "last": .time(facts.evidence.last),
                "isReconciled": .bool(facts.evidence.isReconciled),
            ]),
            "supersedes": .optional(supersedes?.json),
            "previous": .text(previous?.hex),
        ])
    }
}

extension CardIssuer {
    fileprivate var json: JSON {
        .object([
            "jurisdiction": .text(jurisdiction), "program": .text(program), "contact": .text(contact),
            "address": .text(address), "software": .string(software), "keyID": .string(keyID),
            "clock": .string(clock.rawValue),
        ])
    }
}

extension CardObligation {
    fileprivate var json: JSON {
        .object([
            "meetingsPerWeek": .count(meetingsPerWeek), "meetingsInTotal": .count(meetingsInTotal),
            "minimumMinutes": .count(minimumMinutes), "startsOn": .text(startsOn?.description),
            "deadline": .text(deadline?.description), "counts": .string(counts.rawValue),
            "sentence": .string(sentence),
            "progress": .object([
                "weekStarts": .string(progress.weekStarts.description), "doneThisWeek": .count(progress.doneThisWeek),
                "requiredThisWeek": .count(progress.requiredThisWeek), "doneInTotal": .count(progress.doneInTotal),
                "requiredInTotal": .count(progress.requiredInTotal), "standing": .string(progress.standing.rawValue),
                "sentence": .string(progress.sentence),
            ]),
        ])
    }
}

extension JSON {
    fileprivate static func count(_ value: Int?) -> JSON { value.map { .integer(Int64($0)) } ?? .null }
    fileprivate static func optional(_ value: JSON?) -> JSON { value ?? .null }
    fileprivate static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }
    fileprivate static func time(_ value: Timestamp?) -> JSON { text(value?.rfc3339) }
}

extension CardFacts.Person {
    fileprivate var json: JSON {
        .object([
            "id": .string(id.rawValue), "name": .string(name), "caseNumber": .string(caseNumber),
            "courtRep": .string(courtRep.rawValue), "courtRepName": .text(courtRepName),
        ])
    }
}

extension CardFacts.Meeting {
    fileprivate var json: JSON {
        .object([
            "id": .string(id.rawValue), "name": .string(name), "program": .text(program),
            "isNeutral": .bool(isNeutral), "platform": .string(platform), "numberLast4": .string(numberLast4),
            "occurrences": .array(occurrences.map { .string($0.rawValue) }),
        ])
    }
}

extension CardFacts.Slot {
    fileprivate var json: JSON {
        .object(["start": .time(start), "end": .time(end), "timeZone": .string(timeZone)])
    }
}

extension CardFacts.Presence {
    fileprivate var json: JSON {
        .object([
            "proven": proven.json, "inferred": inferred.json, "corrected": corrected.json, "removed": removed.json,
            "waiting": waiting.json, "connections": .integer(Int64(connections)), "lanes": .array(lanes.map(\.json)),
        ])
    }
}

extension CardFacts.Presence.Lane {
    fileprivate var json: JSON {
        .object([
            "device": .string(device.rawValue), "proven": proven.json, "inferred": inferred.json,
            "waiting": waiting.json,
        ])
    }
}

extension IntervalSet {
    fileprivate var json: JSON {
        .object([
            "intervals": .array(intervals.map { .object(["start": .time($0.start), "end": .time($0.end)]) }),
            "totalMs": .integer(total.milliseconds),
        ])
    }
}

extension CardFacts.Rule {
    fileprivate var json: JSON {
        .object([
            "id": .string(id), "sentence": .string(sentence),
            "sentences": .object(sentences.mapValues { .string($0) }),
            "measured": .optional(measured.map { .integer($0) }),
            "threshold": .optional(threshold.map { .integer($0) }), "unit": .string(unit), "outcome": .string(outcome),
        ])
    }
}

extension CardFacts.Decision {
    fileprivate var json: JSON {
        .object([
            "id": .integer(id), "kind": .string(kind), "reason": .string(reason), "author": .string(author.rawValue),
            "role": .string(role), "at": .time(at), "start": .time(interval?.start), "end": .time(interval?.end),
        ])
    }
}

extension Supersession {
    fileprivate var json: JSON {
        .object([
            "number": .string(number.rawValue), "hash": .string(hash.hex), "reason": .string(reason),
            "changes": .array(
                changes.map {
                    .object(["what": .string($0.what), "before": .string($0.before), "after": .string($0.after)])
                }),
            "also": .array(
                also.map { .object(["number": .string($0.number.rawValue), "hash": .string($0.hash.hex)]) }),
            "author": .optional(
                author.map { .object(["id": .string($0.id.rawValue), "role": .string($0.role)]) }),
        ])
    }
}
