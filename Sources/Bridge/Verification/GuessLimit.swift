internal import Attendance

/// Slows down whoever guesses short codes. Only wrong ones count, and nobody can lock somebody else out: whoever has not
/// guessed wrong lately may always try.
///
/// Even with a fresh address for each guess, 50 bits are out of reach of any number of tries that a server could answer.
struct GuessLimit: Sendable {
    private var byAddress: Allowance<String>
    private var byNumber: Allowance<CardNumber>

    init(
        byAddress: Allowance<String> = Allowance(burst: 10, interval: .seconds(30), capacity: 20_000),
        byNumber: Allowance<CardNumber> = Allowance(burst: 20, interval: .seconds(60), capacity: 20_000)
    ) {
        self.byAddress = byAddress
        self.byNumber = byNumber
    }

    /// How long somebody must wait before they may try again; nil when they may now.
    func wait(of address: String, for number: CardNumber, at now: Timestamp) -> Span? {
        if let wait = byAddress.wait(of: address, at: now) { return wait }
        // Many together at one card.
        guard byAddress.remembers(address, at: now) else { return nil }
        return byNumber.wait(of: number, at: now)
    }

    mutating func noteWrongCode(from address: String, for number: CardNumber, at now: Timestamp) {
        byAddress.noteMistake(of: address, at: now)
        byNumber.noteMistake(of: number, at: now)
    }
}
