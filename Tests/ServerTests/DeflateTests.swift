import Server
import Testing

@Suite("Compression of WebSocket messages", .blocking, .timeLimit(.minutes(1)))
struct DeflateTests {
    struct Offer: CustomTestStringConvertible {
        let offers: [String]
        /// What the server adds to the parameters it always gives; nil if it declines.
        let answer: String?
        var testDescription: String { "\(offers) → \(answer ?? "declined")" }

        init(_ offers: String..., answer: String?) {
            self.offers = offers
            self.answer = answer
        }
    }

    static let offers: [Offer] = [
        Offer("permessage-deflate", answer: ""),
        // As browsers ask.
        Offer("permessage-deflate; client_max_window_bits", answer: ""),
        Offer("permessage-deflate; client_max_window_bits=10; client_no_context_takeover", answer: ""),
        Offer("permessage-deflate ;server_no_context_takeover;\tclient_max_window_bits = \"8\"", answer: ""),
        Offer("permessage-deflate; server_max_window_bits=8", answer: "; server_max_window_bits=8"),
        Offer("permessage-deflate; server_max_window_bits=\"1\\5\"", answer: "; server_max_window_bits=15"),
        Offer("x-other; a=b, , permessage-deflate", answer: ""),
        Offer("x-other", "permessage-deflate", answer: ""),
        // The first that can be taken is.
        Offer(
            "permessage-deflate; server_max_window_bits=7, permessage-deflate; server_max_window_bits=9, "
                + "permessage-deflate", answer: "; server_max_window_bits=9"),
        Offer("permessage-deflate; server_max_window_bits=16", "permessage-deflate", answer: ""),
        Offer("permessage-deflate; server_max_window_bits", answer: nil),
        Offer("permessage-deflate; server_max_window_bits=08", answer: nil),
        Offer("permessage-deflate; server_max_window_bits=1e1", answer: nil),
        Offer("permessage-deflate; client_max_window_bits=7", answer: nil),
        Offer("permessage-deflate; server_no_context_takeover=1", answer: nil),
        Offer("permessage-deflate; client_no_context_takeover=true", answer: nil),
        Offer("permessage-deflate; server_no_context_takeover; server_no_context_takeover", answer: nil),
        Offer("permessage-deflate; unheard_of", answer: nil),
        Offer("x-webkit-deflate-frame", answer: nil),
        Offer("permessage-bzip2", answer: nil),
        Offer("", answer: nil),
    ]

    @Test(
        "is agreed on by the first acceptable offer, and declined without harm where there is none", arguments: offers)
    func negotiation(_ offer: Offer) async throws {
        try await withServer(handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(
                RawClient.handshake { $0 += offer.offers.map { "Sec-WebSocket-Extensions: \($0)" } })
            let answer = try #require(await client.response())
            #expect(answer.status == 101)
            let always = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            #expect(answer["Sec-WebSocket-Extensions"] == offer.answer.map { always + $0 })
            try client.send(Frame.text("plain all the same").masked)
            #expect(try await client.frame() == .text("plain all the same"))
        }
    }

    @Test(
        "is refused with the handshake when the offers are no list of offers",
        arguments: [
            "permessage-deflate;", "permessage-deflate; =1", "permessage-deflate; a=", "a b", "=", "a; b=\"",
            "a; b=\"c",
            "a; b=\"c d\"", "a; b=\"\"", "a, ;", "(",
        ])
    func malformed(_ offers: String) async throws {
        try await withServer(handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RawClient.handshake { $0.append("Sec-WebSocket-Extensions: \(offers)") })
            #expect(try await client.response()?.status == 400)
        }
    }

    @Test("is not offered where it is turned off")
    func turnedOff() async throws {
        var configuration = ServerConfiguration.testing()
        configuration.compressesMessages = false
        try await withServer(configuration, handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try client.send(RawClient.handshake { $0.append("Sec-WebSocket-Extensions: permessage-deflate") })
            let answer = try #require(await client.response())
            #expect(answer.status == 101)
            #expect(answer["Sec-WebSocket-Extensions"] == nil)
            try client.send(Self.hello.masked)
            #expect(try await client.frame()?.closeCode == 1002)
        }
    }

    /// RFC 7692 §7.2.3.1.
    static let hello = Frame(isCompressed: true, opcode: 1, payload: [0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00])

    /// The examples of RFC 7692 §7.2.3, each of which says "Hello" (those that take context over apart).
    static let examples: [[Frame]] = [
        [hello],
        [
            Frame(isFinal: false, isCompressed: true, opcode: 1, payload: [0xf2, 0x48, 0xcd]),
            Frame(opcode: 0, payload: [0xc9, 0xc9, 0x07, 0x00]),
        ],
        [
            Frame(
                isCompressed: true, opcode: 1,
                payload: [0x00, 0x05, 0x00, 0xfa, 0xff, 0x48, 0x65, 0x6c, 0x6c, 0x6f, 0x00])
        ],
        [Frame(isCompressed: true, opcode: 1, payload: [0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00])],
        [
            Frame(
                isCompressed: true, opcode: 1,
                payload: [0xf2, 0x48, 0x05, 0x00, 0x00, 0x00, 0xff, 0xff, 0xca, 0xc9, 0xc9, 0x07, 0x00])
        ],
    ]

    @Test(
        "is undone as RFC 7692 has it, with other frames in between and uncompressed messages beside",
        arguments: examples)
    func published(_ frames: [Frame]) async throws {
        try await withServer(handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openCompressed()
            for _ in 0..<2 {
                for frame in frames {
                    try client.send(Frame(opcode: 9, payload: [1]).masked)
                    #expect(try await client.frame() == Frame(opcode: 10, payload: [1]))
                    try client.send(frame.masked)
                }
                #expect(try await client.frame() == .text("Hello"))
                try client.send(Frame.text("as it is").masked)
                #expect(try await client.frame() == .text("as it is"))
            }
            // An empty message.
            try client.send(Frame(isCompressed: true, opcode: 2, payload: [0]).masked)
            #expect(try await client.frame() == Frame(opcode: 2, payload: []))
        }
    }

    static let breaches: [WebSocketTests.Breach] = [
        .init("what no compressor makes", 1007, Frame(isCompressed: true, opcode: 1, payload: [0xff, 0xff]).masked),
        .init(
            "a reference to before the message", 1007, Frame(isCompressed: true, opcode: 1, payload: [2, 3, 0]).masked),
        .init(
            "a message that is cut off", 1007,
            Frame(isCompressed: true, opcode: 2, payload: [0x00, 0x05, 0x01, 0xfa, 0xfe, 0x48]).masked),
        .init(
            "nothing at all where there should be a block", 1007,
            Frame(isCompressed: true, opcode: 1, payload: []).masked),
        .init(
            "text that is not UTF-8 when inflated", 1007,
            Frame(isCompressed: true, opcode: 1, payload: [0x00, 0x01, 0x00, 0xfe, 0xff, 0xff, 0x00]).masked),
        .init("a compressed ping", 1002, Frame(isCompressed: true, opcode: 9, payload: []).masked),
        .init("a compressed close", 1002, Frame(isCompressed: true, opcode: 8, payload: []).masked),
        .init(
            "a continuation that says it begins to be compressed", 1002,
            Frame(isFinal: false, isCompressed: true, opcode: 1, payload: [0xf2]).masked
                + Frame(isCompressed: true, opcode: 0, payload: [0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00]).masked),
        .init("another reserved bit", 1002, [0xe1, 0x80, 1, 2, 3, 4]),
        .init(
            "more octets than a message may have, compressed", 1009,
            Frame(isCompressed: true, opcode: 2, payload: [UInt8](repeating: 0, count: 65_537)).masked),
    ]

    @Test("is judged with the right code where it breaks the rules", arguments: breaches)
    func breach(_ breach: WebSocketTests.Breach) async throws {
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openCompressed()
            try client.send(breach.bytes)
            #expect(try await client.frame()?.closeCode == breach.code)
            #expect(try await client.untilClosed() == [])
            #expect(try await conversations.nextCloseCode().rawValue == breach.code)
        }
    }

    @Test("cannot smuggle in more than a message may have, however small it is on its way")
    func bomb() async throws {
        let loop = EventLoop()
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let endpoint = try #require(Endpoint(server.boundAddresses.first))
            let session = try await WebSocketSession.connect(to: endpoint, target: "/ws", compresses: true, on: loop)
            let most = String(repeating: "a", count: 65_536)
            session.send(most)
            #expect(await session.messages.first { _ in true } == most)
            session.send(most + "a")
            #expect(await session.closeCode == .tooBig)
            #expect(try await conversations.nextCloseCode() == .tooBig)
        }
    }

    @Test("is undone by another library's client, whatever is said")
    func client() async throws {
        let loop = EventLoop()
        try await withServer(handler: Conversations()) { server in
            let endpoint = try #require(Endpoint(server.boundAddresses.first))
            let session = try await WebSocketSession.connect(to: endpoint, target: "/ws", compresses: true, on: loop)
            var random = SmallRandom(state: 7)
            var replies = session.messages.makeAsyncIterator()
            // Sizes around every boundary: of headers, of what is worth compressing, of one piece of output.
            for size in [0, 1, 125, 126, 511, 512, 513, 4096, 16_384, 32_768, 32_769, 65_535, 65_536] {
                let alphabet = Array("abcdefgh".prefix(Int.random(in: 1...8, using: &random)))
                let text = String((0..<size).map { _ in alphabet.randomElement(using: &random)! })
                session.send(text)
                #expect(await replies.next() == text)
            }
        }
    }

    struct Said: CustomTestStringConvertible {
        let testDescription: String
        let offer: String
        let message: [UInt8]
        let isCompressed: Bool
    }

    static let said: [Said] = {
        var random = SmallRandom(state: 3)
        let repetitive = Array(String(repeating: "0123456789", count: 60).utf8)
        let noise = (0..<600).map { _ in UInt8.random(in: 0...255, using: &random) }
        let plain = "permessage-deflate"
        let small = "permessage-deflate; server_max_window_bits="
        return [
            Said(testDescription: "repetitive", offer: plain, message: repetitive, isCompressed: true),
            Said(testDescription: "noise", offer: plain, message: noise, isCompressed: false),
            Said(testDescription: "short", offer: plain, message: Array(repetitive.prefix(511)), isCompressed: false),
            Said(
                testDescription: "within a small window", offer: small + "10", message: repetitive, isCompressed: true),
            Said(
                testDescription: "beyond a small window", offer: small + "9", message: repetitive, isCompressed: false),
        ]
    }()

    @Test("is done where it makes a message smaller and the client's window reaches, else not", arguments: said)
    func worth(_ said: Said) async throws {
        try await withServer(handler: Conversations()) { server in
            let client = try RawClient(server.boundAddresses.first)
            try await client.openCompressed(said.offer)
            // What is sent to one is as good for the next, and for one who did not ask.
            for _ in 0..<2 {
                try client.send(Frame(opcode: 2, payload: said.message).masked)
                let frame = try #require(await client.frame())
                #expect(frame.isCompressed == said.isCompressed)
                #expect((frame.payload.count < said.message.count) == said.isCompressed)
                if !said.isCompressed { #expect(frame.payload == said.message) }
            }
        }
    }

    @Test("shares one message among those who agreed on it and those who did not")
    func shared() async throws {
        let loop = EventLoop()
        let conversations = Conversations()
        try await withServer(handler: conversations) { server in
            let endpoint = try #require(Endpoint(server.boundAddresses.first))
            var sessions: [WebSocketSession] = []
            for index in 0..<6 {
                sessions.append(
                    try await WebSocketSession.connect(
                        to: endpoint, target: "/ws", compresses: index % 2 == 0, on: loop))
            }
            try await eventually { conversations.open.count == 6 }
            let texts = (0..<20).map { index in "\(index) " + String(repeating: "told to all ", count: 100) }
            let messages = texts.map { Message($0) }
            for message in messages {
                for socket in conversations.open { socket.send(message) }
            }
            for session in sessions {
                var heard: [String] = []
                for await text in session.messages {
                    heard.append(text)
                    if heard.count == texts.count { break }
                }
                #expect(heard == texts)
            }
        }
    }

    @Test("takes nonsense for what it is", arguments: UInt64(1)...4)
    func nonsense(_ seed: UInt64) async throws {
        var random = SmallRandom(state: seed)
        try await withServer(handler: Conversations()) { server in
            for _ in 0..<100 {
                let client = try RawClient(server.boundAddresses.first)
                try await client.openCompressed()
                var payload = Self.examples.randomElement(using: &random)!.flatMap(\.payload)
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0...payload.count, using: &random)
                    switch Int.random(in: 0..<3, using: &random) {
                    case 0: payload.insert(UInt8.random(in: 0...255, using: &random), at: place)
                    case 1: payload.removeSubrange(place..<min(place + 2, payload.count))
                    default: if place < payload.count { payload[place] ^= 1 << UInt8.random(in: 0...7, using: &random) }
                    }
                }
                try client.send(Frame(isCompressed: true, opcode: 2, payload: payload).masked)
                let answer = try #require(await client.frame())
                #expect(answer.opcode == 2 || answer.closeCode == 1007)
            }
            try await eventually { server.statistics.connections == 0 }
        }
    }
}

extension RawClient {
    /// Shakes hands and expects to be let in with compression.
    func openCompressed(_ offer: String = "permessage-deflate") async throws {
        try send(Self.handshake { $0.append("Sec-WebSocket-Extensions: \(offer)") })
        let answer = try #require(await response())
        try #require(answer.status == 101)
        try #require(answer["Sec-WebSocket-Extensions"] != nil)
    }
}
