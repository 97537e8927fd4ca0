import Attendance
import Live
import Testing

/// Clients that drop and resume, a store that is read in pages, wake-ups that lie, rows that are deleted: whatever the
/// order, each client has its person's rows once, in order.
@Suite("The hub under any interleaving")
struct HubPropertyTests {
    @Test("each client gets exactly its messages, once, in order", arguments: 0..<20)
    func exactlyOnce(_ block: Int) {
        for seed in UInt64(block * 200)..<UInt64(block * 200 + 200) {
            var world = World(seed: seed)
            for _ in 0..<120 { world.step() }
            world.drain()
            if let fault = world.fault {
                Issue.record("seed \(seed): \(fault)")
                return
            }
        }
    }

    @Test("a busy feed does not keep a connection from catching up")
    func converges() {
        var hub = Hub(head: 1000)
        let id = ConnectionID(1)
        _ = hub.connect(id, PersonID("ana"), since: 0)
        var reads = 0
        var cursor: Int64 = 0
        var next: Int64 = 1001
        while reads < 100 {
            // A page brings 500 rows, and 500 rows of other people are published meanwhile.
            _ = hub.publish((next..<next + 500).map { message($0, PersonID("ben")) })
            next += 500
            cursor += 500
            reads += 1
            let actions = hub.caughtUp(id, [FeedMessage](), readThrough: Position(min(cursor, 1000)))
            if actions.isEmpty { break }
        }
        #expect(reads == 2)
    }
}

private func message(_ position: Int64, _ person: PersonID) -> FeedMessage {
    // Every third row is of another kind, every second one about another participant.
    FeedMessage(
        position: Position(position), person: person, at: Timestamp(seconds: position),
        event: position % 3 == 0 ? "third" : "e",
        data: Array(#"{"participant":"\#(position % 2 == 0 ? "even" : "odd")"}"#.utf8))
}

private struct World {
    struct Client {
        var person: PersonID
        var filter = FeedFilter.everything
        var id: ConnectionID?
        /// The client's state holds everything up to here; after it, what it received.
        var base: Position = 0
        var received: [Position] = []
        var last: Position { received.last ?? base }
    }

    struct Read {
        var id: ConnectionID
        var person: PersonID
        var after: Position
        var through: Position
    }

    var random: Random
    var hub: Hub
    var stored: [FeedMessage] = []
    var forgotten: Int64 = 0
    var clients: [Client] = []
    var reads: [Read] = []
    var nextID: UInt64 = 1
    var fault: String?

    init(seed: UInt64) {
        random = Random(state: seed &* 7919 &+ 17)
        hub = Hub(
            head: 0,
            limits: Hub.Limits(
                connectionsPerPerson: Int.random(in: 1...3, using: &random),
                keptWhileCatchingUp: Int.random(in: 0...4, using: &random)))
        let people = ["ana", "ben", "rep"].map { PersonID($0) }
        let filters = [
            FeedFilter.everything, FeedFilter(events: ["third"]), FeedFilter(participant: PersonID("odd")),
            FeedFilter(events: ["third", "never"], participant: PersonID("even")),
        ]
        for index in 0..<5 {
            let filter = Bool.random(using: &random) ? filters[0] : filters.randomElement(using: &random)
            clients.append(Client(person: people[index % 3], filter: filter ?? filters[0]))
        }
    }

    mutating func step() {
        switch Int.random(in: 0..<12, using: &random) {
        case 0...3: commit()
        case 4...5: publish()
        case 6: connect(Int.random(in: 0..<clients.count, using: &random))
        case 7: disconnect()
        case 8...10: answerRead(failing: Int.random(in: 0..<20, using: &random) == 0)
        default: forget()
        }
    }

    /// Everything still on its way arrives; then each client that is left must have everything.
    mutating func drain() {
        for index in clients.indices where clients[index].id == nil { connect(index) }
        publish(all: true)
        while !reads.isEmpty { answerRead(failing: false) }
        publish(all: true)
        if hub.head != Position(Int64(stored.count)) { fault = fault ?? "head is \(hub.head)" }
        for client in clients where client.id != nil {
            let owed = stored.filter {
                $0.person == client.person && $0.position > client.base && client.filter.admits($0)
            }.map(\.position)
            if client.received != owed {
                fault = fault ?? "\(client.person) after \(client.base): \(client.received), owed \(owed)"
            }
        }
    }

    private mutating func commit() {
        let people = ["ana", "ben", "rep", "elsewhere"].map { PersonID($0) }
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            stored.append(message(Int64(stored.count + 1), people.randomElement(using: &random) ?? people[0]))
        }
    }

    /// Any slice of what is committed: repeated, too late, with a gap before it.
    private mutating func publish(all: Bool = false) {
        guard !stored.isEmpty else { return }
        let from = all ? Int(hub.head.rawValue) : Int.random(in: 0..<stored.count, using: &random)
        let to = all ? stored.count : Int.random(in: from..<stored.count, using: &random) + 1
        apply(hub.publish(stored[min(from, to)..<to]))
    }

    private mutating func connect(_ index: Int) {
        guard clients[index].id == nil else { return }
        let id = ConnectionID(nextID)
        nextID += 1
        var since: Position? = clients[index].last
        switch Int.random(in: 0..<12, using: &random) {
        case 0:
            since = nil
        case 1:
            since = Position(hub.head.rawValue + 5)
        default: break
        }
        clients[index].id = id
        apply(hub.connect(id, clients[index].person, since: since, filter: clients[index].filter))
    }

    private mutating func disconnect() {
        guard let index = clients.indices.filter({ clients[$0].id != nil }).randomElement(using: &random),
            let id = clients[index].id
        else { return }
        clients[index].id = nil
        hub.disconnect(id)
    }

    private mutating func answerRead(failing: Bool) {
        guard let index = reads.indices.randomElement(using: &random) else { return }
        let read = reads.remove(at: index)
        guard !failing else { return apply(hub.backlogUnavailable(read.id)) }
        // A page ends anywhere after where it began; the store may know more than the hub does.
        let end = Bool.random(using: &random) ? read.through.rawValue : Int64(stored.count)
        let through = Int64.random(in: read.after.rawValue + 1...max(read.after.rawValue + 1, end), using: &random)
        let rows = stored.filter {
            $0.person == read.person && $0.position > read.after && $0.position.rawValue <= through
                && $0.position.rawValue > forgotten
        }
        apply(hub.caughtUp(read.id, rows, readThrough: Position(through)))
    }

    private mutating func forget() {
        guard Int.random(in: 0..<6, using: &random) == 0, hub.head > 0 else { return }
        forgotten = max(forgotten, Int64.random(in: 0...hub.head.rawValue, using: &random))
        apply(hub.forget(through: Position(forgotten)))
    }

    private mutating func apply(_ actions: [HubAction]) {
        for action in actions {
            switch action {
            case .welcome(let id, let after):
                with(id) { client, _ in
                    guard client.last != after else { return }
                    client.base = after
                    client.received = []
                }
            case .resync(let id, let after):
                with(id) { client, _ in
                    client.base = after
                    client.received = []
                }
            case .send(let message, let ids):
                for id in ids {
                    with(id) { client, fault in
                        if message.person != client.person || message.position <= client.last {
                            fault = fault ?? "\(client.person) at \(client.last) was sent \(message.position)"
                        }
                        client.received.append(message.position)
                    }
                }
            case .readBacklog(let id, let person, let after, let through):
                reads.append(Read(id: id, person: person, after: after, through: through))
            case .close(let id, _):
                with(id) { client, _ in client.id = nil }
            case .reload: break
            }
        }
    }

    private mutating func with(_ id: ConnectionID, _ change: (inout Client, inout String?) -> Void) {
        guard let index = clients.firstIndex(where: { $0.id == id }) else {
            fault = fault ?? "a message to \(id), which is not connected"
            return
        }
        change(&clients[index], &fault)
    }
}

/// SplitMix64: the same numbers for the same seed.
private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
