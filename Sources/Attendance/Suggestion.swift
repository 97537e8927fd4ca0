/// Whom an attendee that matches nobody may be. Only ever shown to a person who decides.
public struct Suggestion: Hashable, Sendable {
    /// Why; the strongest first.
    public enum Reason: String, Hashable, Comparable, Sendable, CaseIterable {
        /// Somebody who went by the same name, address or number was theirs before.
        case seenBefore = "seen-before"
        case sameName = "same-name"
        /// A `#` with one wrong, missing, additional or swapped symbol, or the code without its `#`.
        case codeOneCharacterOff = "code-one-character-off"
        case phoneOneDigitOff = "phone-one-digit-off"
        /// A part of the name, an initial for one, or a slip of the keyboard.
        case similarName = "similar-name"

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }
    }

    public var participant: PersonID
    /// The strongest there is.
    public var reason: Reason

    public init(participant: PersonID, reason: Reason) {
        self.participant = participant
        self.reason = reason
    }
}

/// Whom an attendee that matches nobody may be, strongest reason first, each participant once.
///
/// - Parameters:
///   - identities: all that was seen of the attendee. What is sealed suggests nobody but by `seenBefore`.
///   - seenBefore: whose attendees with these keys were, as people decided.
public func suggestions(
    for identities: Set<ObservedIdentity>, among participants: [Participant],
    seenBefore: [IdentityKey: Set<PersonID>] = [:]
) -> [Suggestion] {
    let keys = Set(identities.flatMap(\.keys))
    let known = keys.reduce(into: Set<PersonID>()) { $0.formUnion(seenBefore[$1] ?? []) }
    let shown = identities.flatMap { [$0.displayName, $0.originalName] }.compactMap(\.self)
    let names = Set(shown).map { NameWords($0) }.filter { !$0.words.isEmpty }
    let codes = Set(shown.flatMap { MistypedCode.candidates(in: $0) })
    let phones = keys.filter { $0.kind == .phone && !$0.isSealed }.map(\.value)

    func reason(for participant: Participant) -> Suggestion.Reason? {
        if known.contains(participant.id) { return .seenBefore }
        let spellings = participant.identities.filter { $0.kind == .name && !$0.isSealed }.map(\.value)
        let own = ([participant.name] + spellings).map { NameWords($0) }
        if own.contains(where: { own in names.contains { $0.isSame(as: own) } }) { return .sameName }
        if codes.contains(where: { $0.mayMean(participant.joinCode) }) { return .codeOneCharacterOff }
        let numbers = participant.identities.filter { $0.kind == .phone && !$0.isSealed }.map(\.value)
        if numbers.contains(where: { number in phones.contains { isOneSlip(from: $0, to: number) } }) {
            return .phoneOneDigitOff
        }
        return own.contains { own in names.contains { $0.isSimilar(to: own) } } ? .similarName : nil
    }
    return Set(
        participants.compactMap { person in reason(for: person).map { Suggestion(participant: person.id, reason: $0) } }
    )
    .sorted { ($0.reason, $0.participant) < ($1.reason, $1.participant) }
}

/// Whether no name somebody showed has a word of two letters or more in common with the roster's.
///
/// Join codes and the names of devices say nothing either way; false when nothing else was shown.
public func nameIsUnlike(roster name: String, displayNames: some Sequence<String>) -> Bool {
    func words(_ name: String) -> Set<String> { Set(NameWords(name).words.filter { $0.unicodeScalars.count >= 2 }) }
    let own = words(name)
    let shown = displayNames.map(words).filter { !$0.isEmpty }
    return !own.isEmpty && !shown.isEmpty && shown.allSatisfy { $0.isDisjoint(with: own) }
}
