public import Crypto

/// Checking proofs, with nothing but what they and two roots say.
extension MerkleTree {
    /// The root that a tree of `size` leaves has if the leaf `index` is `leafHash` and this is its inclusion proof
    /// (RFC 9162 §2.1.3.2). Nil where no such tree can have such a proof: no such leaf, or a path too long or too short.
    public static func root(index: Int64, size: Int64, leafHash: Digest, path: [Digest]) -> Digest? {
        guard 0 <= index, index < size else { return nil }
        var place = index
        var last = size - 1
        var root = leafHash
        for sibling in path {
            guard last > 0 else { return nil }
            if place & 1 == 1 || place == last {
                root = nodeHash(sibling, root)
                // On the right edge there may be no siblings for some levels.
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                root = nodeHash(root, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 ? root : nil
    }

    /// As `root(index:size:leafHash:path:)`, where the leaf is the card that has this hash.
    public static func root(index: Int64, size: Int64, cardHash: Digest, path: [Digest]) -> Digest? {
        root(index: index, size: size, leafHash: leafHash(cardHash.bytes), path: path)
    }

    /// Whether the tree of `size` leaves and `root` begins with the very leaves of the tree of `oldSize` and `oldRoot`
    /// (RFC 9162 §2.1.4.2). False also for an empty old tree, for which there is no proof, and for sizes that shrink.
    public static func isConsistent(
        oldSize: Int64, oldRoot: Digest, size: Int64, root: Digest, path: [Digest]
    ) -> Bool {
        guard 0 < oldSize, oldSize <= size else { return false }
        if oldSize == size { return path.isEmpty && oldRoot == root }
        guard !path.isEmpty else { return false }
        var place = oldSize - 1
        var last = size - 1
        // Up to the largest whole subtree that ends where the old tree ended.
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        // Where that subtree is the whole old tree, its root is known and not in the proof.
        var path = path[...]
        var old = place == 0 ? oldRoot : path.removeFirst()
        var new = old
        for sibling in path {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                old = nodeHash(sibling, old)
                new = nodeHash(sibling, new)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                new = nodeHash(new, sibling)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && old == oldRoot && new == root
    }
}
