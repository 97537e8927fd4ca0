import CourtCard
import Crypto
import Testing

@Suite("Two notes of the ledger")
struct LedgerConsistencyTests {
    typealias Subject = LedgerConsistency.Subject

    private let key: SigningKey
    private let keys: KeySet

    init() throws {
        let ledger = try ExampleLedger()
        (key, keys) = (ledger.key, try ledger.keys())
    }

    /// The cards of a ledger by their hashes.
    private static func cards(_ count: Int) -> [Digest] { (0..<count).map { Example.digest("card \($0)") } }

    private struct Tree {
        var frontier = LedgerFrontier()
        var nodes: [MerkleTree.Node: Digest] = [:]

        init(_ cards: [Digest]) {
            for card in cards {
                for completed in frontier.append(card).completed { nodes[completed.node] = completed.digest }
            }
        }

        func path(from old: Int, to new: Int) throws -> [Digest] {
            let path = try MerkleTree.consistencyPath(from: Int64(old), to: Int64(new)) { node in
                try #require(nodes[node])
            }
            return try #require(path)
        }
    }

    private func note(
        _ tree: Tree, size: Int? = nil, origin: String = ExampleLedger.origin, by signer: SigningKey? = nil
    ) throws -> [UInt8] {
        let root = tree.frontier.root
        let checkpoint = try #require(
            Checkpoint(origin: origin, size: size.map(Int64.init) ?? tree.frontier.size, root: root))
        return Array(checkpoint.signed(with: signer ?? key).description.utf8)
    }

    private func failed(_ consistency: LedgerConsistency) -> [Subject] {
        consistency.checks.filter(\.isFailed).map(\.subject)
    }

    @Test("are consistent while cards are only ever added", arguments: [0, 1, 2, 5, 8, 13, 20])
    func consistent(_ count: Int) throws {
        let (old, new) = (Tree(Self.cards(count)), Tree(Self.cards(20)))
        let path = count == 0 ? [] : try new.path(from: count, to: 20)
        let result = LedgerConsistency.check(old: try note(old), new: try note(new), path: path, keys: keys)
        #expect(result.checks.map(\.subject) == Subject.allCases)
        #expect(result.isConsistent, "\(result.checks)")
        #expect(result.old?.size == Int64(count))
        #expect(result.new?.size == 20)
    }

    @Test("tell that a card was removed, changed, dated back or moved since", arguments: 0..<13)
    func tampered(_ place: Int) throws {
        let old = Tree(Self.cards(13))
        var removed = Self.cards(21)
        removed.remove(at: place)
        var changed = Self.cards(20)
        changed[place] = Example.digest("changed")
        var inserted = Self.cards(19)
        inserted.insert(Example.digest("dated back"), at: place)
        var moved = Self.cards(20)
        moved.swapAt(place, 19)
        for cards in [removed, changed, inserted, moved] {
            let new = Tree(cards)
            let result = LedgerConsistency.check(
                old: try note(old), new: try note(new), path: try new.path(from: 13, to: 20), keys: keys)
            #expect(failed(result) == [.continuation])
            #expect(!result.isConsistent)
            #expect(result[.continuation]?.sentence.contains("after the older note was made") == true)
        }
    }

    @Test("tell two ledgers of one size, and one that shrank")
    func forked() throws {
        let old = Tree(Self.cards(13))
        var cards = Self.cards(13)
        cards[4] = Example.digest("changed")
        let fork = LedgerConsistency.check(old: try note(old), new: try note(Tree(cards)), path: [], keys: keys)
        #expect(failed(fork) == [.continuation])
        let shrunk = LedgerConsistency.check(
            old: try note(old), new: try note(Tree(Self.cards(12))), path: [], keys: keys)
        #expect(failed(shrunk) == [.ledger])
        #expect(shrunk[.continuation] == .notMade("It is not one ledger."))
    }

    @Test("prove nothing with a wrong proof, and nothing of another ledger")
    func wrongProof() throws {
        let (old, new) = (Tree(Self.cards(13)), Tree(Self.cards(20)))
        let path = try new.path(from: 13, to: 20)
        let wrong = [
            [], Array(path.dropLast()), path + [Example.digest("x")], path.reversed(), path.map { _ in path[0] },
        ]
        for path in wrong {
            let result = LedgerConsistency.check(old: try note(old), new: try note(new), path: path, keys: keys)
            #expect(failed(result) == [.continuation])
        }
        let other = LedgerConsistency.check(
            old: try note(old, origin: "example.org"), new: try note(new), path: path, keys: keys)
        #expect(failed(other) == [.ledger])
    }

    @Test("must be signed by a published key, and unchanged")
    func signatures() throws {
        let (old, new) = (Tree(Self.cards(13)), Tree(Self.cards(20)))
        let path = try new.path(from: 13, to: 20)
        func failed(_ oldNote: [UInt8], _ newNote: [UInt8]) -> [Subject] {
            self.failed(LedgerConsistency.check(old: oldNote, new: newNote, path: path, keys: keys))
        }
        let (good, later) = (try note(old), try note(new))
        let stranger = SigningKey.generate()
        #expect(failed(good, later) == [])
        #expect(failed(try note(old, by: stranger), later) == [.oldNote])
        #expect(failed(good, try note(new, by: stranger)) == [.newNote])
        #expect(failed([], []) == [.oldNote, .newNote])
        for index in good.indices where good[index] != UInt8(ascii: "\n") {
            var other = good
            other[index] ^= 1
            #expect(failed(other, later).contains(.oldNote), "byte \(index)")
        }
    }
}
