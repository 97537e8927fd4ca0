internal import Attendance
internal import Bridge
internal import JSON

extension OccurrencePage {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object {
            $0.member("occurrences") { json in
                json.array { json in for one in occurrences { json.object { one.writeMembers(&$0) } } }
            }
            $0.member("next", next)
        }
        return json.bytes
    }
}

extension OccurrenceDetail {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024 + attendances.count * 768)
        json.object {
            report.writeMembers(&$0)
            $0.member("attendances") { json in
                json.array { json in
                    for attendance in attendances {
                        json.object {
                            $0.member("participant", attendance.participant.rawValue)
                            $0.member("participantName", names[attendance.participant])
                            attendance.writeMembers(&$0)
                            lanes?[attendance.participant]?.writeMembers(&$0)
                        }
                    }
                }
            }
            $0.member("absent") { json in json.array { json in for one in absent { one.write(&json) } } }
            $0.member("unmatched", unmatched)
        }
        return json.bytes
    }
}

extension OccurrenceReport {
    fileprivate func writeMembers(_ json: inout JSONWriter) {
        json.member("occurrence", id.rawValue)
        json.member("meeting", meeting?.rawValue)
        json.member("name", meetingName)
        json.member("startedAt", began?.rfc3339)
        json.member("endedAt", ended?.rfc3339)
        json.member("scheduledStart", slot?.start.rfc3339)
        json.member("scheduledEnd", slot?.end.rfc3339)
        json.member("isOver", completedAt != nil)
        json.member("completedAt", completedAt?.rfc3339)
        json.member("completion", completion)
        json.member("attended", attended)
        json.member("present", present)
    }
}
