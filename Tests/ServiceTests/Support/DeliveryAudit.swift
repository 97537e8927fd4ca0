import Attendance
import Crypto
import Foundation
import JSON
import ServiceSupport
import Testing
import Zoom

/// What the database must hold once Zoom has been told 200 for every delivery of some whole `TestOccurrence.story`s, each
/// sent in its order, however often in between the bridge was killed or could not write.
///
/// Looks at the tables from outside, and derives the attendance afresh.
struct DeliveryAudit {
    let roster: TestRoster
    var occurrences: [TestOccurrence]

    func check(_ database: DatabaseFile) throws {
        try checkJournal(database)
        try checkAttendance(database)
        try checkCards(database)
        try checkFeed(database)
        #expect(try database.column("PRAGMA integrity_check") == ["ok"])
        #expect(try database.rows("PRAGMA foreign_key_check") == [])
    }

    private var people: Range<Int> { 0..<roster.participantsEach }

    private func checkJournal(_ database: DatabaseFile) throws {
        let sent = occurrences.flatMap { $0.story(participants: roster.participantsEach) }
        #expect(
            try database.column("SELECT lower(hex(digest)) FROM delivery ORDER BY 1")
                == sent.map { SHA256.hash($0).hex }.sorted(), "every delivery once")
        let bodies = try openedBodies(database)
        #expect(Set(bodies) == Set(sent), "byte for byte")
    }

    /// The bodies as they came, out of what is sealed.
    private func openedBodies(_ database: DatabaseFile) throws -> [[UInt8]] {
        // The bridge may run as somebody else, whose key file only root may read.
        let digits = try String(contentsOfFile: database.path + ".key", encoding: .utf8).prefix(64)
        let vault = try #require(Vault(masterKey: bytes(String(digits))))
        var keys: [String: SealingKey] = [:]
        for row in try database.rows("SELECT occurrence, hex(key) FROM occurrence_key") {
            keys[row[0]] = try vault.unwrap(bytes(row[1]), for: "occurrence \(row[0])")
        }
        return try database.rows("SELECT occurrence, form, hex(body), hex(digest) FROM delivery").map { row in
            #expect(row[1] == "sealed")
            return try #require(keys[row[0]]).open(bytes(row[2]), binding: bytes(row[3]))
        }
    }

    private func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex.utf8).map { $0 <= 57 ? $0 - 48 : ($0 | 32) - 87 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func checkAttendance(_ database: DatabaseFile) throws {
        var expected: [[String]] = []
        for occurrence in occurrences {
            let events = occurrence.story(participants: roster.participantsEach).compactMap {
                Delivery(body: $0).meetingEvent
            }
            let timeline = Timeline(events)
            for attendee in timeline.attendees {
                let emails = Set(attendee.identities.flatMap(\.keys).filter { $0.kind == .email }.map(\.value))
                guard
                    let person = people.first(where: { emails.contains(TestRoster.email($0, of: occurrence.meeting)) })
                else { continue }
                let presence = timeline.presence(of: attendee.connections)
                expected.append([
                    occurrence.id.rawValue, TestRoster.participant(person, of: occurrence.meeting),
                    text(presence.proven), text(presence.inferred), presence.flags.map(\.rawValue).sorted().joined(),
                ])
            }
        }
        #expect(expected.count == occurrences.count * people.count)
        let found = try database.rows(
            """
            SELECT o.uuid, a.participant, a.proven, a.inferred, a.flags FROM attendance AS a
            JOIN occurrence AS o ON o.id = a.occurrence
            """)
        #expect(sorted(found) == sorted(expected), "attendance as derived afresh")
        #expect(try database.rows("SELECT * FROM unmatched") == [])
        #expect(
            try database.column("SELECT uuid FROM occurrence WHERE completed_ms IS NOT NULL").sorted()
                == occurrences.map(\.id.rawValue).sorted(), "every occurrence is complete")
    }

    private func checkCards(_ database: DatabaseFile) throws {
        let found = try database.rows(
            "SELECT c.participant, o.uuid FROM card AS c JOIN occurrence AS o ON o.id = c.occurrence")
        let expected = occurrences.flatMap { occurrence in
            people.map { [TestRoster.participant($0, of: occurrence.meeting), occurrence.id.rawValue] }
        }
        #expect(sorted(found) == sorted(expected), "one card for each who attended")

        var last: [String: (hash: String, sequence: Int)] = [:]
        for row in try database.rows(
            "SELECT participant, number, CAST(document AS TEXT), lower(hex(hash)) FROM card ORDER BY id")
        {
            let (person, number, document, hash) = (row[0], row[1], row[2], row[3])
            let json = try JSON.parse(Array(document.utf8))
            let before = last[person]
            #expect(SHA256.hash(Array(document.utf8)).hex == hash)
            #expect(json["number"]?.string == number)
            #expect(json["previous"]?.string == before?.hash, "\(number) names the card before it")
            // Started, ended, and their own joining and leaving.
            #expect(json["evidence"]?["deliveries"]?.integer == 4)
            let sequence = number.split(separator: "-").last.flatMap { Int($0) }
            #expect(sequence == (before?.sequence ?? 0) + 1, "\(number) is the next of its case")
            last[person] = (hash, sequence ?? 0)
        }
    }

    private func checkFeed(_ database: DatabaseFile) throws {
        let positions = try database.column("SELECT position FROM feed ORDER BY position")
        #expect(positions == (0..<positions.count).map { "\($0 + 1)" }, "positions without a gap")
        var expected: [[String]] = []
        for occurrence in occurrences {
            let (meeting, uuid) = (occurrence.meeting, occurrence.id.rawValue)
            let participants = people.map { TestRoster.participant($0, of: meeting) }
            for event in ["meeting-started", "meeting-ended"] {
                for person in participants + [TestRoster.courtRep(meeting)] {
                    expected.append([person, event, uuid, ""])
                }
            }
            for event in ["participant-joined", "participant-left", "attendance-updated", "court-card-updated"] {
                for participant in participants {
                    expected.append([participant, event, uuid, participant])
                    expected.append([TestRoster.courtRep(meeting), event, uuid, participant])
                }
            }
        }
        let found = try database.rows(
            """
            SELECT person, event, json_extract(CAST(data AS TEXT), '$.occurrence'),
              json_extract(CAST(data AS TEXT), '$.participant') FROM feed
            """)
        #expect(sorted(found) == sorted(expected), "everybody concerned is told of everything once")
    }

    private func text(_ set: IntervalSet) -> String {
        set.intervals.map { "\($0.start.milliseconds)/\($0.end.milliseconds)" }.joined(separator: " ")
    }

    private func sorted(_ rows: [[String]]) -> [[String]] { rows.sorted { $0.lexicographicallyPrecedes($1) } }
}
