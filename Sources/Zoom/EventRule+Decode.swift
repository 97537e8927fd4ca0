internal import Attendance
internal import JSON

extension EventRule {
    /// What `object` tells; nil where it has no time, or lacks the connection it is about.
    func meetingEvent(
        in occurrence: OccurrenceID, _ object: JSONView, report: JSONView?, eventTime: Timestamp?, isPractice: Bool
    ) -> MeetingEvent? {
        switch meaning {
        case .nothing, .validation:
            return nil
        case .started:
            // A practice session is no attendance: it does not begin the meeting.
            return time(in: object, or: eventTime).map {
                MeetingEvent(isPractice ? .noted : .started, in: occurrence, at: $0)
            }
        case .ended:
            return time(in: object, or: eventTime).map {
                MeetingEvent(isPractice ? .practiceEnded : .ended, in: occurrence, at: $0)
            }
        case .participant(let kind):
            return event(
                kind, in: occurrence, object["participant"], at: time(in: object["participant"], or: eventTime))
        case .bound:
            let participant = object["participant"]
            let target = MeetingEvent.Connection(
                participantUUID: participant?["bind_participant_uuid"]?.text,
                userID: participant?["bind_user_id"]?.text)
            let isNamed = target.participantUUID != nil || target.userID != nil
            return event(
                isNamed ? .bound(to: target) : .noted, in: occurrence, participant,
                at: time(in: participant, or: eventTime))
        case .evidence(let name):
            let participant = object["participant"]
            let detail = participant?[name] ?? object[name]
            return event(.seen, in: occurrence, participant ?? detail, at: time(in: detail, or: eventTime))
        case .reportedStay:
            return object["participant"].flatMap { reportedStay(in: occurrence, $0, report) }
        }
    }

    /// Nil without both ends, or with the later one first.
    private func reportedStay(
        in occurrence: OccurrenceID, _ participant: JSONView, _ report: JSONView?
    ) -> MeetingEvent? {
        guard let join = participant["join_time"]?.moment, let leave = participant["leave_time"]?.moment, join <= leave
        else { return nil }
        // Where it is not told, the coarser: nobody is given time that may not have been theirs.
        let precision = report?["precision_seconds"]?.whole.flatMap { (1...3600).contains($0) ? $0 : nil } ?? 60
        var connection = participant.connection
        if participant["breakout_room"]?.bool == true, let user = connection?.userID {
            // Which of a connection's breakout rooms it was is not told.
            connection = .init(participantUUID: connection?.participantUUID, parentUserID: user)
        }
        return MeetingEvent(
            .reported(until: leave, precision: .seconds(precision)), in: occurrence, at: join, connection: connection,
            identity: participant.identity)
    }

    private func time(in holder: JSONView?, or fallback: Timestamp?) -> Timestamp? {
        for name in times {
            if let moment = holder?[name]?.moment { return moment }
        }
        return fallback
    }

    private func event(
        _ kind: MeetingEvent.Kind, in occurrence: OccurrenceID, _ participant: JSONView?, at time: Timestamp?
    ) -> MeetingEvent? {
        guard let time else { return nil }
        let connection = participant?.connection
        if needsConnection && connection == nil { return nil }
        var identity = participant?.identity ?? ObservedIdentity()
        if kind == .joinedBreakoutRoom || kind == .leftBreakoutRoom {
            // In breakout rooms the e-mail was seen to be another person's (ZOOM.md §3, 27).
            identity.email = nil
        }
        // Proof that somebody was there is no proof without saying who.
        let kind = kind == .seen && connection == nil ? .noted : kind
        return MeetingEvent(kind, in: occurrence, at: time, connection: connection, identity: identity)
    }
}

extension JSONView {
    /// How a participant, or the sender of a message, names their connection.
    fileprivate var connection: MeetingEvent.Connection? {
        var connection = MeetingEvent.Connection(
            participantUUID: self["participant_uuid"]?.text, userID: self["user_id"]?.text,
            parentUserID: self["parent_user_id"]?.text)
        // Quality samples and chat call it otherwise, and may mean either of the two.
        if connection.participantUUID == nil, connection.userID == nil,
            let name = (self["participant_id"] ?? self["sender_session_id"])?.text
        {
            if name.utf8.allSatisfy(isDigit) {
                connection.userID = name
            } else {
                connection.participantUUID = name
            }
        }
        return connection == MeetingEvent.Connection() ? nil : connection
    }

    fileprivate var identity: ObservedIdentity {
        ObservedIdentity(
            displayName: (self["user_name"] ?? self["sender_name"])?.text,
            email: (self["email"] ?? self["sender_email"])?.text,
            zoomUserID: self["participant_user_id"]?.text ?? self["id"]?.text,
            registrantID: self["registrant_id"]?.text,
            customerKey: self["customer_key"]?.text,
            phoneNumber: self["phone_number"]?.text,
            originalName: self["original_name"]?.text,
            publicAddress: self["public_ip"]?.text)
    }
}
