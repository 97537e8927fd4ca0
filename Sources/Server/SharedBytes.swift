internal import CBeast

/// Bytes that never change, held once however many responses they go into.
///
/// `@unchecked Sendable`: the engine counts its references atomically, and the bytes are never written to.
public final class SharedBytes: @unchecked Sendable {
    let handle: OpaquePointer
    public let count: Int

    public init(_ bytes: [UInt8]) {
        count = bytes.count
        handle = bytes.withUnsafeBufferPointer { cb_bytes_create($0.baseAddress, $0.count) }
    }

    deinit {
        cb_bytes_release(handle)
    }
}

/// A WebSocket message, encoded and framed once and shared by all sockets it goes to.
///
/// For those that agreed on compression it is compressed when the first of them is to get it, and that is shared, too.
///
/// `@unchecked Sendable`: as ``SharedBytes``.
public final class Message: @unchecked Sendable {
    let handle: OpaquePointer
    /// The length of the content, without its frame.
    public let count: Int

    /// - Parameter utf8: must be valid UTF-8, as a client closes the connection otherwise.
    public init(text utf8: [UInt8]) {
        count = utf8.count
        handle = utf8.withUnsafeBufferPointer { cb_message_create($0.baseAddress, $0.count, true) }
    }

    public convenience init(_ text: String) {
        self.init(text: Array(text.utf8))
    }

    public init(binary bytes: [UInt8]) {
        count = bytes.count
        handle = bytes.withUnsafeBufferPointer { cb_message_create($0.baseAddress, $0.count, false) }
    }

    deinit {
        cb_message_release(handle)
    }
}
