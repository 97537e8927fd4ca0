public import Crypto

/// The hash tree of RFC 6962 §2.1 (and RFC 9162 §2.1), with SHA-256: one root stands for all entries and their order.
public enum MerkleTree {
    /// The root over nothing.
    public static let emptyRoot = SHA256.hash([])

    /// An entry in the tree. The byte before it keeps an entry from passing for two nodes.
    public static func leafHash(_ entry: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(CollectionOfOne(0))
        hash.update(entry)
        return hash.digest()
    }

    public static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        var hash = SHA256()
        hash.update(CollectionOfOne(1))
        hash.update(left.bytes)
        hash.update(right.bytes)
        return hash.digest()
    }

    /// A node over 2^level leaves, all there: it never changes again.
    public struct Node: Hashable, Sendable {
        /// 0 is a leaf.
        public var level: Int
        /// From the left, from 0 on: it is over the leaves from `position << level` on.
        public var position: Int64

        public init(level: Int, position: Int64) {
            self.level = level
            self.position = position
        }
    }
}
