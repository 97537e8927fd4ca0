public import Crypto

/// Making proofs from kept nodes: at most some 60 nodes are asked for each, whatever the tree's size.
extension MerkleTree {
    /// The inclusion proof of the leaf `index` in the tree of the first `size` leaves (RFC 6962 §2.1.1), from the leaf
    /// upwards. Nil where there is no such leaf.
    ///
    /// - Parameter node: as `LedgerAddition.completed` gave them; only whole nodes over the first `size` leaves are asked.
    public static func inclusionPath<Fault: Error>(
        of index: Int64, in size: Int64, node: (Node) throws(Fault) -> Digest
    ) throws(Fault) -> [Digest]? {
        guard 0 <= index, index < size else { return nil }
        var siblings: [Range<Int64>] = []
        var leaves = 0..<size
        while leaves.count > 1 {
            let middle = split(leaves)
            if index < middle {
                siblings.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                siblings.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        return try roots(of: siblings.reversed(), node)
    }

    /// The consistency proof between the trees of the first `old` and the first `size` leaves (RFC 6962 §2.1.2). Nil unless
    /// 0 < `old` ≤ `size`: to an empty tree every other is a continuation, and there is nothing to prove.
    ///
    /// - Parameter node: as for `inclusionPath`.
    public static func consistencyPath<Fault: Error>(
        from old: Int64, to size: Int64, node: (Node) throws(Fault) -> Digest
    ) throws(Fault) -> [Digest]? {
        guard 0 < old, old <= size else { return nil }
        var parts: [Range<Int64>] = []
        var leaves = 0..<size
        while leaves.upperBound != old {
            let middle = split(leaves)
            if old <= middle {
                parts.append(middle..<leaves.upperBound)
                leaves = leaves.lowerBound..<middle
            } else {
                parts.append(leaves.lowerBound..<middle)
                leaves = middle..<leaves.upperBound
            }
        }
        // The old root itself is known to whoever asks.
        if leaves.lowerBound > 0 { parts.append(leaves) }
        return try roots(of: parts.reversed(), node)
    }

    /// The root of the tree of the first `size` leaves.
    ///
    /// - Parameter node: as for `inclusionPath`.
    /// - Precondition: `size` is not negative.
    public static func root<Fault: Error>(
        of size: Int64, node: (Node) throws(Fault) -> Digest
    ) throws(Fault) -> Digest {
        try LedgerFrontier(size: size, node: node).root
    }

    /// The largest whole subtrees side by side that make up `leaves`, which begin where a subtree of their size can.
    static func wholeParts(of leaves: Range<Int64>) -> [Node] {
        var parts: [Node] = []
        var start = leaves.lowerBound
        while start < leaves.upperBound {
            let level = Int64.bitWidth - 1 - (leaves.upperBound - start).leadingZeroBitCount
            parts.append(Node(level: level, position: start >> Int64(level)))
            start += 1 << Int64(level)
        }
        return parts
    }

    /// Where RFC 6962 §2.1 parts a tree: after the largest power of two that is smaller than its size.
    private static func split(_ leaves: Range<Int64>) -> Int64 {
        let last = leaves.upperBound - leaves.lowerBound - 1
        return leaves.lowerBound + 1 << Int64(Int64.bitWidth - 1 - last.leadingZeroBitCount)
    }

    private static func roots<Fault: Error>(
        of subtrees: some Sequence<Range<Int64>>, _ node: (Node) throws(Fault) -> Digest
    ) throws(Fault) -> [Digest] {
        var roots: [Digest] = []
        for leaves in subtrees {
            var parts: [Digest] = []
            for part in wholeParts(of: leaves) { parts.append(try node(part)) }
            guard let last = parts.popLast() else { continue }
            roots.append(parts.reversed().reduce(last) { nodeHash($1, $0) })
        }
        return roots
    }
}
