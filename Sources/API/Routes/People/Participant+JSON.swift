internal import Attendance
internal import Bridge
internal import JSON

extension ParticipantPage {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024 + participants.count * 512)
        json.object {
            $0.member("participants") { json in
                json.array { json in
                    for participant in participants {
                        json.object {
                            participant.writeMembers(&$0)
                            $0.member(
                                "meetings", .array(participant.meetings.sorted().map { .string($0.rawValue) }))
                        }
                    }
                }
            }
            $0.member("next", next?.rawValue)
        }
        return json.bytes
    }
}

extension ParticipantReport {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 2048)
        json.object {
            participant.writeMembers(&$0)
            $0.member("identities") { json in
                json.array { json in
                    for key in participant.identities.sorted() {
                        json.object {
                            $0.member("kind", key.kind.rawValue)
                            $0.member("value", key.value)
                        }
                    }
                }
            }
            $0.member("meetings") { json in
                json.array { json in for meeting in meetings { json.object { meeting.writeMembers(&$0) } } }
            }
        }
        return json.bytes
    }
}

extension Participant {
    fileprivate func writeMembers(_ json: inout JSONWriter) {
        json.member("participant", id.rawValue)
        json.member("name", name)
        json.member("caseNumber", caseNumber)
        json.member("courtRep", courtRep.rawValue)
        json.member("timeZone", timeZone)
        json.member("joinCode", joinCode.description)
        json.member("policy", policy)
        json.member("requirement") { json in json.object { requirement.writeMembers(&$0) } }
    }
}

extension AttendancePage {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024 + attendances.count * 768)
        json.object {
            $0.member("attendances") { json in
                json.array { json in for one in attendances { json.object { one.writeMembers(&$0) } } }
            }
            $0.member("next", next)
        }
        return json.bytes
    }
}

extension AttendanceReport {
    func writeMembers(_ json: inout JSONWriter) {
        json.member("occurrence", occurrence.rawValue)
        json.member("meeting", meeting.rawValue)
        json.member("name", meetingName)
        json.member("timeZone", timeZone)
        json.member("startedAt", began?.rfc3339)
        json.member("endedAt", ended?.rfc3339)
        json.member("scheduledStart", slot?.start.rfc3339)
        json.member("scheduledEnd", slot?.end.rfc3339)
        json.member("isOver", isOver)
        json.member("provenMinutes", proven.total.wholeMinutes)
        json.member("correctedMinutes", corrected.total.wholeMinutes)
        json.member("inferredMinutes", inferred.total.wholeMinutes)
        json.member("proven") { proven.write(&$0) }
        json.member("corrected") { corrected.write(&$0) }
        json.member("inferred") { inferred.write(&$0) }
        json.member("removed") { removed.write(&$0) }
        json.member("presentSince", presentSince?.rfc3339)
        json.member("firstSeen", first?.rfc3339)
        json.member("lastSeen", last?.rfc3339)
        json.member("connections", connections)
        json.member("strength", strength)
        json.member("matchedBy", matchedBy)
        json.member("flags", .array(flags.map { .string($0) }))
        json.member("card", card?.rawValue)
        json.member("verdict", verdict?.rawValue)
        json.member("isVoid", isVoid)
        json.member("isExcused", isExcused)
    }
}

extension AttendanceLanes {
    func writeMembers(_ json: inout JSONWriter) {
        json.member("lanes") { json in json.array { json in for lane in lanes { lane.write(&json) } } }
        json.member("waiting") { waiting.write(&$0) }
    }
}

extension AttendanceLanes.Lane {
    fileprivate func write(_ json: inout JSONWriter) {
        let intervals =
            (proven.intervals.map { ($0, "proven") } + inferred.intervals.map { ($0, "inferred") })
            .sorted { $0.0.start < $1.0.start }
        json.object {
            $0.member("device", device)
            $0.member("intervals") { json in
                json.array { json in
                    for (interval, kind) in intervals {
                        json.object {
                            $0.member("start", interval.start.rfc3339)
                            $0.member("end", interval.end.rfc3339)
                            $0.member("kind", kind)
                        }
                    }
                }
            }
            $0.member("waiting") { waiting.write(&$0) }
            $0.member("presentSince", presentSince?.rfc3339)
        }
    }
}

extension IntervalSet {
    fileprivate func write(_ json: inout JSONWriter) {
        json.array { json in
            for interval in intervals {
                json.object {
                    $0.member("start", interval.start.rfc3339)
                    $0.member("end", interval.end.rfc3339)
                }
            }
        }
    }
}
