import Server
import Testing

@Suite("Nonsense", .blocking)
struct NonsenseTests {
    private static let seeds = [
        RequestTests.get, RequestTests.last, RequestTests.chunked + "3;x=\"y\"\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n",
        "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nabcde",
        RawClient.handshake() + String(decoding: Frame(opcode: 9, payload: [1]).masked, as: UTF8.self),
    ]
    private static let pieces = [
        "\r\n", "\r", "\n", "\0", " ", ":", ";", "0", "fffffffffffffff", "Content-Length: 3\r\n", "%", "Host: \r\n",
        "Transfer-Encoding: chunked\r\n", "Connection: Upgrade\r\n", "Upgrade: websocket\r\n",
        "Expect: 100-continue\r\n",
    ]

    @Test("of any kind neither ends the server nor leaves a connection behind", arguments: UInt64(1)...8)
    func mutations(_ seed: UInt64) async throws {
        var random = SmallRandom(state: seed)
        try await withServer(handler: Conversations()) { server in
            for _ in 0..<40 {
                let client = try RawClient(server.boundAddresses.first)
                for _ in 0..<Int.random(in: 1...3, using: &random) {
                    var bytes = Array(Self.seeds.randomElement(using: &random)!.utf8)
                    for _ in 0..<Int.random(in: 0...4, using: &random) {
                        let place = Int.random(in: 0...bytes.count, using: &random)
                        switch Int.random(in: 0..<4, using: &random) {
                        case 0: bytes.insert(contentsOf: Self.pieces.randomElement(using: &random)!.utf8, at: place)
                        case 1: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                        case 2: bytes.removeSubrange(place..<min(place + 5, bytes.count))
                        default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
                        }
                    }
                    // The server may have hung up already.
                    try? client.send(bytes)
                }
                client.endSending()
                _ = try await client.untilClosed()
            }
            try await eventually { server.statistics.connections == 0 && server.statistics.webSockets == 0 }
            #expect(server.statistics.queuedBytes == 0)
        }
    }
}

/// SplitMix64: the same numbers for the same seed.
struct SmallRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
