import Attendance
import Crypto
import Zoom

/// Zoom deliveries, each different: delivery `n` is about meeting `n % 100`, which goes through started, twenty joins,
/// twenty leaves, ended, and then begins again as a new occurrence.
struct Deliveries {
    private let signer: Signer
    private let host: String
    private let tag: String
    private(set) var next = 0
    /// Each cycle of a meeting is told to have been a day after the one before; otherwise all of them are now.
    private let isDaily: Bool
    private static let stepsOfMeeting = 2 * BenchRoster.participantsEach + 2
    /// After so many deliveries every meeting has begun and ended once more.
    static let round = stepsOfMeeting * BenchRoster.meetings

    /// - Parameter tag: tells these occurrences from those of other runs on the same database.
    init(host: String, tag: String, isDaily: Bool = false) throws {
        guard let key = HMACKey(BenchRoster.zoomSecret) else { throw BenchError("the secret is empty") }
        signer = Signer(secret: key)
        self.host = host
        self.tag = tag
        self.isDaily = isDaily
    }

    /// Appends the next delivery's request, head and body.
    mutating func append(to request: inout [UInt8]) {
        let meeting = next % BenchRoster.meetings
        let step = next / BenchRoster.meetings
        next += 1
        let cycle = step / Self.stepsOfMeeting
        let inMeeting = step % Self.stepsOfMeeting
        let day = isDaily ? Int64(cycle) : 0
        let occurrence = "\(tag)\(meeting).\(cycle)AAAi=="
        switch inMeeting {
        case 0: append(Self.body("meeting.started", meeting, occurrence, day: day), to: &request)
        case Self.stepsOfMeeting - 1: append(Self.body("meeting.ended", meeting, occurrence, day: day), to: &request)
        case 1...BenchRoster.participantsEach:
            append(
                Self.body("meeting.participant_joined", meeting, occurrence, person: inMeeting, day: day), to: &request)
        default:
            let person = inMeeting - BenchRoster.participantsEach
            append(Self.body("meeting.participant_left", meeting, occurrence, person: person, day: day), to: &request)
        }
    }

    /// Signs a body and appends its request.
    func append(_ body: [UInt8], to request: inout [UInt8]) {
        request += "POST /webhooks/zoom HTTP/1.1\r\nhost: ".utf8
        request += host.utf8
        for (name, value) in signer.headers(for: body, sentAt: Timestamp(milliseconds: wallMilliseconds())) {
            request += "\r\n".utf8
            request += name.utf8
            request += ": ".utf8
            request += value.utf8
        }
        request += "\r\ncontent-length: \(body.count)\r\n\r\n".utf8
        request += body
    }

    /// - Parameters:
    ///   - day: the days since this run began, as the body tells them.
    ///   - minute: of that day, after the time of day that it is now.
    static func body(
        _ event: String, _ meeting: Int, _ occurrence: String, person: Int? = nil, day: Int64 = 0, minute: Int64 = 0
    ) -> [UInt8] {
        let milliseconds = wallMilliseconds() + day * 86_400_000 + minute * 60_000
        let now = Timestamp(milliseconds: milliseconds / 1000 * 1000).rfc3339
        var body: [UInt8] = []
        body.reserveCapacity(1024)
        body += #"{"payload":{"account_id":"AbCdEfGhIjKlMnOpQrStUv","object":{"uuid":"\#(occurrence)","#.utf8
        body += #""id":"\#(BenchRoster.number(of: meeting))","host_id":"x1yCzABCDEfg23HiJKl4mN","#.utf8
        body += #""topic":"Evening group \#(meeting)","type":8,"start_time":"\#(now)","#.utf8
        body += #""timezone":"America/New_York","duration":60"#.utf8
        if event == "meeting.ended" { body += #","end_time":"\#(now)""#.utf8 }
        if let person {
            let joined = event == "meeting.participant_joined"
            body +=
                #","participant":{"user_id":"\#(16_778_240 + person * 1024)","user_name":"Person \#(person)","id":"","#
                .utf8
            body +=
                #""participant_uuid":"\#(person)-\#(meeting)-4444-AAAi","\#(joined ? "join_time" : "leave_time")":"#
                .utf8
            body += #""\#(now)","email":"\#(BenchRoster.email(person, of: meeting))","registrant_id":"","#.utf8
            body += #""participant_user_id":"","customer_key":"","phone_number":"","public_ip":"192.0.2.7""#.utf8
            if !joined { body += #","leave_reason":"left the meeting. Reason : left the meeting""#.utf8 }
            body += "}".utf8
        }
        body += #"}},"event_ts":\#(milliseconds),"event":"\#(event)"}"#.utf8
        return body
    }
}
