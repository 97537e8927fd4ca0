/// How hard a password's hash is made to compute: what Argon2id asks for (RFC 9106 §3.1).
public struct PasswordParameters: Hashable, Sendable {
    /// Memory, in KiB.
    public let memoryKiB: Int
    /// How often the memory is gone through.
    public let passes: Int
    /// Into how many parts the memory is cut. They are computed one after the other: a sign-in takes one thread.
    public let lanes: Int

    /// 19 MiB gone through twice, as OWASP advises where memory is dear (Password Storage Cheat Sheet): some 20 ms.
    public static let standard = PasswordParameters(unchecked: 19 * 1024, passes: 2, lanes: 1)

    /// Nil for what Argon2 does not allow, and for more than 256 MiB, 16 passes or 4 lanes: what is read from a database
    /// must not be able to take the whole machine.
    public init?(memoryKiB: Int, passes: Int, lanes: Int = 1) {
        guard (1...4).contains(lanes), (1...16).contains(passes), (8 * lanes...256 * 1024).contains(memoryKiB) else {
            return nil
        }
        self.init(unchecked: memoryKiB, passes: passes, lanes: lanes)
    }

    private init(unchecked memoryKiB: Int, passes: Int, lanes: Int) {
        self.memoryKiB = memoryKiB
        self.passes = passes
        self.lanes = lanes
    }
}
