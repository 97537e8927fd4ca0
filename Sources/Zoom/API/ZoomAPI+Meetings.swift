public import Attendance
internal import JSON

extension ZoomAPI {
    /// All occurrences of a meeting that Zoom still knows (15 months), the oldest first.
    public func instances(of meeting: MeetingNumber) async throws -> [MeetingInstance] {
        let document = try await get("/past_meetings/\(percentEncoded(meeting.rawValue))/instances")
        guard let list = document["meetings"], list.kind != .null else { return [] }
        guard list.kind == .array else { throw ZoomAPIError.unreadable("“meetings” is not a list") }
        let instances = list.elements.compactMap { row -> MeetingInstance? in
            guard let uuid = row["uuid"]?.text, let started = row["start_time"]?.moment else { return nil }
            return MeetingInstance(occurrence: OccurrenceID(uuid), started: started)
        }
        return instances.sorted { ($0.started, $0.occurrence) < ($1.started, $1.occurrence) }
    }

    /// When an occurrence that is over began and ended.
    public func meeting(_ occurrence: OccurrenceID) async throws -> PastMeeting {
        let document = try await get("/past_meetings/\(occurrence.pathComponent)")
        guard let number = document["id"]?.meetingNumber else { throw ZoomAPIError.unreadable("“id” is missing") }
        return PastMeeting(
            occurrence: occurrence, number: number, started: document["start_time"]?.moment,
            ended: document["end_time"]?.moment,
            participants: document["participants_count"]?.whole.flatMap { Int(exactly: $0) })
    }

    /// Who was there and when. Reads the account's report; where the app may not, what the host may read.
    ///
    /// Throws `notReady` for a list that is empty or null: Zoom takes some minutes for it (`ReportPatience`). A list may
    /// also be short at first; asking later adds rows and takes none away.
    public func participants(of occurrence: OccurrenceID) async throws -> [APIParticipant] {
        let path = "/meetings/\(occurrence.pathComponent)/participants"
        let list: ZoomList?
        do {
            list = try await self.list("participants", at: "/report" + path, [("include_fields", "registrant_id")])
        } catch ZoomAPIError.notPermitted(let report) {
            do {
                list = try await self.list(
                    "participants", at: "/past_meetings/\(occurrence.pathComponent)/participants", [])
            } catch ZoomAPIError.notPermitted(let host) {
                throw ZoomAPIError.notPermitted(report == host ? report : "\(report) \(host)")
            }
        }
        let rows = list?.rows ?? []
        guard !rows.isEmpty else { throw ZoomAPIError.notReady }
        return rows.map { APIParticipant($0) }
    }
}

/// One occurrence of a meeting.
public struct MeetingInstance: Hashable, Sendable {
    public let occurrence: OccurrenceID
    public let started: Timestamp

    public init(occurrence: OccurrenceID, started: Timestamp) {
        self.occurrence = occurrence
        self.started = started
    }
}

/// What Zoom says of an occurrence that is over.
public struct PastMeeting: Hashable, Sendable {
    public let occurrence: OccurrenceID
    public let number: MeetingNumber
    public let started: Timestamp?
    /// Nil as long as it goes on.
    public let ended: Timestamp?
    /// How many connections Zoom counted, every rejoin one.
    public let participants: Int?
}
