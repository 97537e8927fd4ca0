/// What the demonstration has shown so far: everything a view needs, in the words a person reads.
struct DemoState: Equatable, Sendable {
    /// What one person was told, in order.
    struct Audience: Equatable, Sendable {
        /// “Ana Example, participant”
        var title: String
        var told: [Told] = []
    }

    struct Told: Equatable, Sendable {
        /// On the meeting's own clock: “7:00 pm”.
        var time: String
        var mark: Mark = .neutral
        var text: String
    }

    /// The meeting and its clock: “Tuesday Group, Tue 6 Oct, 7:24 pm (New York)”.
    var meeting: String
    /// What Zoom reports just now: “Ana moves to a breakout room”.
    var now = ""
    /// Deliveries sent so far, and in all.
    var sent = 0
    var total = 0
    var participant: Audience
    var courtRep: Audience
    var card: DemoCard?
    /// Where the bridge can be looked at.
    var url = ""
    /// True while the bridge goes on running after the meeting (`--keep`).
    var isKept = false
    /// Lets the court representative in, where the bridge goes on running.
    var token: String?
}

/// A court card, as a person reads it.
struct DemoCard: Equatable, Sendable {
    struct Rule: Equatable, Sendable {
        var mark: Mark
        var sentence: String
    }

    var number: String
    var name: String
    var caseNumber: String
    var meeting: String
    /// “Tue 6 Oct, 7:00 pm (New York)”
    var time: String
    /// “52 of 60 minutes proven, 3 inferred”
    var minutes: String
    var rules: [Rule]
    var verdict: Mark
    /// “Counted”, “Not counted”, “Needs review”
    var verdictWords: String
    /// SHA-256 of the card, in hexadecimal.
    var hash: String
}
