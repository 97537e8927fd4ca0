import JSON

/// What the documentation promises of one route: who may use it, and what they are answered.
struct RightsRow: Sendable {
    /// As the API's description names it: `GET /api/users/{id}`.
    let route: String
    /// What is really asked for.
    let target: String
    var body: JSON?
    var headers: [(String, String)] = []
    /// Everybody else is told what somebody is told who asks for what is not there.
    let allowed: [Asker]
    /// What those are answered.
    let statuses: Set<Int>
    /// Its answer never ends: only its head is asked for.
    var isEndless = false

    var method: String { String(route.prefix { $0 != " " }) }

    init(
        _ route: String, at target: String? = nil, _ body: JSON? = nil, for allowed: [Asker], _ statuses: Set<Int>,
        headers: [(String, String)] = [], isEndless: Bool = false
    ) {
        self.route = route
        self.target = target ?? String(route.drop { $0 != " " }.dropFirst())
        self.body = body
        self.headers = headers
        self.allowed = allowed
        self.statuses = statuses
        self.isEndless = isEndless
    }
}

extension [Asker] {
    static var everybody: Self { Asker.allCases }
    static var signedIn: Self { Asker.allCases.filter { !$0.isStranger } }
    static var officials: Self { [.rep, .otherRep, .administrator] }
    /// The participant, and whoever decides about them.
    static var owners: Self { [.participant, .rep, .administrator] }
    static var deciders: Self { [.rep, .administrator] }
    static var administrators: Self { [.administrator] }
}
