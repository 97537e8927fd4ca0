internal import Attendance

/// What an event of Zoom's means for attendance, and where its time stands.
struct EventRule: Sendable {
    enum Meaning: Sendable {
        /// About the schedule, an attempt or a device: nothing about attendance.
        case nothing
        case validation
        case started
        case ended
        /// Something the participant did; `kind` is what it means for them.
        case participant(MeetingEvent.Kind)
        /// A phone that belongs to an attendee.
        case bound
        /// Proof of presence, told in an object of this name beside or within `participant`.
        case evidence(detail: String)
        /// A row of one of Zoom's reports: a stay from end to end.
        case reportedStay
    }

    let meaning: Meaning
    /// Without a connection the event says nothing.
    let needsConnection: Bool
    /// In order of preference; `event_ts` comes after them.
    let times: [String]

    init(_ meaning: Meaning, _ times: [String] = [], needsConnection: Bool = false) {
        self.meaning = meaning
        self.times = times
        self.needsConnection = needsConnection
    }
}

extension EventRule {
    /// By the name of the event without its family: `meeting.` and `webinar.` mean the same.
    private static let common: [String: EventRule] = [
        "started": EventRule(.started, ["start_time"]),
        "ended": EventRule(.ended, ["end_time"]),
        "participant_joined": EventRule(.participant(.joined), ["join_time", "date_time"], needsConnection: true),
        "participant_left": EventRule(.participant(.left), ["leave_time", "date_time"], needsConnection: true),
        "participant_joined_breakout_room":
            EventRule(.participant(.joinedBreakoutRoom), ["join_time", "date_time"], needsConnection: true),
        "participant_left_breakout_room":
            EventRule(.participant(.leftBreakoutRoom), ["leave_time", "date_time"], needsConnection: true),
        "participant_joined_waiting_room": EventRule(.participant(.enteredWaitingRoom), ["date_time", "join_time"]),
        "participant_left_waiting_room": EventRule(.participant(.leftWaitingRoom), ["date_time", "leave_time"]),
        "participant_admitted": EventRule(.participant(.admitted), ["date_time"]),
        "participant_put_in_waiting_room":
            EventRule(.participant(.putInWaitingRoom), ["date_time"], needsConnection: true),
        "participant_jbh_waiting": EventRule(.participant(.waitedForHost), ["date_time"]),
        "participant_jbh_waiting_left": EventRule(.participant(.waitedForHost), ["date_time"]),
        "participant_jbh_joined": EventRule(.participant(.noted), ["date_time"]),
        "participant_bind": EventRule(.bound, ["date_time", "join_time"], needsConnection: true),
        "participant_role_changed": EventRule(.participant(.seen), ["date_time"]),
        "participant_qos": EventRule(.participant(.seen), ["date_time"]),
        "sharing_started": EventRule(.evidence(detail: "sharing_details"), ["date_time"]),
        "sharing_ended": EventRule(.evidence(detail: "sharing_details"), ["date_time"]),
        "breakout_room_sharing_started": EventRule(.evidence(detail: "sharing_details"), ["date_time"]),
        "breakout_room_sharing_ended": EventRule(.evidence(detail: "sharing_details"), ["date_time"]),
        "chat_message_sent": EventRule(.evidence(detail: "chat_message"), ["date_time"]),
        "chat_message_file_sent": EventRule(.evidence(detail: "chat_message"), ["date_time"]),
        // Sent after the participant left, or about their devices.
        "participant_feedback": EventRule(.participant(.noted), ["date_time"]),
        "participant_data": EventRule(.participant(.noted), ["date_time"]),
        "participant_data_summary": EventRule(.participant(.noted), ["date_time"]),
        "participant_qos_summary": EventRule(.participant(.noted), ["date_time"]),
        "converted_to_webinar": EventRule(.participant(.noted)),
        "converted_to_meeting": EventRule(.participant(.noted)),
        "created": EventRule(.nothing),
        "updated": EventRule(.nothing),
        "deleted": EventRule(.nothing),
        "permanently_deleted": EventRule(.nothing),
        "recovered": EventRule(.nothing),
        "device_tested": EventRule(.nothing),
        "alert": EventRule(.nothing),
        "risk_alert": EventRule(.nothing),
        "invitation_accepted": EventRule(.nothing),
        "invitation_dispatched": EventRule(.nothing),
        "invitation_rejected": EventRule(.nothing),
        "invitation_timeout": EventRule(.nothing),
        "participant_phone_callout_accepted": EventRule(.nothing),
        "participant_phone_callout_missed": EventRule(.nothing),
        "participant_phone_callout_rejected": EventRule(.nothing),
        "participant_phone_callout_ringing": EventRule(.nothing),
        "participant_phone_callout_failed": EventRule(.nothing),
        "participant_room_system_callout_accepted": EventRule(.nothing),
        "participant_room_system_callout_failed": EventRule(.nothing),
        "participant_room_system_callout_missed": EventRule(.nothing),
        "participant_room_system_callout_rejected": EventRule(.nothing),
        "participant_room_system_callout_ringing": EventRule(.nothing),
    ]

    private static let byName: [String: EventRule] = {
        // Zoom does not send these: what its reports say is kept in the shape of its webhooks.
        var rules = [
            URLValidation.event: EventRule(.validation),
            "report.stay": EventRule(.reportedStay, ["join_time"]),
            "report.started": EventRule(.started, ["start_time"]),
            "report.ended": EventRule(.ended, ["end_time"]),
        ]
        for (name, rule) in common {
            rules["meeting." + name] = rule
            rules["webinar." + name] = rule
        }
        return rules
    }()

    /// Nil for an event that is not known.
    static func rule(for event: String) -> EventRule? { byName[event] }
}
