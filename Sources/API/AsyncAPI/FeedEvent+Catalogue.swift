internal import Attendance
internal import Bridge
internal import JSON
internal import Live

extension FeedEvent {
    /// Every event there is, in the order of what happens.
    static let all: [FeedEvent] = [
        FeedEvent(
            "connected", toldTo: "whoever connects", "Where the feed stands, and as whom one listens.",
            ["person": OpenAPI.text, "role": OpenAPI.one(of: Role.self)]),
        FeedEvent(
            "resync", toldTo: "whoever resumes too late", "What was missed is no longer kept: load everything again.",
            ["reason": OpenAPI.text],
            usual: ["reason": "What you missed is no longer kept: load everything again."]),
        FeedEvent(
            "meeting-started", toldTo: expected, "A meeting of the roster began.",
            meeting.merging(["at": OpenAPI.moment]) { $1 }),
        FeedEvent(
            "meeting-ended", toldTo: expected, "A meeting of the roster ended.",
            meeting.merging(["at": OpenAPI.moment]) { $1 }),
        FeedEvent("participant-joined", toldTo: them, "Somebody came in, or moved to another room.", movement),
        FeedEvent("participant-left", toldTo: them, "Somebody left, or was put into the waiting room.", movement),
        FeedEvent(
            "attendance-updated", toldTo: them, "Their minutes changed.",
            participant.merging(meeting) { $1 }.merging([
                "provenMs": OpenAPI.number, "inferredMs": OpenAPI.number, "correctedMs": OpenAPI.number,
                "minutes": OpenAPI.number, "presentSince": OpenAPI.maybeMoment, "flags": OpenAPI.list(OpenAPI.text),
            ]) { $1 }),
        FeedEvent(
            "court-card-updated", toldTo: them, "A card, new or in the place of another, with the reason.",
            participant.merging(meeting) { $1 }.merging([
                "number": OpenAPI.text, "verdict": OpenAPI.one(of: Verdict.self), "minutes": OpenAPI.number,
                "correctedMinutes": OpenAPI.number, "isVoid": OpenAPI.yesOrNo, "isExcused": OpenAPI.yesOrNo,
                "issuedAt": OpenAPI.moment, "hash": OpenAPI.text, "supersedes": OpenAPI.maybeText,
                "reason": OpenAPI.maybeText,
            ]) { $1 }),
        FeedEvent(
            "progress-updated", toldTo: them,
            "An absence or a week was excused, or that was taken back, or something else is asked: read the progress again.",
            decided.merging(["decision": OpenAPI.maybeNumber]) { $1 }),
        FeedEvent(
            "consent-updated", toldTo: them, "Consent was given or revoked.",
            decided.merging(["isRevoked": OpenAPI.yesOrNo]) { $1 }),
        FeedEvent(
            "dispute-opened", toldTo: them, "A card is said to be wrong.",
            decided.merging(["card": OpenAPI.text]) { $1 }),
        FeedEvent(
            "dispute-answered", toldTo: them, "That was answered.", decided.merging(["card": OpenAPI.text]) { $1 }),
        FeedEvent(
            "unmatched-attendees", toldTo: "court representatives whose participants the meeting concerns",
            "How many were there who match nobody.", meeting.merging(["attendees": OpenAPI.number]) { $1 }),
        FeedEvent("alert", toldTo: "administrators", "Something needs to be seen to.", alert, usual: alertUsual),
        FeedEvent(
            "alert-cleared", toldTo: "administrators", "That is over.", alert,
            usual: alertUsual.merging(["clearedAt": "2026-10-06T23:40:00.000Z"]) { $1 }),
        FeedEvent(
            "participant-erased", toldTo: "their court representative",
            "Nothing is left of a participant: load everything again.", ["participant": OpenAPI.text]),
        FeedEvent(
            "erased", toldTo: "the participant, and in the place of every older message about them",
            "Their personal data was taken away.", ["participant": OpenAPI.text]),
        FeedEvent(
            "closed", toldTo: "whoever listens to an event stream, at its end; a WebSocket is closed with the code",
            "Why the stream ends. It has no id: whoever comes again goes on from the message before.",
            ["code": OpenAPI.number, "reason": OpenAPI.text],
            usual: ["code": 4401, "reason": .string(CloseReason.accessChanged.rawValue)], isFarewell: true),
    ]

    private static let them = "the participant and their court representative"
    private static let expected = "who is expected at the meeting or was there, and their court representatives"

    private static let participant: [String: JSON] = ["participant": OpenAPI.text, "name": OpenAPI.text]
    private static let meeting: [String: JSON] = [
        "meeting": OpenAPI.maybeText, "meetingName": OpenAPI.maybeText, "occurrence": OpenAPI.text,
    ]
    private static let decided = participant.merging(["decision": OpenAPI.number]) { $1 }
    private static let movement = participant.merging(meeting) { $1 }.merging([
        "displayName": OpenAPI.maybeText, "room": ["type": "string", "enum": ["main", "breakout"]],
        "at": OpenAPI.moment, "presentSince": OpenAPI.maybeMoment,
    ]) { $1 }
    private static let alert: [String: JSON] = [
        "id": OpenAPI.number, "kind": OpenAPI.one(of: AlertKind.self), "subject": OpenAPI.text,
        "since": OpenAPI.moment, "clearedAt": OpenAPI.maybeMoment, "detail": OpenAPI.text,
    ]

    private static let alertUsual: [String: JSON] = [
        "id": 3, "kind": "meeting-silent", "subject": "tue-night 2026-10-06T23:00:00Z",
        "detail": "It began 15 minutes ago, and nothing is known of it.",
    ]
}
