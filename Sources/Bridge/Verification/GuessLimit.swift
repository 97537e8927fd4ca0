internal import Attendance

/// Slows down whoever guesses short codes, and whoever asks without end: each answer is written down. Nobody can lock
/// somebody else out: whoever has not guessed wrong lately, and asks like a person, may always try.
///
/// Even with a fresh address for each guess, 50 bits are out of reach of any number of tries that a server could answer.
struct GuessLimit: Sendable {
    private var byAddress: Allowance<String>
    private var byNumber: Allowance<CardNumber>
    private var answers: Allowance<String>

    enum Code {
        case right, wrong
    }

    init(
        byAddress: Allowance<String> = Allowance(burst: 10, interval: .seconds(30), capacity: 20_000),
        byNumber: Allowance<CardNumber> = Allowance(burst: 20, interval: .seconds(60), capacity: 20_000),
        answers: Allowance<String> = Allowance(burst: 60, interval: .seconds(1), capacity: 20_000)
    ) {
        self.byAddress = byAddress
        self.byNumber = byNumber
        self.answers = answers
    }

    /// How long somebody must wait before they may try again; nil when they may now.
    func wait(of address: String, for number: CardNumber, at now: Timestamp) -> Span? {
        if let wait = byAddress.wait(of: address, at: now) ?? answers.wait(of: address, at: now) { return wait }
        // Many together at one card.
        guard byAddress.remembers(address, at: now) else { return nil }
        return byNumber.wait(of: number, at: now)
    }

    mutating func note(_ code: Code, from address: String, for number: CardNumber, at now: Timestamp) {
        switch code {
        case .right: answers.charge(address, at: now)
        case .wrong:
            byAddress.charge(address, at: now)
            byNumber.charge(number, at: now)
        }
    }
}
