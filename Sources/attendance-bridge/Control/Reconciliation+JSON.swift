import Attendance
import Bridge
import JSON
import Zoom

extension ReportReconciliation {
    var json: JSON {
        [
            "source": "report", "layout": .string(layout.rawValue), "timeZone": .string(timeZone),
            "isZoneGuessed": .bool(isZoneGuessed), "warnings": .array(warnings.map { .string($0.description) }),
            "waitingRows": .integer(Int64(waitingRows)), "occurrence": .string(occurrence.rawValue),
            "occurrences": .array(reconciliation.map { [$0.json] } ?? []),
            "contradictions": .array(contradictions.map(\.json)),
        ]
    }
}

extension TotalContradiction {
    fileprivate var json: JSON {
        [
            "line": .integer(Int64(line)), "participant": participant.map { .string($0.rawValue) } ?? .null,
            "reportedMinutes": .integer(Int64(reportedMinutes)), "knownMinutes": .integer(Int64(knownMinutes)),
        ]
    }
}

extension ZoomReconciliation {
    var json: JSON {
        [
            "source": "api", "occurrences": .array(occurrences.map(\.json)),
            "failures": .array(
                failures.map { failure in
                    [
                        "number": .string(failure.number.rawValue),
                        "occurrence": failure.occurrence.map { .string($0.rawValue) } ?? .null,
                        "why": .string(failure.error.description),
                    ]
                }),
        ]
    }
}

extension LogReconciliation {
    var json: JSON {
        [
            "source": "webhook-logs", "logged": .integer(Int64(logged)), "unreadable": .integer(Int64(unreadable)),
            "newWithoutOccurrence": .integer(Int64(newApart)), "occurrences": .array(occurrences.map(\.json)),
        ]
    }
}

extension Reconciliation {
    fileprivate var json: JSON {
        [
            "occurrence": .string(occurrence.rawValue), "number": number.map { .string($0.rawValue) } ?? .null,
            "meeting": meeting.map { .string($0.rawValue) } ?? .null, "isNew": .bool(isNew),
            "began": moment(began), "ended": moment(ended), "entries": .integer(Int64(entries)),
            "newEntries": .integer(Int64(newEntries)),
            "people": .array(
                people.map { person in
                    [
                        "participant": .string(person.participant.rawValue),
                        "before": person.before?.json ?? .null, "after": person.after?.json ?? .null,
                    ]
                }),
            "unmatchedBefore": .integer(Int64(unmatchedBefore)), "unmatchedAfter": .integer(Int64(unmatchedAfter)),
            "isApplied": .bool(isApplied),
        ]
    }

    private func moment(_ value: Timestamp?) -> JSON { value.map { .string($0.rfc3339) } ?? .null }
}

extension AttendanceFigures {
    fileprivate var json: JSON {
        [
            "provenMs": .integer(proven.milliseconds), "inferredMs": .integer(inferred.milliseconds),
            "correctedMs": .integer(corrected.milliseconds), "minutes": .integer(total.wholeMinutes),
            "flags": .array(flags.map { .string($0) }),
        ]
    }
}
