import CTimex
import CourtCard

extension CardIssuer.Clock {
    /// What the kernel says of the machine's clock: whether something, as a rule NTP, keeps it right.
    static var ofSystem: Self {
        var state = timex()
        let answer = adjtimex(&state)
        if answer < 0 { return .unknown }
        return answer == TIME_ERROR || state.status & STA_UNSYNC != 0 ? .notSynchronised : .synchronised
    }
}
