import Crypto
import TestSupport
import Testing

@testable import CourtCard

@Suite("The ledger's tree: rules")
struct MerkleTreeTests {
    static let count = 130
    static let tree = KeptTree((0..<count).map { MerkleTree.leafHash([UInt8($0 & 0xFF), UInt8($0 >> 8)]) })
    static let roots = (0...count).map { KeptTree.root(tree.leaves.prefix($0)) }

    @Test("each added card has the root, the path and the nodes that RFC 6962 defines")
    func additions() throws {
        for (index, addition) in Self.tree.additions.enumerated() {
            let leaves = Self.tree.leaves.prefix(index + 1)
            #expect(addition.index == Int64(index))
            #expect(addition.root == Self.roots[index + 1], "index \(index)")
            #expect(addition.path == KeptTree.path(index, leaves), "index \(index)")
            for completed in addition.completed {
                let start = Int(completed.node.position) << completed.node.level
                let under = Self.tree.leaves[start..<start + 1 << completed.node.level]
                #expect(under.endIndex == index + 1)
                #expect(completed.digest == KeptTree.root(under), "index \(index), \(completed.node)")
            }
            #expect(addition.completed.count == (~(index)).trailingZeroBitCount + 1)
        }
    }

    @Test("a frontier read back from kept nodes goes on like the one that was never left")
    func readBack() throws {
        var lasting = LedgerFrontier()
        for size in 0..<Self.count {
            var frontier = try LedgerFrontier(size: Int64(size), node: Self.tree.node)
            #expect(frontier == lasting)
            #expect(frontier.size == Int64(size))
            #expect(frontier.root == Self.roots[size])
            #expect(try MerkleTree.root(of: Int64(size), node: Self.tree.node) == Self.roots[size])
            #expect(frontier.append(leafHash: Self.tree.leaves[size]) == Self.tree.additions[size])
            _ = lasting.append(leafHash: Self.tree.leaves[size])
        }
    }

    @Test("a card's entry is the 32 bytes of its hash, marked as a leaf")
    func cardHash() {
        let hash = SHA256.hash("{}".utf8)
        var frontier = LedgerFrontier()
        #expect(frontier.append(hash).root == SHA256.hash([0] + hash.bytes))
        #expect(MerkleTree.root(index: 0, size: 1, cardHash: hash, path: []) == frontier.root)
    }

    @Test("inclusion proofs are those of RFC 6962, and lead to the root, for every leaf of every size")
    func inclusion() throws {
        for size in 1...Self.count {
            for index in 0..<size {
                let path = try MerkleTree.inclusionPath(of: Int64(index), in: Int64(size), node: Self.tree.node)
                #expect(path == KeptTree.path(index, Self.tree.leaves.prefix(size)), "\(index) in \(size)")
                let root = MerkleTree.root(
                    index: Int64(index), size: Int64(size), leafHash: Self.tree.leaves[index], path: path ?? [])
                #expect(root == Self.roots[size], "\(index) in \(size)")
            }
        }
    }

    @Test("consistency proofs are those of RFC 6962, and hold, for every two sizes")
    func consistency() throws {
        for size in 1...Self.count {
            for old in 1...size {
                let path = try MerkleTree.consistencyPath(from: Int64(old), to: Int64(size), node: Self.tree.node)
                #expect(path == KeptTree.proof(old, Self.tree.leaves.prefix(size)), "\(old) to \(size)")
                #expect(
                    MerkleTree.isConsistent(
                        oldSize: Int64(old), oldRoot: Self.roots[old], size: Int64(size), root: Self.roots[size],
                        path: path ?? []), "\(old) to \(size)")
            }
        }
    }

    @Test("what is not there has no proof")
    func outside() throws {
        let node = Self.tree.node
        for (index, size) in [(0, 0), (1, 1), (5, 4), (-1, 4), (0, -1)] as [(Int64, Int64)] {
            #expect(try MerkleTree.inclusionPath(of: index, in: size, node: node) == nil)
            #expect(MerkleTree.root(index: index, size: size, leafHash: Self.tree.leaves[0], path: []) == nil)
        }
        for (old, size) in [(0, 0), (0, 4), (5, 4), (-1, 4), (1, -1)] as [(Int64, Int64)] {
            #expect(try MerkleTree.consistencyPath(from: old, to: size, node: node) == nil)
            #expect(
                !MerkleTree.isConsistent(
                    oldSize: old, oldRoot: MerkleTree.emptyRoot, size: size, root: MerkleTree.emptyRoot, path: []))
        }
        #expect(throws: KeptTree.Missing.self) { try MerkleTree.inclusionPath(of: 0, in: 200, node: node) }
    }

    @Test("an inclusion proof holds for its leaf, place, size and path only")
    func alteredInclusion() throws {
        for size in Int64(1)...33 {
            for index in 0..<size {
                let path = try #require(try MerkleTree.inclusionPath(of: index, in: size, node: Self.tree.node))
                let leaf = Self.tree.leaves[Int(index)]
                let root = Self.roots[Int(size)]
                func leads(_ index: Int64, _ size: Int64, _ leaf: Digest, _ path: [Digest]) -> Bool {
                    MerkleTree.root(index: index, size: size, leafHash: leaf, path: path) == root
                }
                for other in 0..<size where other != index { #expect(!leads(other, size, leaf, path)) }
                #expect(!leads(index, size, changed(leaf), path))
                #expect(!leads(index, size, leaf, path + [leaf]))
                #expect(!leads(index, size, leaf, [leaf] + path))
                #expect(path.isEmpty || !leads(index, size, leaf, Array(path.dropLast())))
                #expect(path.isEmpty || !leads(index, size, leaf, Array(path.dropFirst())))
                for place in path.indices {
                    var other = path
                    other[place] = changed(other[place])
                    #expect(!leads(index, size, leaf, other))
                }
                // A path has as many steps as its place in a tree of its size has, no more and no less. A tree of another
                // size may have as many, so a size is proven by a signed head, not by the path.
                for other in Int64(1)...40 where other > index {
                    let steps = KeptTree.path(Int(index), Self.tree.leaves.prefix(Int(other))).count
                    let found = MerkleTree.root(index: index, size: other, leafHash: leaf, path: path)
                    #expect((found != nil) == (steps == path.count), "\(index) in \(size), read as \(other)")
                }
            }
        }
    }

    @Test("a consistency proof holds for its two sizes, roots and path only")
    func alteredConsistency() throws {
        for size in Int64(1)...33 {
            for old in 1...size {
                let path = try #require(try MerkleTree.consistencyPath(from: old, to: size, node: Self.tree.node))
                let (oldRoot, root) = (Self.roots[Int(old)], Self.roots[Int(size)])
                func holds(_ oldRoot: Digest, _ root: Digest, _ path: [Digest]) -> Bool {
                    MerkleTree.isConsistent(oldSize: old, oldRoot: oldRoot, size: size, root: root, path: path)
                }
                #expect(holds(oldRoot, root, path))
                #expect(!holds(changed(oldRoot), root, path))
                #expect(!holds(oldRoot, changed(root), path))
                #expect(old == size || !holds(changed(oldRoot), changed(root), path))
                #expect(!holds(oldRoot, root, path + [root]))
                #expect(!holds(oldRoot, root, [root] + path))
                #expect(path.isEmpty || !holds(oldRoot, root, Array(path.dropLast())))
                #expect(path.isEmpty || !holds(oldRoot, root, Array(path.dropFirst())))
                for place in path.indices {
                    var other = path
                    other[place] = changed(other[place])
                    #expect(!holds(oldRoot, root, other))
                }
            }
        }
    }

    @Test("a ledger from which a card was taken, or in which one was changed, is no continuation")
    func rewritten() throws {
        for seed in UInt64(0)..<64 {
            var random = SplitMix64(seed: seed)
            let old = Int.random(in: 2...60, using: &random)
            let size = Int.random(in: old + 1...120, using: &random)
            let victim = Int.random(in: 0..<old, using: &random)
            var leaves = Array(Self.tree.leaves.prefix(size + 1))
            if seed % 2 == 0 { leaves.remove(at: victim) } else { leaves[victim] = changed(leaves[victim]) }
            let forged = KeptTree(leaves)
            let path = try MerkleTree.consistencyPath(from: Int64(old), to: Int64(size), node: forged.node)
            #expect(
                !MerkleTree.isConsistent(
                    oldSize: Int64(old), oldRoot: Self.roots[old], size: Int64(size),
                    root: KeptTree.root(forged.leaves.prefix(size)), path: path ?? []), "seed \(seed)")
        }
    }

    @Test("large ledgers: proofs hold, and take few nodes", arguments: UInt64(0)..<8)
    func large(_ seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let size = Int64.random(in: 1000...5000, using: &random)
        let tree = KeptTree((0..<size).map { SHA256.hash("\(seed) \($0)".utf8) })
        var asked = 0
        func node(_ node: MerkleTree.Node) throws -> Digest {
            asked += 1
            return try tree.node(node)
        }
        for _ in 0..<50 {
            let part = Int64.random(in: 1...size, using: &random)
            let index = Int64.random(in: 0..<part, using: &random)
            asked = 0
            let path = try #require(try MerkleTree.inclusionPath(of: index, in: part, node: node))
            #expect(asked <= 26)
            let partRoot = try MerkleTree.root(of: part, node: tree.node)
            #expect(
                MerkleTree.root(index: index, size: part, leafHash: tree.leaves[Int(index)], path: path) == partRoot)
            asked = 0
            let proof = try #require(try MerkleTree.consistencyPath(from: part, to: size, node: node))
            #expect(asked <= 26)
            let root = try MerkleTree.root(of: size, node: tree.node)
            #expect(
                MerkleTree.isConsistent(oldSize: part, oldRoot: partRoot, size: size, root: root, path: proof))
        }
    }
}

private func changed(_ digest: Digest) -> Digest { SHA256.hash(digest.bytes) }
