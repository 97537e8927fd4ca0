import Crypto
import Testing

@testable import CourtCard

/// A ledger of leaf hashes with the nodes that a store would keep, and the answers that RFC 6962 §2.1 defines, worked out
/// from its very words: slow and plain.
struct KeptTree {
    struct Missing: Error { var node: MerkleTree.Node }

    let leaves: [Digest]
    private(set) var additions: [LedgerAddition] = []
    private(set) var nodes: [MerkleTree.Node: Digest] = [:]

    init(_ leaves: [Digest]) {
        self.leaves = leaves
        var frontier = LedgerFrontier()
        for leaf in leaves {
            let addition = frontier.append(leafHash: leaf)
            additions.append(addition)
            for completed in addition.completed { nodes[completed.node] = completed.digest }
        }
    }

    func node(_ node: MerkleTree.Node) throws -> Digest {
        guard let digest = nodes[node] else { throw Missing(node: node) }
        return digest
    }

    /// MTH(D[n]).
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard let first = leaves.first else { return SHA256.hash([]) }
        guard leaves.count > 1 else { return first }
        let (left, right) = halves(leaves)
        return SHA256.hash([1] + root(left).bytes + root(right).bytes)
    }

    /// PATH(m, D[n]).
    static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        guard leaves.count > 1 else { return [] }
        let (left, right) = halves(leaves)
        return index < left.count
            ? path(index, left) + [root(right)] : path(index - left.count, right) + [root(left)]
    }

    /// SUBPROOF(m, D[n], b).
    static func proof(_ old: Int, _ leaves: ArraySlice<Digest>, isOldRootKnown: Bool = true) -> [Digest] {
        if old == leaves.count { return isOldRootKnown ? [] : [root(leaves)] }
        let (left, right) = halves(leaves)
        return old <= left.count
            ? proof(old, left, isOldRootKnown: isOldRootKnown) + [root(right)]
            : proof(old - left.count, right, isOldRootKnown: false) + [root(left)]
    }

    private static func halves(_ leaves: ArraySlice<Digest>) -> (ArraySlice<Digest>, ArraySlice<Digest>) {
        var count = 1
        while count * 2 < leaves.count { count *= 2 }
        return (leaves.prefix(count), leaves.dropFirst(count))
    }
}
