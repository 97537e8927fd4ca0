public import Attendance
internal import JSON

/// Where a report was read from.
public enum ReportSource: String, Hashable, Sendable {
    /// The file a host downloads.
    case csv
    /// Zoom's REST interface.
    case api
}

/// One row of a participant report: somebody's stay in one room of one occurrence, from joining to leaving it.
///
/// Its `body` is evidence as a webhook's body is: it goes into the journal, and `Delivery` reads it back.
public struct ReportStay: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var meeting: MeetingNumber?
    public var source: ReportSource

    public var join: Timestamp
    public var leave: Timestamp
    /// How far a time may stand before the truth: a second, or a minute where a spreadsheet has cut the seconds off.
    public var precision: Span = .seconds(1)

    /// The display name last used.
    public var name: String?
    /// The display name first used, where the report tells of another one later.
    public var originalName: String?
    public var email: String?
    /// The connection, where the report names it; CSV files never do.
    public var userID: String?
    public var participantUUID: String?
    public var registrantID: String?
    public var customerKey: String?
    public var zoomUserID: String?
    public var phoneNumber: String?
    public var publicAddress: String?
    public var isInBreakoutRoom = false

    public init(
        in occurrence: OccurrenceID, of meeting: MeetingNumber?, from join: Timestamp, until leave: Timestamp,
        source: ReportSource
    ) {
        self.occurrence = occurrence
        self.meeting = meeting
        self.join = join
        self.leave = leave
        self.source = source
    }

    /// Canonical JSON (RFC 8785) in the shape of a webhook's body, `report.stay`: the same row is the same bytes.
    public var body: [UInt8] {
        var participant: [String: JSON] = [
            "join_time": .string(join.rfc3339), "leave_time": .string(leave.rfc3339),
        ]
        let texts = [
            "user_name": name, "original_name": originalName, "email": email, "user_id": userID,
            "participant_uuid": participantUUID, "registrant_id": registrantID, "customer_key": customerKey,
            "participant_user_id": zoomUserID, "phone_number": phoneNumber, "public_ip": publicAddress,
        ]
        for (key, text) in texts {
            if let text, !text.isEmpty { participant[key] = .string(text) }
        }
        if isInBreakoutRoom { participant["breakout_room"] = true }
        return reportBody(
            "report.stay", at: join, object: ["participant": .object(participant)], of: occurrence, meeting,
            source: source, precision: precision)
    }
}

/// That a report says when an occurrence began or ended.
public struct ReportBound: Hashable, Sendable {
    public enum Edge: String, Hashable, Sendable {
        case started
        case ended
    }

    public var edge: Edge
    public var time: Timestamp
    public var occurrence: OccurrenceID
    public var meeting: MeetingNumber?
    public var source: ReportSource

    public init(
        _ edge: Edge, at time: Timestamp, in occurrence: OccurrenceID, of meeting: MeetingNumber?, source: ReportSource
    ) {
        self.edge = edge
        self.time = time
        self.occurrence = occurrence
        self.meeting = meeting
        self.source = source
    }

    /// Canonical JSON in the shape of a webhook's body: `report.started` with `start_time` or `report.ended` with
    /// `end_time`.
    public var body: [UInt8] {
        reportBody(
            "report.\(edge.rawValue)", at: time,
            object: [edge == .started ? "start_time" : "end_time": .string(time.rfc3339)], of: occurrence, meeting,
            source: source, precision: nil)
    }
}

private func reportBody(
    _ event: String, at time: Timestamp, object: [String: JSON], of occurrence: OccurrenceID, _ meeting: MeetingNumber?,
    source: ReportSource, precision: Span?
) -> [UInt8] {
    var object = object
    object["uuid"] = .string(occurrence.rawValue)
    if let meeting { object["id"] = .string(meeting.rawValue) }
    var report: [String: JSON] = ["source": .string(source.rawValue)]
    if let precision { report["precision_seconds"] = .integer(precision.milliseconds / 1000) }
    var json = JSONWriter()
    // The writer sorts members as RFC 8785 does where all names are ASCII, and no time is too large to be exact.
    json.value([
        "event": .string(event), "event_ts": .integer(time.milliseconds),
        "payload": ["object": .object(object), "report": .object(report)],
    ])
    return json.bytes
}
