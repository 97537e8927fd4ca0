public import Attendance
internal import JSON

/// A row of Zoom's list of participants: one stay of one connection, in the meeting, a breakout room or the waiting room.
public struct APIParticipant: Hashable, Sendable {
    public let name: String?
    public let email: String?
    /// Identifies a connection in one room, as in webhooks.
    public let userID: String?
    /// Only where Zoom says it.
    public let participantUUID: String?
    public let registrantID: String?
    public let customerKey: String?
    /// Zoom's id of a user who had signed in.
    public let participantUserID: String?
    public let joined: Timestamp?
    /// Nil as long as the stay goes on.
    public let left: Timestamp?
    public let isInWaitingRoom: Bool
    public let isInBreakoutRoom: Bool

    init(_ row: JSONView) {
        name = (row["name"] ?? row["user_name"])?.text
        email = (row["user_email"] ?? row["email"])?.text
        userID = row["user_id"]?.text
        participantUUID = row["participant_uuid"]?.text
        registrantID = row["registrant_id"]?.text
        customerKey = row["customer_key"]?.text
        participantUserID = row["participant_user_id"]?.text ?? row["id"]?.text
        joined = row["join_time"]?.moment
        left = row["leave_time"]?.moment
        isInWaitingRoom = row["status"]?.string == "in_waiting_room"
        isInBreakoutRoom = row["bo_mtg_id"]?.text != nil
    }
}
