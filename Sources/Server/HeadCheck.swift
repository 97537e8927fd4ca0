internal import CBeast

/// What the server thinks of a request's head alone: a pure function, visible to this package's tests only.
package struct HeadCheck: Hashable, Sendable {
    /// The status of the refusal; nil if the head is sound.
    package let refusal: Int?
    package let isUpgrade: Bool
    package let keepsAlive: Bool
    package let path: String

    /// - Parameter head: from the request line to the empty line.
    package init(_ head: [UInt8], maxBodyBytes: Int = 1024 * 1024) {
        let verdict = head.withUnsafeBufferPointer { cb_examine_head($0.baseAddress, $0.count, UInt64(maxBodyBytes)) }
        refusal = verdict.status == 0 ? nil : Int(verdict.status)
        isUpgrade = verdict.is_upgrade
        keepsAlive = verdict.keep_alive
        path = String(
            decoding: head.dropFirst(Int(verdict.path.start)).prefix(Int(verdict.path.count)), as: UTF8.self)
    }
}
