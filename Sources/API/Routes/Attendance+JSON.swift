internal import Attendance
internal import JSON

// What several answers say in the same words.

extension Requirement {
    func writeMembers(_ json: inout JSONWriter) {
        json.member("meetingsPerWeek", meetingsPerWeek)
        json.member("meetingsInTotal", meetingsInTotal)
        json.member("minimumMinutes", minimumMinutes)
        json.member("startsOn", startsOn?.description)
        json.member("deadline", deadline?.description)
    }
}

extension Progress.Week {
    func writeMembers(_ json: inout JSONWriter) {
        json.member("done", done)
        json.member("required", required)
        json.member("status", status.rawValue)
        json.member("firstDay", firstDay.description)
        json.member("startsAt", startsAt.rfc3339)
        json.member("endsAt", endsAt.rfc3339)
    }
}

extension Progress.Count {
    func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("done", done)
            $0.member("required", required)
        }
    }
}

extension Progress.Projection {
    func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("reachedOn", reachedOn?.description)
            $0.member("meetsDeadline", meetsDeadline)
        }
    }
}

extension Progress.Current? {
    /// - Parameter name: of the meeting.
    func write(_ json: inout JSONWriter, name: (MeetingID) -> String?) {
        guard let self else { return json.null() }
        json.object {
            $0.member("meeting", self.meeting.rawValue)
            $0.member("name", name(self.meeting))
            $0.member("occurrence", self.occurrence.rawValue)
            $0.member("since", self.since.rfc3339)
            $0.member("minutesSoFar", self.soFar.wholeMinutes)
        }
    }
}

extension AttendanceSummary {
    /// - Parameter name: of the meeting.
    func write(_ json: inout JSONWriter, name: (MeetingID) -> String?) {
        json.object {
            $0.member("meeting", meeting.rawValue)
            $0.member("name", name(meeting))
            $0.member("occurrence", occurrence.rawValue)
            $0.member("startedAt", start.rfc3339)
            $0.member("verdict", verdict?.rawValue)
            $0.member("card", card?.rawValue)
            $0.member("isVoid", isVoid)
            $0.member("isExcused", isExcused)
            $0.member("provenMinutes", proven.wholeMinutes)
            $0.member("correctedMinutes", corrected.wholeMinutes)
            $0.member("inferredMinutes", inferred.wholeMinutes)
        }
    }
}
