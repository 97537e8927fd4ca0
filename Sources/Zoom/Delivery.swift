public import Attendance
internal import JSON

/// What a body of Zoom's says. Decoding never fails: what cannot be understood says so and keeps what can be known.
public struct Delivery: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The event is one of those the bridge knows, and says what it must.
        case known
        /// An event that is not known, or that lacks what it must say.
        case unknown
        /// No JSON, or JSON without an event.
        case unreadable
    }

    public let kind: Kind
    /// Nil only where `kind` is `unreadable`.
    public let event: String?
    /// `event_ts`: when Zoom made the event, a second or two after what it tells.
    public let eventTime: Timestamp?
    public let meeting: MeetingNumber?
    public let occurrence: OccurrenceID?
    public let topic: String?
    /// How long the meeting was scheduled for; nil where nothing is scheduled.
    public let scheduledMinutes: Int?
    /// Zoom's `type`, for instance 2 scheduled, 8 recurring, 5 webinar.
    public let meetingType: Int?
    /// The rehearsal before a webinar.
    public let practiceSession: Bool
    /// Nil where the event says nothing about attendance, or not enough.
    public let meetingEvent: MeetingEvent?
    /// Zoom's question for this endpoint's secret; nil also where its token is not one to answer.
    public let validation: URLValidation?

    public init(body: some Collection<UInt8>) {
        self.init(read: try? JSONView.parseTolerantly(body))
    }

    private init(read root: JSONView?) {
        let payload = root?["payload"]
        let object = payload?["object"]
        event = root?["event"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        eventTime = root?["event_ts"]?.eventMoment
        meeting = (object?["id"] ?? object?["meeting_id"])?.meetingNumber
        occurrence = (object?["uuid"] ?? object?["meeting_uuid"])?.text.map { OccurrenceID($0) }
        topic = object?["topic"]?.text
        // Bounded, so that no sum over it can overflow: a month.
        scheduledMinutes = object?["duration"]?.whole.flatMap { (1...44_640).contains($0) ? Int($0) : nil }
        meetingType = object?["type"]?.whole.flatMap { Int(exactly: $0) }
        practiceSession = object?["practice_session"]?.bool ?? false
        guard let event else {
            kind = .unreadable
            meetingEvent = nil
            validation = nil
            return
        }
        guard let rule = EventRule.rule(for: event) else {
            kind = .unknown
            meetingEvent = nil
            validation = nil
            return
        }
        switch rule.meaning {
        case .nothing:
            kind = .known
            meetingEvent = nil
            validation = nil
        case .validation:
            validation = payload?["plainToken"]?.string.flatMap { URLValidation(plainToken: $0) }
            kind = validation == nil ? .unknown : .known
            meetingEvent = nil
        case .started, .ended, .participant, .bound, .evidence, .reportedStay:
            validation = nil
            meetingEvent =
                if let occurrence, let object {
                    rule.meetingEvent(
                        in: occurrence, object, report: payload?["report"], eventTime: eventTime,
                        isPractice: practiceSession)
                } else { nil }
            kind = meetingEvent == nil ? .unknown : .known
        }
    }
}
