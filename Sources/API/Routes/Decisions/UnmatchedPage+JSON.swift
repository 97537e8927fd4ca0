internal import Attendance
internal import Bridge
internal import JSON

extension UnmatchedPage {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024)
        json.object {
            $0.member("attendees") { json in
                json.array { json in for attendee in attendees { attendee.write(&json) } }
            }
            $0.member("next", next)
        }
        return json.bytes
    }
}

extension UnmatchedAttendee {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("occurrence", occurrence.rawValue)
            $0.member("attendee", attendee)
            $0.member("meeting", meeting.rawValue)
            $0.member("meetingName", meetingName)
            $0.member("startedAt", began?.rfc3339)
            $0.member("isAmbiguous", isAmbiguous)
            $0.member("firstSeen", first?.rfc3339)
            $0.member("lastSeen", last?.rfc3339)
            $0.member("provenMinutes", proven.wholeMinutes)
            $0.member("inferredMinutes", inferred.wholeMinutes)
            $0.member("connections", connections)
            $0.member("names", .array(names.map { .string($0) }))
            $0.member("emails", .array(emails.map { .string($0) }))
            $0.member("phones", .array(phones.map { .string($0) }))
            $0.member("forgottenAt", forgottenAt?.rfc3339)
            $0.member("suggestions") { json in
                json.array { json in
                    for suggestion in suggestions {
                        json.object {
                            $0.member("participant", suggestion.participant.rawValue)
                            $0.member("reason", suggestion.reason.rawValue)
                        }
                    }
                }
            }
            $0.member("forGood", .array(lastingKinds.map { .string($0.rawValue) }))
        }
    }
}
