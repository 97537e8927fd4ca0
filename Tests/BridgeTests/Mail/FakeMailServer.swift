import Attendance
import Store
import Synchronization

@testable import Bridge

/// Takes mail as a test says, and remembers what it was given.
final class FakeMailServer: Sendable {
    /// What becomes of a mail; nil: it is taken.
    typealias Answer = @Sendable (MailInHand) throws -> Void

    private let state = Mutex<(offered: [MailInHand], taken: [MailInHand])>(([], []))
    private let answer: Mutex<Answer>
    private let news: AsyncStream<MailInHand>.Continuation
    /// Every mail that is taken, once.
    let arrivals: AsyncStream<MailInHand>

    init(_ answer: @escaping Answer = { _ in }) {
        self.answer = Mutex(answer)
        (arrivals, news) = AsyncStream.makeStream()
    }

    var offered: [MailInHand] { state.withLock { $0.offered } }
    var taken: [MailInHand] { state.withLock { $0.taken } }
    func answers(_ answer: @escaping Answer) { self.answer.withLock { $0 = answer } }

    var transport: MailTransport {
        { [self] mail in
            state.withLock { $0.offered.append(mail) }
            try answer.withLock { $0 }(mail)
            state.withLock { $0.taken.append(mail) }
            news.yield(mail)
        }
    }

    static let refusal = MailTransportFailure("550 5.1.1", isPermanent: true, concernsServer: false)
    static let deferral = MailTransportFailure("451 4.3.0", isPermanent: false, concernsServer: false)
    static let silence = MailTransportFailure("nothing answers", isPermanent: false, concernsServer: true)
}

extension OutgoingMail {
    static func example(
        to person: PersonID = People.maria.id, at address: String = "maria@secret.example", until: Timestamp? = nil
    ) -> OutgoingMail {
        OutgoingMail(
            .invite, to: person, at: address, subject: "Secret subject", text: "Secret text\n", until: until)
    }
}

extension BridgeUnderTest {
    func queue(_ mails: OutgoingMail...) async throws {
        try await service.database.writer.write { [clock] transaction, memory in
            for mail in mails { try transaction.enqueue(mail, in: memory.archive, at: clock.now) }
        }
    }

    func mail(for person: PersonID = People.maria.id) async throws -> [StoredMail] {
        try await read { try $0.mail(for: person) }
    }
}
