internal import Attendance

/// Slows down whoever guesses a secret of something, such as the short code of a card or the password of a person, and
/// whoever asks without end: each answer is written down. Nobody can lock somebody else out: whoever has not guessed wrong
/// lately, and asks like a person, may always try.
///
/// An address of IPv6 stands for the network of a machine (`2001:db8:1:2::/64`), and a provider may give somebody 65,536 of
/// them: those are counted together too, with more patience, as several machines may be there.
///
/// So guessing from a fresh address each time is bounded by how many addresses there are; the secrets are made so that this
/// does not help.
struct GuessLimit<Subject: Hashable & Sendable>: Sendable {
    private var byAddress: Allowance<String>
    private var bySite: Allowance<String>
    private var bySubject: Allowance<Subject>
    private var answers: Allowance<String>

    enum Guess {
        case right, wrong
    }

    init(
        byAddress: Allowance<String> = Allowance(burst: 10, interval: .seconds(30), capacity: 20_000),
        bySite: Allowance<String> = Allowance(burst: 40, interval: .seconds(10), capacity: 20_000),
        bySubject: Allowance<Subject> = Allowance(burst: 20, interval: .seconds(60), capacity: 20_000),
        answers: Allowance<String> = Allowance(burst: 60, interval: .seconds(1), capacity: 20_000)
    ) {
        self.byAddress = byAddress
        self.bySite = bySite
        self.bySubject = bySubject
        self.answers = answers
    }

    /// How long somebody must wait before they may try again; nil when they may now.
    func wait(of address: String, for subject: Subject, at now: Timestamp) -> Span? {
        if let wait = byAddress.wait(of: address, at: now) ?? answers.wait(of: address, at: now) { return wait }
        if let site = Self.site(of: address), let wait = bySite.wait(of: site, at: now) { return wait }
        // Many together at one subject.
        guard byAddress.remembers(address, at: now) else { return nil }
        return bySubject.wait(of: subject, at: now)
    }

    /// Lets somebody try, or tells how long they must wait. A try is noted as wrong before it is known: many at the same time
    /// must not pass as one.
    mutating func begin(from address: String, for subject: Subject, at now: Timestamp) -> Span? {
        if let wait = wait(of: address, for: subject, at: now) { return wait }
        note(.wrong, from: address, for: subject, at: now)
        return nil
    }

    mutating func note(_ guess: Guess, from address: String, for subject: Subject, at now: Timestamp) {
        switch guess {
        case .right: answers.charge(address, at: now)
        case .wrong:
            byAddress.charge(address, at: now)
            if let site = Self.site(of: address) { bySite.charge(site, at: now) }
            bySubject.charge(subject, at: now)
        }
    }

    /// What was noted as wrong before it was known was right.
    mutating func takeBack(from address: String, for subject: Subject, at now: Timestamp) {
        byAddress.refund(address, at: now)
        if let site = Self.site(of: address) { bySite.refund(site, at: now) }
        bySubject.refund(subject, at: now)
        answers.charge(address, at: now)
    }

    /// The /48 of an address of IPv6; nil for one of IPv4.
    private static func site(of address: String) -> String? {
        guard address.hasSuffix("::/64") else { return nil }
        return address.split(separator: ":", maxSplits: 3).prefix(3).joined(separator: ":") + "::/48"
    }
}
