import Attendance

/// What a command asks to see of court cards. All of it is written down in the audit log before it is answered.
enum AskedCards: Hashable, Sendable {
    /// The cards of a participant, the newest first, from after a place on.
    case list(of: PersonID, after: Int64?, limit: Int)
    /// A card as it is handed out.
    case file(CardNumber)
    /// The same for some of the cards of a hearing: of meetings held from a date to another.
    ///
    /// - skipping: how many were asked for before. Written down with the first.
    case hearing(of: PersonID, from: LocalDate, through: LocalDate, skipping: Int)

    /// How many cards of a hearing are answered at once.
    static let portion = 100
}

extension AskedCards {
    /// As it goes over the control socket.
    var target: String {
        switch self {
        case .list(let person, let position, let limit):
            "/cards?of=\(ControlRequest.percentEncoded(person.rawValue))&limit=\(limit)"
                + (position.map { "&after=\($0)" } ?? "")
        case .file(let number): "/card?number=\(ControlRequest.percentEncoded(number.rawValue))"
        case .hearing(let person, let from, let through, let skipped):
            "/hearing?of=\(ControlRequest.percentEncoded(person.rawValue))&from=\(from)&through=\(through)"
                + "&skipping=\(skipped)"
        }
    }

    /// Nil for what no command asks.
    init?(path: String, _ query: (String) -> String?) {
        let person = query("of").flatMap { $0.isEmpty ? nil : PersonID($0) }
        switch path {
        case "/cards":
            guard let person, let limit = query("limit").flatMap({ Int($0) }), (1...1000).contains(limit) else {
                return nil
            }
            self = .list(of: person, after: query("after").flatMap { Int64($0) }, limit: limit)
        case "/card":
            guard let number = query("number"), !number.isEmpty else { return nil }
            self = .file(CardNumber(number))
        case "/hearing":
            guard let person, let from = query("from").flatMap({ LocalDate($0) }),
                let through = query("through").flatMap({ LocalDate($0) }),
                let skipped = query("skipping").flatMap({ Int($0) }), skipped >= 0
            else { return nil }
            self = .hearing(of: person, from: from, through: through, skipping: skipped)
        default: return nil
        }
    }
}
