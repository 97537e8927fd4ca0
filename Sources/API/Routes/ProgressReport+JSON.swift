internal import Attendance
internal import Bridge
internal import JSON

extension ProgressReport {
    /// - Parameter pollSeconds: how long a client should wait before it asks again.
    func json(pollSeconds: Int) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object {
            $0.member("participant", participant.id.rawValue)
            $0.member("name", participant.name)
            $0.member("joinCode", participant.joinCode.description)
            $0.member("requirement") { json in
                json.object {
                    $0.member("meetingsPerWeek", participant.requirement.meetingsPerWeek)
                    $0.member("meetingsInTotal", participant.requirement.meetingsInTotal)
                    $0.member("minimumMinutes", participant.requirement.minimumMinutes)
                    $0.member("startsOn", participant.requirement.startsOn?.description)
                    $0.member("deadline", participant.requirement.deadline?.description)
                }
            }
            $0.member("standing", progress.standing.rawValue)
            $0.member("standingSentence", progress.standingSentence)
            $0.member("thisWeek") { json in
                json.object {
                    write(membersOf: progress.thisWeek, &$0)
                    $0.member("timeZone", participant.timeZone)
                }
            }
            $0.member("total") { json in
                json.object {
                    $0.member("done", progress.total.done)
                    $0.member("required", progress.total.required)
                }
            }
            $0.member("weeks") { json in
                json.array { json in
                    for week in progress.weeks { json.object { write(membersOf: week, &$0) } }
                }
            }
            $0.member("streakWeeks", progress.streak)
            $0.member("projection") { json in
                json.object {
                    $0.member("reachedOn", progress.projection.reachedOn?.description)
                    $0.member("meetsDeadline", progress.projection.meetsDeadline)
                }
            }
            $0.member("consent") { json in
                guard let consent else { return json.value(.null) }
                json.object {
                    $0.member("decision", consent.decision)
                    $0.member("givenAt", consent.givenAt.rfc3339)
                    $0.member("revokedAt", consent.revokedAt?.rfc3339)
                }
            }
            $0.member("openDisputes") { json in
                json.array { json in
                    for (card, dispute) in openDisputes.sorted(by: { $0.value < $1.value }) {
                        json.object {
                            $0.member("dispute", dispute)
                            $0.member("card", card.rawValue)
                        }
                    }
                }
            }
            $0.member("currentMeeting") { json in write(progress.current, &json) }
            $0.member("recent") { json in
                json.array { json in for attendance in progress.recent { write(attendance, &json) } }
            }
            $0.member("lastUpdated", lastUpdated?.rfc3339)
            $0.member("pollSeconds", pollSeconds)
        }
        return json.bytes
    }

    private func write(membersOf week: Progress.Week, _ json: inout JSONWriter) {
        json.member("done", week.done)
        json.member("required", week.required)
        json.member("status", week.status.rawValue)
        json.member("firstDay", week.firstDay.description)
        json.member("startsAt", week.startsAt.rfc3339)
        json.member("endsAt", week.endsAt.rfc3339)
    }

    private func write(_ current: Progress.Current?, _ json: inout JSONWriter) {
        guard let current else {
            json.null()
            return
        }
        json.object {
            $0.member("meeting", current.meeting.rawValue)
            $0.member("name", meetings[current.meeting]?.name)
            $0.member("occurrence", current.occurrence.rawValue)
            $0.member("since", current.since.rfc3339)
            $0.member("minutesSoFar", current.soFar.wholeMinutes)
        }
    }

    private func write(_ attendance: AttendanceSummary, _ json: inout JSONWriter) {
        json.object {
            $0.member("meeting", attendance.meeting.rawValue)
            $0.member("name", meetings[attendance.meeting]?.name)
            $0.member("occurrence", attendance.occurrence.rawValue)
            $0.member("startedAt", attendance.start.rfc3339)
            $0.member("verdict", attendance.verdict?.rawValue)
            $0.member("card", attendance.card?.rawValue)
            $0.member("isVoid", attendance.isVoid)
            $0.member("isExcused", attendance.isExcused)
            $0.member("provenMinutes", attendance.proven.wholeMinutes)
            $0.member("correctedMinutes", attendance.corrected.wholeMinutes)
            $0.member("inferredMinutes", attendance.inferred.wholeMinutes)
        }
    }
}
