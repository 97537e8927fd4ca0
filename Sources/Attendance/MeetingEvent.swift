/// What one webhook, or one row of a report, says about an occurrence of a meeting, freed of Zoom's spelling.
///
/// Two deliveries that tell the same thing make equal events, even where their bytes or `event_ts` differ.
public struct MeetingEvent: Hashable, Sendable {
    public var occurrence: OccurrenceID
    public var kind: Kind
    /// When it happened: `join_time`, `leave_time`, `date_time`, `start_time` or `end_time`; `event_ts` only where Zoom
    /// sends none of them. A moment outside the years 0 to 9999 becomes the nearest inside.
    public var time: Timestamp
    /// Whose connection it is about; nil for events about the occurrence itself.
    public var connection: Connection?
    /// What the event says of the person behind the connection.
    public var identity: ObservedIdentity
    /// Tells a row of a report that names no connection from others of the same times, whether the person in it is still
    /// readable or was replaced by keyed hashes: a hash of those. Made by whoever keeps the rows; nil elsewhere.
    public var token: String?

    public enum Kind: Hashable, Sendable {
        /// The occurrence began (`time` is its start).
        case started
        /// The occurrence ended (`time` is `end_time`). May come twice, early, or never; the latest counts.
        case ended
        /// A practice session of a webinar ended: no attendance.
        case practiceEnded
        case joined
        case left
        case joinedBreakoutRoom
        case leftBreakoutRoom
        /// Waiting room and waiting for the host: never presence.
        case enteredWaitingRoom
        case leftWaitingRoom
        case admitted
        /// Presence ends here.
        case putInWaitingRoom
        case waitedForHost
        /// `connection` (the phone) belongs to the same person as the connection named here.
        case bound(to: Connection)
        /// Proof that the connection was there at that moment (role change, sharing, chat, quality sample).
        case seen
        /// A report says that the connection was inside from `time` until that moment, one stay of it in one room.
        ///
        /// - Parameter precision: what its moments are rounded down to; a second, as in webhooks, or a minute.
        case reported(until: Timestamp, precision: Span)
        /// Says something about the occurrence or the person, nothing about presence.
        case noted
    }

    /// How Zoom names a connection. `participant_uuid` is the connection; `user_id` one stay of it in one room. Empty
    /// strings count as nothing said.
    public struct Connection: Hashable, Sendable {
        public var participantUUID: String?
        public var userID: String?
        /// In breakout rooms: the `user_id` the connection has in the main room. A report names it alone there.
        public var parentUserID: String?

        public init(participantUUID: String? = nil, userID: String? = nil, parentUserID: String? = nil) {
            func said(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
            self.participantUUID = said(participantUUID)
            self.userID = said(userID)
            self.parentUserID = said(parentUserID)
        }
    }

    public init(
        _ kind: Kind, in occurrence: OccurrenceID, at time: Timestamp, connection: Connection? = nil,
        identity: ObservedIdentity = ObservedIdentity()
    ) {
        self.occurrence = occurrence
        self.kind = kind.clamped
        self.time = time.clamped
        self.connection = connection
        self.identity = identity
    }
}

/// What Zoom said of the person behind a connection, as sent but for Unicode's normal form (NFC). Empty strings count as
/// nothing said.
public struct ObservedIdentity: Hashable, Sendable {
    public var displayName: String?
    /// The name they had before they changed it in the meeting; only reports tell it.
    public var originalName: String?
    public var email: String?
    /// Zoom's user id (`id`, `participant_user_id`); empty for guests.
    public var zoomUserID: String?
    public var registrantID: String?
    public var customerKey: String?
    public var phoneNumber: String?
    /// The internet address they came from. Whole households and offices share one, so it neither names nor ties anybody.
    public var publicAddress: String?

    public init(
        displayName: String? = nil, email: String? = nil, zoomUserID: String? = nil, registrantID: String? = nil,
        customerKey: String? = nil, phoneNumber: String? = nil, originalName: String? = nil,
        publicAddress: String? = nil
    ) {
        func said(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0.composed } }
        self.displayName = said(displayName)
        self.email = said(email)
        self.zoomUserID = said(zoomUserID)
        self.registrantID = said(registrantID)
        self.customerKey = said(customerKey)
        self.phoneNumber = said(phoneNumber)
        self.originalName = said(originalName)
        self.publicAddress = said(publicAddress)
    }
}

extension MeetingEvent.Kind {
    fileprivate var clamped: Self {
        guard case .reported(let until, let precision) = self else { return self }
        return .reported(until: until.clamped, precision: precision)
    }
}
