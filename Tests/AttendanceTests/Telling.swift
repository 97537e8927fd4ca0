import Attendance

/// Short words for events of one invented occurrence that begins at second 0.
let occurrence = OccurrenceID("4444AAAiAAAAAiAiAiiAii==")

func at(_ second: Int64) -> Timestamp { Timestamp(seconds: 1_790_000_000 + second) }
func at(minute: Int64) -> Timestamp { at(minute * 60) }
func at(ifTold second: Int64?) -> Timestamp? { second.map { at($0) } }

func event(
    _ kind: MeetingEvent.Kind, _ second: Int64, _ participant: String? = nil, user: String? = nil,
    parent: String? = nil, _ identity: ObservedIdentity = ObservedIdentity()
) -> MeetingEvent {
    let connection = MeetingEvent.Connection(participantUUID: participant, userID: user, parentUserID: parent)
    return MeetingEvent(
        kind, in: occurrence, at: at(second),
        connection: participant == nil && user == nil && parent == nil ? nil : connection, identity: identity)
}

/// Intervals in seconds of the occurrence.
func seconds(_ ranges: Range<Int64>...) -> IntervalSet {
    IntervalSet(ranges.map { Interval(at($0.lowerBound), at($0.upperBound)) })
}

func minutes(_ ranges: Range<Int64>...) -> IntervalSet {
    IntervalSet(ranges.map { Interval(at(minute: $0.lowerBound), at(minute: $0.upperBound)) })
}

extension Timeline {
    /// Of everybody together.
    var presence: Presence { presence(of: attendees) }
}
