internal import CZlib

/// Bytes as gzip (RFC 1952), which every browser takes.
public enum Gzip {
    /// - Parameter level: 1, fastest, to 9, smallest.
    /// - Returns: nil where there is no memory for it: whoever asked sends the bytes as they are.
    public static func compress(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8]? {
        var stream = z_stream()
        // 15 is the largest window; 16 more make it gzip (zlib's manual, deflateInit2).
        guard bridge_deflate_init(&stream, min(9, max(1, level)), 15 + 16, 8) == Z_OK else { return nil }
        defer { deflateEnd(&stream) }
        guard let room = UInt32(exactly: deflateBound(&stream, uLong(bytes.count))),
            let length = UInt32(exactly: bytes.count)
        else { return nil }
        return bytes.withUnsafeBufferPointer { input -> [UInt8]? in
            var isWhole = false
            let result = [UInt8](unsafeUninitializedCapacity: Int(room)) { output, count in
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = length
                stream.next_out = output.baseAddress
                stream.avail_out = room
                isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
                count = isWhole ? Int(room - stream.avail_out) : 0
            }
            return isWhole ? result : nil
        }
    }
}
