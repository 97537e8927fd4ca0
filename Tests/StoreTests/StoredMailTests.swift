import Attendance
import Testing

@testable import Store

@Suite("Mail in the database")
struct StoredMailTests {
    private static func mail(_ id: String, to person: PersonID = "rep", at second: Int64 = 10) -> StoredMail {
        StoredMail(
            messageID: id, kind: "digest", person: person, queuedAt: Timestamp(seconds: second),
            until: Timestamp(seconds: second + 1000), sealed: [1, 2, 3], key: [4, 5])
    }

    @Test("what waits is due at once, then when it was put off until, and what is due longest comes first")
    func due() async throws {
        let database = try StoreFolder().open()
        let (a, b) = try await database.writer.write { transaction, _ in
            (try transaction.add(Self.mail("aaaaaaaa", at: 10)), try transaction.add(Self.mail("bbbbbbbb", at: 5)))
        }
        let now = Timestamp(seconds: 20)
        #expect(try await database.readers.read { try $0.mailDue(at: now, limit: 9).map(\.id) } == [b, a])
        #expect(try await database.readers.read { try $0.nextMailDue() } == Timestamp(seconds: 5))
        #expect(try await database.readers.read { try $0.mailDue(at: Timestamp(seconds: 4), limit: 9) }.isEmpty)

        try await database.writer.write { transaction, _ in
            try transaction.postponeMail(b, until: Timestamp(seconds: 70), because: "later")
        }
        try await database.readers.read { snapshot throws in
            #expect(try snapshot.mailDue(at: now, limit: 9).map(\.id) == [a])
            #expect(try snapshot.mail(b)?.attempts == 1)
            #expect(try snapshot.mail(b)?.failure == "later")
            #expect(try snapshot.mail(b)?.sealed == [1, 2, 3])
            #expect(try snapshot.mailWaiting() == 2)
        }
    }

    @Test("what was sent or given up holds nothing any more, and comes back by nothing")
    func finished() async throws {
        let database = try StoreFolder().open()
        try await database.writer.write { transaction, _ in
            let (a, b) = (try transaction.add(Self.mail("aaaaaaaa")), try transaction.add(Self.mail("bbbbbbbb")))
            try transaction.noteSentMail(a, at: Timestamp(seconds: 20))
            try transaction.giveUpMail(b, at: Timestamp(seconds: 21), because: "refused")
            try transaction.postponeMail(a, until: Timestamp(seconds: 30), because: "no")
            try transaction.giveUpMail(a, at: Timestamp(seconds: 31), because: "no")
        }
        try await database.readers.read { snapshot throws in
            let mail = try snapshot.mail(for: "rep")
            #expect(mail.map(\.sentAt) == [Timestamp(seconds: 20), nil])
            #expect(mail.map(\.givenUpAt) == [nil, Timestamp(seconds: 21)])
            #expect(mail.map(\.failure) == [nil, "refused"])
            #expect(mail.allSatisfy { $0.sealed == nil && $0.key == nil && $0.due == nil && $0.attempts == 1 })
            #expect(try snapshot.nextMailDue() == nil && snapshot.mailWaiting() == 0)
        }
    }

    @Test("mail for somebody, and mail of long ago, is forgotten whether it was sent or not")
    func forgotten() async throws {
        let database = try StoreFolder().open()
        try await database.writer.write { transaction, _ in
            try transaction.add(Self.mail("aaaaaaaa", to: "ana"))
            try transaction.add(Self.mail("bbbbbbbb", at: 20))
            try transaction.add(Self.mail("cccccccc", at: 30))
            try transaction.forgetMail(for: "ana")
            #expect(try transaction.forgetMail(queuedBefore: Timestamp(seconds: 30), limit: 10) == 1)
            #expect(try transaction.forgetMail(queuedBefore: Timestamp(seconds: 30), limit: 10) == 0)
        }
        #expect(try await database.readers.read { try $0.mail(for: "rep").map(\.messageID) } == ["cccccccc"])
        #expect(try await database.readers.read { try $0.mail(for: "ana") }.isEmpty)
    }

    @Test("a commit says that there is mail to be sent, and only where there is")
    func told() async throws {
        let told = Collected<Bool>()
        let database = try StoreFolder().open { told.add($0.hasQueuedMail) }
        try await database.writer.write { transaction, _ in _ = try transaction.add(Self.mail("aaaaaaaa")) }
        try await database.writer.write { transaction, _ in
            try transaction.postponeMail(1, until: Timestamp(seconds: 70), because: "later")
        }
        #expect(told.all == [true, false])
    }

    @Test("no two mails have one Message-ID")
    func once() async throws {
        let database = try StoreFolder().open()
        try await database.writer.write { transaction, _ in _ = try transaction.add(Self.mail("aaaaaaaa")) }
        await #expect(throws: StoreError.self) {
            try await database.writer.write { transaction, _ in _ = try transaction.add(Self.mail("aaaaaaaa")) }
        }
    }
}
