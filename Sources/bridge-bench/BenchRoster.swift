import Crypto
import JSON

/// The people and meetings of the measurements: 100 meetings, 20 participants each, a court representative a meeting.
enum BenchRoster {
    static let meetings = 100
    static let participantsEach = 20
    static let zoomSecret = "bench-secret"
    static let tokenSecret = "bench-bench-bench-bench-bench-bench"

    static func participant(_ person: Int, of meeting: Int) -> String { "person\(person).m\(meeting)" }
    static func courtRep(_ number: Int) -> String { "rep\(number)" }
    static func email(_ person: Int, of meeting: Int) -> String { "\(participant(person, of: meeting))@example.com" }
    static func number(of meeting: Int) -> Int { 80_000_000_000 + meeting }

    /// In the form that `attendance-bridge roster import` reads.
    static var json: String { json(meetingsEach: 1) }

    /// - Parameters:
    ///   - meetingsEach: how many meetings have the same court representative.
    ///   - perWeek: how many meetings a week are asked for.
    static func json(meetingsEach: Int, perWeek: Int? = nil) -> String {
        var writer = JSONWriter(reservingCapacity: 1 << 20)
        writer.object { roster in
            roster.member("courtReps") { list in
                list.array { list in
                    for number in 0..<meetings / meetingsEach {
                        list.object {
                            $0.member("id", courtRep(number))
                            $0.member("name", "Rep \(number)")
                        }
                    }
                }
            }
            roster.member("meetings") { list in
                list.array { list in
                    for meeting in 0..<meetings {
                        list.object {
                            $0.member("id", "evening-\(meeting)")
                            $0.member("number", "\(number(of: meeting))")
                            $0.member("name", "Evening group \(meeting)")
                        }
                    }
                }
            }
            roster.member("participants") { list in
                list.array { list in
                    for meeting in 0..<meetings {
                        for person in 1...participantsEach {
                            self.participant(person, of: meeting, courtRep(meeting / meetingsEach), perWeek, in: &list)
                        }
                    }
                }
            }
        }
        return writer.string
    }

    private static func participant(
        _ person: Int, of meeting: Int, _ courtRep: String, _ perWeek: Int?, in list: inout JSONWriter
    ) {
        list.object {
            $0.member("id", participant(person, of: meeting))
            $0.member("name", "Person \(person) of \(meeting)")
            $0.member("caseNumber", "26-CR-\(meeting * 100 + person)")
            $0.member("courtRep", courtRep)
            if let perWeek { $0.member("meetingsPerWeek", perWeek) }
            $0.member("timeZone", "America/New_York")
            $0.member("email", email(person, of: meeting))
            $0.member("meetings", "evening-\(meeting)")
        }
    }

    /// A token that lets `person` in for the next day.
    static func token(for person: String, role: String = "participant") throws -> String {
        let issuer = TokenIssuer(
            secret: try TokenSecret(tokenSecret), issuer: "attendance-bridge", audience: "attendance-bridge")
        let now = Int64(wallSeconds())
        return try issuer.token(
            for: TokenClaims(subject: person, role: role, issuedAt: now - 60, expiresAt: now + 86_400))
    }
}
