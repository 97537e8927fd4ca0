public import Attendance

extension APIParticipant {
    /// The row as evidence; nil for a stay in the waiting room, and for one that does not say from when until when.
    public func stay(occurrence: OccurrenceID, number: MeetingNumber) -> ReportStay? {
        guard !isInWaitingRoom, let joined, let left else { return nil }
        var stay = ReportStay(in: occurrence, of: number, from: joined, until: left, source: .api)
        stay.name = name
        stay.email = email
        stay.userID = userID
        stay.participantUUID = participantUUID
        stay.registrantID = registrantID
        stay.customerKey = customerKey
        stay.zoomUserID = participantUserID
        stay.isInBreakoutRoom = isInBreakoutRoom
        return stay
    }

    /// The row as evidence for the journal, in the shape of a webhook's body. The same row always gives the same bytes.
    /// - Returns: nil where `stay` is.
    public func body(occurrence: OccurrenceID, number: MeetingNumber) -> [UInt8]? {
        stay(occurrence: occurrence, number: number)?.body
    }
}

extension PastMeeting {
    /// When the occurrence began and ended, as evidence for the journal; one body for each that is known.
    public var bodies: [[UInt8]] {
        let edges: [(ReportBound.Edge, Timestamp?)] = [(.started, started), (.ended, ended)]
        return edges.compactMap { edge, moment in
            moment.map { ReportBound(edge, at: $0, in: occurrence, of: number, source: .api).body }
        }
    }
}
