public import Crypto

/// PROVISIONAL
public struct Checkpoint: Sendable {
    public var origin: String
    public var size: Int64
    public var root: Digest
    public init(origin: String, size: Int64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }
    public var body: String { "\(origin)\n\(size)\n\(root.hex)\n" }
}
