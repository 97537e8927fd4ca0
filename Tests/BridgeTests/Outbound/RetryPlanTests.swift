import Attendance
import Testing

@testable import Bridge

@Suite("When a message is tried again")
struct RetryPlanTests {
    static let now = Timestamp(seconds: 1_000_000)
    static let fault = OutboundOutcome(status: 500, retryAfter: nil)

    static func step(_ outcome: OutboundOutcome, _ failures: Int = 0, jitter: Double = 0) -> RetryPlan.Step {
        RetryPlan.step(after: outcome, failures: failures, at: now, jitter: jitter)
    }

    @Test("only an answer of success is one", arguments: [200, 201, 202, 204, 299])
    func success(status: Int) {
        #expect(Self.step(OutboundOutcome(status: status, retryAfter: .seconds(9))) == .goOn)
    }

    @Test(
        "everything else is tried again, redirects too", arguments: [100, 199, 300, 301, 308, 400, 404, 409, 500, 503])
    func failure(status: Int) {
        #expect(Self.step(OutboundOutcome(status: status, retryAfter: nil)) == .again(Self.now + .seconds(5)))
        #expect(Self.step(.failed("nothing answers there")) == .again(Self.now + .seconds(5)))
    }

    @Test("who answers 410 is asked nothing more, also the first time")
    func gone() {
        #expect(Self.step(OutboundOutcome(status: 410, retryAfter: nil)) == .disable(.gone))
    }

    @Test("a message is tried for about a day, ever more rarely, and then no more")
    func schedule() {
        var (failures, total, last) = (0, Span.zero, Span.zero)
        while case .again(let moment) = Self.step(Self.fault, failures) {
            let pause = moment - Self.now
            #expect(pause >= last)
            (failures, total, last) = (failures + 1, total + pause, pause)
        }
        #expect(failures == 10)
        #expect((Span.hours(22)...(.hours(26))).contains(total))
        #expect(Self.step(Self.fault, failures) == .disable(.failed))
        #expect(Self.step(Self.fault, 1000) == .disable(.failed))
    }

    @Test("pauses become longer by chance, a tenth at most, and never shorter", arguments: [0, 0.5, 0.999])
    func jitter(_ jitter: Double) throws {
        for failures in 0..<10 {
            guard case .again(let plain) = Self.step(Self.fault, failures),
                case .again(let moment) = Self.step(Self.fault, failures, jitter: jitter)
            else {
                Issue.record("it is given up too early")
                return
            }
            let (pause, longer) = (plain - Self.now, moment - Self.now)
            #expect(longer >= pause && longer.milliseconds <= pause.milliseconds * 11 / 10)
        }
    }

    @Test("who asks for time gets it, within reason, and never less than the plan has", arguments: [429, 503])
    func retryAfter(status: Int) {
        func wait(_ asked: Span, _ failures: Int = 0) -> RetryPlan.Step {
            Self.step(OutboundOutcome(status: status, retryAfter: asked), failures)
        }
        #expect(wait(.minutes(10)) == .again(Self.now + .minutes(10)))
        #expect(wait(.seconds(1)) == .again(Self.now + .seconds(5)))
        #expect(wait(.hours(1000)) == .again(Self.now + .hours(8)))
        #expect(wait(.hours(1), 10) == .disable(.failed))
        // With another answer it means something else.
        #expect(Self.step(OutboundOutcome(status: 500, retryAfter: .hours(1))) == .again(Self.now + .seconds(5)))
    }
}
