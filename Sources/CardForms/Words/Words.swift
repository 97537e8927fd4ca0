/// The labels of the forms in one language; `{}` stands where a value is put in. What differs between cards stands in
/// the card.
struct Words: Sendable {
    // The head of a card.
    var title: String
    var card: String
    var issued: String
    var page: String
    var of: String
    // Behind a time, with the space before it.
    var beforeNoon: String
    var afterNoon: String
    // How it came out.
    var counted: String
    var notCounted: String
    var needsReview: String
    var excused: String
    var void: String
    var countedSentence: String
    var notCountedSentence: String
    var undecidedSentence: String
    var excusedSentence: String
    var voidSentence: String
    var elsewhereSentence: String
    // What has become of the card.
    var superseded: String
    var supersededMeans: String
    var voidMeans: String
    var removed: String
    var removedTitle: String
    var removedMeans: String
    // Person, meeting and requirement.
    var participant: String
    var caseNumber: String
    var representative: String
    var meeting: String
    var program: String
    var platform: String
    var numberEnding: String
    var scheduled: String
    var notScheduled: String
    var held: String
    var unknown: String
    var requirement: String
    var perWeek: String
    var inTotal: String
    var eachAtLeast: String
    var starting: String
    var until: String
    var noRequirement: String
    var progress: String
    var thisWeek: String
    var complete: String
    var onTrack: String
    var behind: String
    // When they were there.
    var timeline: String
    var proven: String
    var inferred: String
    var corrected: String
    var takenAway: String
    var waiting: String
    var late: String
    var early: String
    var together: String
    var byDecision: String
    var app: String
    var phone: String
    var otherDevice: String
    var connections: String
    var connection: String
    var connectionsTitle: String
    var certain: String
    var certainOrCorrected: String
    var andInferred: String
    var severalConnections: String
    var atLeast: String
    var atMost: String
    var kind: String
    var length: String
    // Rules.
    var rules: String
    var rule: String
    var measured: String
    var needed: String
    var outcome: String
    var met: String
    var onlyJust: String
    var notMet: String
    var notMeasured: String
    var policy: String
    var version: String
    // What people should know of it.
    var notes: String
    var decidedBy: String
    var replaces: String
    var reason: String
    var changed: String
    var moreChanges: String
    var identity: String
    var strength: String
    var limits: String
    // What it rests on, and what proves it.
    var evidence: String
    var deliveries: String
    var firstLast: String
    var digest: String
    var reconciled: String
    var compared: String
    var notCompared: String
    var closed: String
    var clock: String
    var clockSynchronised: String
    var clockNotSynchronised: String
    var clockUnknown: String
    var software: String
    var proof: String
    var hash: String
    var previous: String
    var firstCard: String
    var ledger: String
    var place: String
    var root: String
    var key: String
    var signature: String
    var unsigned: String
    var code: String
    var checkAt: String
    var checkOffline: String
    var attachedShort: String
    var translated: String
    /// Where it is not part of a signed notice.
    var askAbout: String
    // Books for a hearing.
    var bookTitle: String
    var summary: String
    var contents: String
    // More of it, where there are such.
    var andExcused: String
    var andSuperseded: String
    var period: String
    var made: String
    var date: String
    var minutesShort: String
    var share: String
    var inForce: String
    var supersededBy: String
    /// From Monday on.
    var weekdays: [String]
    /// From January on.
    var months: [String]
}

extension String {
    /// Puts values where `{}` stands, in their order.
    func filled(_ values: String...) -> String {
        var parts = split(separator: "{}", omittingEmptySubsequences: false)[...]
        var out = String(parts.popFirst() ?? "")
        for (value, part) in zip(values, parts) { out += value + part }
        return out
    }
}
