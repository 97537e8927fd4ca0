public import Crypto

/// The right edge of a ledger of all cards: all that is needed to add one and to know the new root.
///
/// An entry is the 32 bytes of a card's hash, its place is the order of issue.
public struct LedgerFrontier: Hashable, Sendable {
    /// How many entries there are.
    public private(set) var size: Int64
    /// The roots of the whole subtrees that the entries fall into, from the largest to the smallest: one for each bit that
    /// is set in `size`.
    private var edge: [Digest]

    /// Of an empty ledger.
    public init() {
        size = 0
        edge = []
    }

    /// Of a ledger whose nodes are kept elsewhere.
    ///
    /// - Parameter node: as `LedgerAddition.completed` gave them.
    /// - Precondition: `size` is not negative.
    public init<Fault: Error>(
        size: Int64, node: (MerkleTree.Node) throws(Fault) -> Digest
    ) throws(Fault) {
        precondition(size >= 0)
        self.size = size
        edge = []
        for part in MerkleTree.wholeParts(of: 0..<size) { edge.append(try node(part)) }
    }

    /// RFC 6962 §2.1.
    public var root: Digest {
        guard let last = edge.last else { return MerkleTree.emptyRoot }
        return edge.dropLast().reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
    }

    /// Adds the card that has this hash.
    @discardableResult
    public mutating func append(_ cardHash: Digest) -> LedgerAddition {
        append(leafHash: MerkleTree.leafHash(cardHash.bytes))
    }

    mutating func append(leafHash: Digest) -> LedgerAddition {
        // To the right of the new leaf there is nothing: what stood on the edge is its whole path.
        let path = Array(edge.reversed())
        let index = size
        var completed = [LedgerAddition.Completed(node: .init(level: 0, position: index), digest: leafHash)]
        var digest = leafHash
        var root = leafHash
        for (level, left) in path.enumerated() {
            root = MerkleTree.nodeHash(left, root)
            // As adding 1 carries through the bits of `size`, each whole subtree joins with one of its own size.
            guard index.trailingOnes > level else { continue }
            digest = root
            edge.removeLast()
            completed.append(.init(node: .init(level: level + 1, position: index >> Int64(level + 1)), digest: digest))
        }
        edge.append(digest)
        size += 1
        return LedgerAddition(index: index, root: root, path: path, completed: completed)
    }
}

/// What became known when a card was added to the ledger.
public struct LedgerAddition: Hashable, Sendable {
    /// The card's place, from 0 on.
    public var index: Int64
    /// Of the ledger that ends with this card: its size is `index` + 1.
    public var root: Digest
    /// The card's inclusion proof in that ledger (RFC 6962 §2.1.1), from the leaf upwards.
    public var path: [Digest]
    /// The nodes that are whole by now, for keeping: the card's leaf first, then those above it.
    public var completed: [Completed]

    public struct Completed: Hashable, Sendable {
        public var node: MerkleTree.Node
        public var digest: Digest

        public init(node: MerkleTree.Node, digest: Digest) {
            self.node = node
            self.digest = digest
        }
    }
}

extension Int64 {
    /// How many of the lowest bits are set without a gap.
    fileprivate var trailingOnes: Int { (~self).trailingZeroBitCount }
}
