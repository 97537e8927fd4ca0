import Crypto
import TestSupport
import Testing

@testable import CourtCard

/// The vectors that certificate-transparency implementations share: merkletree tests of google/certificate-transparency,
/// today testonly of transparency-dev/merkle.
@Suite("The ledger's tree: published vectors")
struct MerkleTreeVectorTests {
    static let entries: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], Array(0x40...0x43), Array(0x50...0x57), Array(0x60...0x6F),
    ]

    /// By the number of entries.
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    static let tree = KeptTree(entries.map { MerkleTree.leafHash($0) })

    @Test("roots")
    func roots() {
        #expect(MerkleTree.emptyRoot.hex == Self.roots[0])
        var frontier = LedgerFrontier()
        #expect(frontier.root.hex == Self.roots[0])
        for (count, entry) in Self.entries.enumerated() {
            let addition = frontier.append(leafHash: MerkleTree.leafHash(entry))
            #expect(addition.root.hex == Self.roots[count + 1])
            #expect(frontier.root.hex == Self.roots[count + 1])
        }
    }

    @Test(
        "inclusion proofs, made and checked",
        arguments: [
            (0, 1, []),
            (
                0, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                5, 8,
                [
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
            (
                1, 5,
                [
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func inclusion(_ index: Int64, _ size: Int64, _ expected: [String]) throws {
        let path = try #require(try MerkleTree.inclusionPath(of: index, in: size, node: Self.tree.node))
        #expect(path.map(\.hex) == expected)
        let leaf = MerkleTree.leafHash(Self.entries[Int(index)])
        #expect(
            MerkleTree.root(index: index, size: size, leafHash: leaf, path: path)?.hex == Self.roots[Int(size)])
    }

    @Test(
        "consistency proofs, made and checked",
        arguments: [
            (1, 1, []),
            (
                1, 8,
                [
                    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
                ]
            ),
            (
                6, 8,
                [
                    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                ]
            ),
            (
                2, 5,
                [
                    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                ]
            ),
        ] as [(Int64, Int64, [String])])
    func consistency(_ old: Int64, _ size: Int64, _ expected: [String]) throws {
        let path = try #require(try MerkleTree.consistencyPath(from: old, to: size, node: Self.tree.node))
        #expect(path.map(\.hex) == expected)
        #expect(
            MerkleTree.isConsistent(
                oldSize: old, oldRoot: try #require(Digest(hex: Self.roots[Int(old)])), size: size,
                root: try #require(Digest(hex: Self.roots[Int(size)])), path: path))
    }
}
