import Attendance

@testable import Bridge

/// The people and meetings of invented histories.
enum HistoryRoster {
    static let rep = Author(id: PersonID("rep"), role: .courtRep)
    static let administrator = Author(id: PersonID("admin"), role: .administrator)
    static let names = ["Ana Torres", "Ben Okafor", "Carmen Diaz", "Dmitri Volkov", "Chris Field", "Chris Marsh"]
    /// Of the meetings: two with schedules that overlap, one without.
    static let numbers = ["84712639219", "81234567890", "89512345678"]

    static func participant(_ index: Int) -> PersonID { PersonID("P-\(index)") }
    static func email(_ index: Int) -> String { "person\(index)@example.com" }
    static func registrant(_ index: Int) -> String { "registrant-\(index)" }
    static func phone(_ index: Int) -> String { "+1 202 555 014\(index)" }
    static func zoomName(_ index: Int) -> String { "Known Name \(index)" }
    static func code(_ index: Int) -> String { ["#K7QN", "#K7QP", "#K7QR", "#K7QT", "#K7QW", "#K7QX"][index] }

    /// - Parameter edition: each has somebody under another name, asks another one for more, and plans the meetings
    ///   otherwise.
    /// - Parameter erased: nobody may bring them back.
    static func document(_ edition: Int = 0, without erased: Set<PersonID> = []) -> RosterDocument {
        let zone = "America/New_York"
        let schedule = Schedule(
            weekdays: Set(1...7), startMinute: 19 * 60, durationMinutes: 60 + 15 * (edition % 2), timeZone: zone)
        func keys(_ index: Int) -> [IdentityKey?] {
            [
                IdentityKey(.email, email(index)), IdentityKey(.registrant, registrant(index)),
                IdentityKey(.phone, phone(index)), IdentityKey(.name, zoomName(index)),
            ]
        }
        return RosterDocument(
            officials: [
                Official(id: rep.id, role: .courtRep, name: "Rep"),
                Official(id: administrator.id, role: .administrator, name: "Admin"),
            ],
            participants: names.indices.filter { !erased.contains(participant($0)) }.map { index in
                ParticipantDraft(
                    id: participant(index), name: names[index] + (edition % names.count == index ? " Smith" : ""),
                    caseNumber: "CR-2026-0010\(index)", courtRep: rep.id,
                    timeZone: zone,
                    requirement: Requirement(
                        meetingsPerWeek: 2, meetingsInTotal: 20, minimumMinutes: (index + edition) % 3 == 1 ? 30 : nil),
                    joinCode: JoinCode(parsing: code(index)), identities: Set(keys(index).compactMap(\.self)),
                    meetings: [MeetingID("m0")])
            },
            meetings: [
                Meeting(
                    id: MeetingID("m0"), number: MeetingNumber(numbers[0]), name: "Every day",
                    // What was one sitting is several for a while.
                    schedule: edition % 4 == 3 ? nil : schedule),
                Meeting(
                    id: MeetingID("m1"), number: MeetingNumber(numbers[1]), name: "Half an hour later",
                    schedule: Schedule(
                        weekdays: Set(1...7), startMinute: 19 * 60 + 30 - 10 * (edition % 3), durationMinutes: 90,
                        timeZone: zone)),
                Meeting(
                    id: MeetingID("m2"), number: MeetingNumber(numbers[2]), name: "At any time",
                    schedule: edition % 3 == 2 ? schedule : nil),
            ])
    }

    /// The beginning of a slot of the first meeting, so many slots of forty days on.
    static func start(_ index: Int) -> Timestamp {
        let meeting = document().meetings[0]
        let evening = BridgeUnderTest.evening + .hours(24 * 40 * Int64(index))
        return meeting.schedule?.slot(for: evening)?.start ?? evening
    }
}
