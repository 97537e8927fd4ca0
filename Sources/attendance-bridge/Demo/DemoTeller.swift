import Attendance
import JSON

/// Puts what the feed says to one person into the words of the demonstration.
struct DemoTeller {
    enum Listener: Sendable { case participant, courtRep }

    let listener: Listener
    let clock: WallClock
    /// The minutes each participant was last told of.
    private var minutes: [String: Int64] = [:]
    /// Leaving is no news any more.
    private var isOver = false

    init(_ listener: Listener, clock: WallClock) {
        self.listener = listener
        self.clock = clock
    }

    /// - Parameter now: the time of the story, for messages that name none.
    /// - Returns: nil for what needs no words, such as minutes that were told already.
    mutating func told(_ message: JSON, now: Timestamp) -> DemoState.Told? {
        let data = message["data"]
        let at = data?["at"]?.string.flatMap { Timestamp(rfc3339: $0) } ?? now
        func told(_ mark: Mark, _ text: String) -> DemoState.Told {
            DemoState.Told(time: clock.time(at), mark: mark, text: text)
        }
        let meeting = data?["meetingName"]?.string ?? "The meeting"
        let isPresent = data?["presentSince"]?.string != nil
        switch message["event"]?.string {
        case "meeting-started": return told(.neutral, "\(meeting) has begun.")
        case "meeting-ended":
            isOver = true
            return told(.neutral, "\(meeting) is over.")
        case "participant-joined":
            let room = data?["room"]?.string == "breakout" ? "in a breakout room" : "in the meeting"
            return told(.good, "\(who(data)) \(verb("are", "is")) \(room). \(whose) time counts.")
        case "participant-left":
            return isPresent
                ? told(.good, "\(who(data)) changed rooms. \(whose) time goes on.")
                : told(isOver ? .neutral : .attention, "\(who(data)) left the meeting.")
        case "attendance-updated":
            let counted = data?["minutes"]?.integer ?? 0
            let key = data?["participant"]?.string ?? ""
            guard minutes.updateValue(counted, forKey: key) != counted, counted > 0 else { return nil }
            return told(.neutral, "\(listener == .courtRep ? "\(who(data)): " : "")\(counted) minutes so far.")
        case "court-card-updated":
            let (mark, words) = Self.verdict(data?["verdict"]?.string)
            let of = listener == .courtRep ? "\(who(data))'s" : "Your"
            return told(mark, "\(of) proof card \(data?["number"]?.string ?? "") is ready: \(words.lowercased()).")
        default: return nil
        }
    }

    private func who(_ data: JSON?) -> String { listener == .participant ? "You" : data?["name"]?.string ?? "Somebody" }
    private func verb(_ you: String, _ they: String) -> String { listener == .participant ? you : they }
    private var whose: String { listener == .participant ? "Your" : "Their" }

    static func verdict(_ verdict: String?) -> (Mark, String) {
        switch verdict {
        case "passed": (.good, "Counted")
        case "failed": (.problem, "Not counted")
        default: (.attention, "Needs review")
        }
    }

    /// What a delivery says, for the line that shows what Zoom reports just now.
    static func headline(of delivery: JSON) -> String {
        let object = delivery["payload"]?["object"]
        let name =
            (object?["participant"]?["user_name"]?.string).map { name in
                name.allSatisfy(\.isNumber) ? "A telephone" : name
            } ?? "Somebody"
        return switch delivery["event"]?.string {
        case "meeting.started": "The meeting begins"
        case "meeting.ended": "The meeting ends"
        case "meeting.participant_joined": "\(name) joins"
        case "meeting.participant_left": "\(name) leaves"
        case "meeting.participant_joined_breakout_room": "\(name) enters a breakout room"
        case "meeting.participant_left_breakout_room": "\(name) leaves a breakout room"
        case "meeting.participant_role_changed": "\(name) gets another role"
        case "meeting.chat_message_sent": "Somebody writes in the chat"
        default: delivery["event"]?.string ?? ""
        }
    }

    /// When a delivery's event happened.
    static func time(of delivery: JSON) -> Timestamp? {
        let object = delivery["payload"]?["object"]
        let participant = object?["participant"]
        for said in [
            participant?["join_time"], participant?["leave_time"], participant?["date_time"], object?["end_time"],
        ] {
            if let time = said?.string.flatMap({ Timestamp(rfc3339: $0) }) { return time }
        }
        return delivery["event_ts"]?.integer.map { Timestamp(milliseconds: $0) }
    }
}
