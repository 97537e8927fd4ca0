internal import Attendance
internal import Bridge
internal import JSON

func json(of decisions: [DecisionReport]) -> [UInt8] {
    var json = JSONWriter(reservingCapacity: 1024)
    json.object {
        $0.member("decisions") { json in
            json.array { json in for decision in decisions { decision.write(&json) } }
        }
    }
    return json.bytes
}

extension DecisionReport {
    fileprivate func write(_ json: inout JSONWriter) {
        json.object {
            $0.member("decision", id)
            $0.member("kind", kind.rawValue)
            $0.member("at", at.rfc3339)
            $0.member("author", author.rawValue)
            $0.member("role", role)
            $0.member("participant", participant.rawValue)
            $0.member("occurrence", occurrence?.rawValue)
            $0.member("start", interval?.start.rfc3339)
            $0.member("end", interval?.end.rfc3339)
            $0.member("card", card?.rawValue)
            $0.member("week", week?.description)
            $0.member("forGood", lastingKind?.rawValue)
            $0.member("target", target)
            $0.member("answeredBy", answeredBy)
            $0.member("isTakenBack", isTakenBack)
            $0.member("reason", reason)
        }
    }
}
