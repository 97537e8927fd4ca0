internal import Attendance
internal import Bridge
internal import JSON

extension MeetingPage {
    var json: [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024 + meetings.count * 512)
        json.object {
            $0.member("meetings") { json in
                json.array { json in for meeting in meetings { json.object { meeting.writeMembers(&$0) } } }
            }
            $0.member("next", next?.rawValue)
        }
        return json.bytes
    }
}

extension MeetingReport {
    func writeMembers(_ json: inout JSONWriter) {
        json.member("meeting", meeting.id.rawValue)
        json.member("number", meeting.number.rawValue)
        json.member("name", meeting.name)
        json.member("program", meeting.program)
        json.member("joinLink", meeting.joinLink)
        json.member("schedule") { json in
            guard let schedule = meeting.schedule else { return json.null() }
            schedule.write(&json)
        }
        json.member("nextStart", next?.start.rfc3339)
        json.member("nextEnd", next?.end.rfc3339)
        json.member("expected", expected)
    }
}

extension Schedule {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("timeZone", timeZone)
            $0.member("weekly") { json in
                json.array { json in
                    for rule in weekly {
                        json.object {
                            // ISO 8601: 1 is Monday.
                            $0.member("weekdays", .array(rule.weekdays.sorted().map { .integer(Int64($0)) }))
                            $0.member("start", clock(rule.startMinute))
                            $0.member("durationMinutes", rule.durationMinutes)
                            $0.member("from", rule.from?.description)
                            $0.member("until", rule.until?.description)
                        }
                    }
                }
            }
            $0.member("once") { json in
                json.array { json in
                    for one in once {
                        json.object {
                            $0.member("date", one.date.description)
                            $0.member("start", clock(one.startMinute))
                            $0.member("durationMinutes", one.durationMinutes)
                        }
                    }
                }
            }
            $0.member("cancelled", .array(cancelled.sorted().map { .string($0.description) }))
        }
    }

    /// On the clock of the schedule's zone: `19:00`.
    private func clock(_ minute: Int) -> String {
        let (hours, minutes) = (minute / 60, minute % 60)
        return (hours < 10 ? "0" : "") + "\(hours):" + (minutes < 10 ? "0" : "") + "\(minutes)"
    }
}

extension NamedParticipant {
    func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("participant", id.rawValue)
            $0.member("name", name)
        }
    }
}
