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
            $0.member("requirement") { json in json.object { participant.requirement.writeMembers(&$0) } }
            $0.member("standing", progress.standing.rawValue)
            $0.member("standingSentence", progress.standingSentence)
            $0.member("thisWeek") { json in
                json.object {
                    progress.thisWeek.writeMembers(&$0)
                    $0.member("timeZone", participant.timeZone)
                }
            }
            $0.member("total") { json in progress.total.write(&json) }
            $0.member("weeks") { json in
                json.array { json in
                    for week in progress.weeks { json.object { week.writeMembers(&$0) } }
                }
            }
            $0.member("streakWeeks", progress.streak)
            $0.member("projection") { json in progress.projection.write(&json) }
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
            $0.member("currentMeeting") { json in progress.current.write(&json, name: name(of:)) }
            $0.member("recent") { json in
                json.array { json in for attendance in progress.recent { attendance.write(&json, name: name(of:)) } }
            }
            $0.member("lastUpdated", lastUpdated?.rfc3339)
            $0.member("pollSeconds", pollSeconds)
        }
        return json.bytes
    }

    private func name(of meeting: MeetingID) -> String? { meetings[meeting]?.name }
}
