/// A response as it came over the wire.
struct RawResponse: Sendable {
    let status: Int
    let fields: [(name: String, value: String)]
    let body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(_ name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// Takes one whole response from the front of what came; nil if more must come.
    init?(takingFrom bytes: inout [UInt8], toHead: Bool) {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
        let fields = lines.dropFirst().map { line in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), String((parts.count > 1 ? parts[1] : "").drop { $0 == " " }))
        }
        let length = fields.first { $0.0.lowercased() == "content-length" }.flatMap { Int($0.1) } ?? 0
        let count = toHead ? 0 : length
        guard bytes.count >= end.upperBound + count else { return nil }
        self.status = status
        self.fields = fields
        body = Array(bytes[end.upperBound..<(end.upperBound + count)])
        bytes.removeFirst(end.upperBound + count)
    }
}

/// A WebSocket frame (RFC 6455 §5.2).
struct Frame: Hashable, Sendable {
    var isFinal = true
    /// The first reserved bit: begins a compressed message (RFC 7692 §6).
    var isCompressed = false
    var opcode: UInt8
    var payload: [UInt8]

    static func text(_ text: String, isFinal: Bool = true) -> Frame {
        Frame(isFinal: isFinal, opcode: 1, payload: Array(text.utf8))
    }

    static func close(_ code: UInt16) -> Frame {
        Frame(opcode: 8, payload: [UInt8(code >> 8), UInt8(code & 0xff)])
    }

    var text: String { String(decoding: payload, as: UTF8.self) }

    /// The code of a close frame.
    var closeCode: Int? {
        opcode == 8 && payload.count >= 2 ? Int(payload[0]) << 8 | Int(payload[1]) : nil
    }

    /// The frame as a client sends it, masked.
    var masked: [UInt8] {
        let mask: [UInt8] = [0x12, 0x34, 0x56, 0x78]
        var bytes: [UInt8] = [(isFinal ? 0x80 : 0) | (isCompressed ? 0x40 : 0) | opcode]
        switch payload.count {
        case ..<126: bytes.append(0x80 | UInt8(payload.count))
        case ..<65536: bytes += [0x80 | 126, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        default:
            bytes.append(0x80 | 127)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: payload.count >> (56 - 8 * $0)) }
        }
        return bytes + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    /// Takes one whole frame of a server from the front of what came; nil if more must come.
    init?(takingFrom bytes: inout [UInt8]) {
        guard bytes.count >= 2 else { return nil }
        var start = 2
        var count = Int(bytes[1] & 0x7f)
        if count >= 126 {
            let width = count == 126 ? 2 : 8
            guard bytes.count >= 2 + width else { return nil }
            count = bytes[2..<(2 + width)].reduce(0) { $0 << 8 | Int($1) }
            start += width
        }
        guard bytes.count >= start + count else { return nil }
        self.init(
            isFinal: bytes[0] & 0x80 != 0, isCompressed: bytes[0] & 0x40 != 0, opcode: bytes[0] & 0x0f,
            payload: Array(bytes[start..<(start + count)]))
        bytes.removeFirst(start + count)
    }

    init(isFinal: Bool = true, isCompressed: Bool = false, opcode: UInt8, payload: [UInt8]) {
        self.isFinal = isFinal
        self.isCompressed = isCompressed
        self.opcode = opcode
        self.payload = payload
    }
}
