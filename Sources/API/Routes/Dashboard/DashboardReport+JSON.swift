internal import Attendance
internal import Bridge
internal import JSON

extension DashboardReport {
    /// - Parameter pollSeconds: how long a client should wait before it asks again.
    func json(pollSeconds: Int) -> [UInt8] {
        var json = JSONWriter(reservingCapacity: 1024 + participants.count * 1024)
        json.object {
            $0.member("courtRep", courtRep.rawValue)
            $0.member("name", name)
            $0.member("counts") { json in writeCounts(&json) }
            $0.member("participants") { json in
                json.array { json in for participant in participants { write(participant, &json) } }
            }
            $0.member("meetings") { json in
                json.array { json in for meeting in goingOn { write(meeting, &json) } }
            }
            $0.member("cards") { json in json.array { json in for card in cards { write(card, &json) } } }
            $0.member("disputes") { json in json.array { json in writeDisputes(&json) } }
            $0.member("unmatched") { json in
                json.object {
                    $0.member("attendees", unmatched.attendees)
                    $0.member("occurrences", unmatched.occurrences)
                }
            }
            $0.member("newestDigest", newestDigest?.description)
            $0.member("pollSeconds", pollSeconds)
        }
        return json.bytes
    }

    private func name(of meeting: MeetingID) -> String? { meetings[meeting] }

    private func writeCounts(_ json: inout JSONWriter) {
        json.object {
            $0.member("participants", participants.count)
            $0.member("present", participants.count { $0.current(at: at) != nil })
            $0.member("onTrack", participants.count { $0.standing == .onTrack && !$0.isAtRisk })
            $0.member("atRisk", participants.count { $0.isAtRisk })
            $0.member("behind", participants.count { $0.standing == .behind })
            $0.member("complete", participants.count { $0.standing == .complete })
            $0.member("needsReview", participants.reduce(0) { $0 + $1.needsReview })
        }
    }

    private func write(_ participant: ParticipantSummary, _ json: inout JSONWriter) {
        json.object {
            $0.member("participant", participant.id.rawValue)
            $0.member("name", participant.name)
            $0.member("caseEnding", participant.caseEnding)
            $0.member("timeZone", participant.timeZone)
            $0.member("currentMeeting") { json in
                participant.current(at: at).write(&json, name: name(of:))
            }
            $0.member("standing", participant.standing.rawValue)
            $0.member("standingSentence", participant.standingSentence)
            $0.member("isAtRisk", participant.isAtRisk)
            $0.member("thisWeek") { json in json.object { participant.thisWeek.writeMembers(&$0) } }
            $0.member("total") { json in participant.total.write(&json) }
            $0.member("deadline", participant.deadline?.description)
            $0.member("projection") { json in participant.projection.write(&json) }
            $0.member("lastAttendance") { json in
                guard let last = participant.last else { return json.null() }
                last.write(&json, name: name(of:))
            }
            $0.member("needsReview", participant.needsReview)
            $0.member("openDisputes", participant.disputes.count)
        }
    }

    private func write(_ meeting: MeetingGoingOn, _ json: inout JSONWriter) {
        json.object {
            $0.member("meeting", meeting.meeting.rawValue)
            $0.member("name", name(of: meeting.meeting))
            $0.member("occurrence", meeting.occurrence.rawValue)
            $0.member("startedAt", meeting.start.rfc3339)
            $0.member("scheduledStart", meeting.slot?.start.rfc3339)
            $0.member("scheduledEnd", meeting.slot?.end.rfc3339)
            $0.member("present", .array(meeting.present.map { .string($0.rawValue) }))
            $0.member("absent", .array(meeting.absent.map { .string($0.rawValue) }))
        }
    }

    private func write(_ card: CardToSee, _ json: inout JSONWriter) {
        json.object {
            $0.member("card", card.number.rawValue)
            $0.member("participant", card.participant.rawValue)
            $0.member("issuedAt", card.issuedAt.rfc3339)
            $0.member("verdict", card.verdict.rawValue)
            $0.member("meeting", card.meeting.rawValue)
            $0.member("name", name(of: card.meeting))
            $0.member("occurrence", card.occurrence.rawValue)
            $0.member("startedAt", card.start?.rfc3339)
            $0.member("reasons") { json in
                json.array { json in
                    for reason in card.reasons {
                        json.object {
                            $0.member("rule", reason.rule)
                            $0.member("outcome", reason.outcome)
                            $0.member("sentence", reason.sentence)
                        }
                    }
                }
            }
        }
    }

    /// In the order they were opened.
    private func writeDisputes(_ json: inout JSONWriter) {
        let all = participants.flatMap { one in one.disputes.map { (participant: one.id, dispute: $0) } }
        for (participant, dispute) in all.sorted(by: { $0.dispute.id < $1.dispute.id }) {
            json.object {
                $0.member("dispute", dispute.id)
                $0.member("participant", participant.rawValue)
                $0.member("card", dispute.card.rawValue)
                $0.member("openedAt", dispute.at.rfc3339)
                $0.member("reason", dispute.reason)
            }
        }
    }
}
