import Attendance
import Crypto
import Testing

@testable import API
@testable import Bridge

@Suite("Tickets to the feed")
struct FeedTicketTests {
    private let start = Timestamp(milliseconds: 1_800_000_000_000)
    private func principal(_ id: String, until: Timestamp? = nil) -> Principal {
        let end = until ?? start + .hours(1)
        return Principal(
            Access(person: PersonID(id), role: .participant, scopes: .all, until: end),
            .session(SHA256.hash(Array(id.utf8))))
    }

    @Test("a ticket lets in whom it was given to, once")
    func once() {
        var tickets = FeedTickets()
        let (one, two) = (SecretToken.random(.feedTicket), SecretToken.random(.feedTicket))
        #expect(tickets.issue(one, to: principal("ana"), at: start) == start + .seconds(30))
        #expect(tickets.issue(two, to: principal("ben"), at: start) != nil)
        #expect(tickets.use(two.text, at: start)?.id == PersonID("ben"))
        #expect(tickets.use(one.text, at: start)?.id == PersonID("ana"))
        #expect(tickets.use(one.text, at: start) == nil)
        #expect(tickets.use("fti_nonsense", at: start) == nil)
        #expect(tickets.use(SecretToken.random(.feedTicket).text, at: start) == nil)
        #expect(tickets.counts == FeedTickets.Counts(issued: 2, used: 2, refused: 3))
        #expect(tickets.count == 0)
    }

    @Test("it is good for thirty seconds, and not one millisecond longer")
    func lifetime() {
        var tickets = FeedTickets()
        for (age, isGood) in [(29_999, true), (30_000, false), (90_000, false)] as [(Int64, Bool)] {
            let ticket = SecretToken.random(.feedTicket)
            _ = tickets.issue(ticket, to: principal("ana"), at: start)
            #expect((tickets.use(ticket.text, at: start + Span(milliseconds: age)) != nil) == isGood, "\(age)")
        }
    }

    @Test("it never outlives what it was made with, and what it opens ends with that too")
    func shorter() {
        var tickets = FeedTickets()
        let ticket = SecretToken.random(.feedTicket)
        let end = start + .seconds(10)
        #expect(tickets.issue(ticket, to: principal("ana", until: end), at: start) == end)
        var copy = tickets
        #expect(copy.use(ticket.text, at: start + .seconds(9))?.until == end)
        #expect(tickets.use(ticket.text, at: end) == nil)
    }

    @Test("one more than a person may have makes their oldest good for nothing, and nobody else's")
    func perPerson() {
        var tickets = FeedTickets(limits: FeedTickets.Limits(perPerson: 2))
        let all = (0..<3).map { _ in SecretToken.random(.feedTicket) }
        let other = SecretToken.random(.feedTicket)
        _ = tickets.issue(other, to: principal("ben"), at: start)
        for ticket in all { #expect(tickets.issue(ticket, to: principal("ana"), at: start) != nil) }
        #expect(tickets.count == 3)
        #expect(all.map { tickets.use($0.text, at: start) != nil } == [false, true, true])
        #expect(tickets.use(other.text, at: start) != nil)
    }

    @Test("when too many are out nobody gets another, until those that were not used are too old")
    func inAll() {
        var tickets = FeedTickets(limits: FeedTickets.Limits(inAll: 3))
        func issue(_ person: Int, _ seconds: Int64) -> Bool {
            tickets.issue(.random(.feedTicket), to: principal("p\(person)"), at: start + .seconds(seconds)) != nil
        }
        #expect((0..<4).map { issue($0, Int64($0)) } == [true, true, true, false])
        #expect(!issue(9, 29))
        // The first has ended, the second has not.
        #expect(issue(9, 30))
        #expect(!issue(9, 30))
        #expect(issue(9, 60))
        #expect(tickets.count == 1)
    }

    @Test(
        "whoever asks for more and more of them, used or not, fills no memory and takes none from others",
        arguments: [false, true])
    func bounded(isUsed: Bool) {
        var tickets = FeedTickets(limits: FeedTickets.Limits(perPerson: 2, inAll: 10))
        // One that nobody uses stands before all of them.
        let first = SecretToken.random(.feedTicket)
        _ = tickets.issue(first, to: principal("ben"), at: start)
        for _ in 0..<5000 {
            let ticket = SecretToken.random(.feedTicket)
            #expect(tickets.issue(ticket, to: principal("ana"), at: start) != nil)
            if isUsed { #expect(tickets.use(ticket.text, at: start) != nil) }
            #expect(tickets.count <= 3 && tickets.kept < 1100)
        }
        #expect(tickets.issue(.random(.feedTicket), to: principal("carmen"), at: start) != nil)
        #expect(tickets.use(first.text, at: start) != nil)
    }
}
