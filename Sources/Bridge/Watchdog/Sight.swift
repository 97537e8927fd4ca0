internal import Attendance

/// What the watch over Zoom's deliveries looks at, at one moment.
struct Sight: Hashable, Sendable {
    var now: Timestamp
    /// When this process began to listen.
    var runningSince: Timestamp
    /// Scheduled times that were due until then have been judged before; nil: this is the first look of all.
    var watchedThrough: Timestamp?
    /// The scheduled times that `Watchdog.due` names.
    var slots: [ScheduledTime]
    /// When the last event came from Zoom; nil: none ever.
    var lastEvent: Timestamp?
    /// When Zoom validated the notification URL last; nil: never.
    var lastValidation: Timestamp?
    /// The scheduled ends of the occurrences that somebody of the roster is in; nil stands for those without.
    var occupied: Set<Timestamp?> = []
    var refusals = Refusals()
    /// The alerts that last.
    var standing: [Concern] = []

    /// One scheduled time of a meeting, and whether anything is known of the meeting in it.
    struct ScheduledTime: Hashable, Sendable {
        var meeting: Meeting
        var slot: Slot
        var isHeard: Bool
    }

    /// What came to the notification URL in the last hour.
    struct Refusals: Hashable, Sendable {
        /// Without a valid signature.
        var refused = 0
        var total = 0
        /// Whether the bridge has counted for that long.
        var isWholeHour = false
    }
}

/// Something that should be alerted to, or is already.
struct Concern: Hashable, Sendable {
    var kind: AlertKind
    var subject: String
    /// When the alert was raised; nil: it is still to be.
    var since: Timestamp?
    var detail: String

    /// Two of the same kind about the same are the same.
    var name: [String] { [kind.rawValue, subject] }
}
