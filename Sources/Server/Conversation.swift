internal import CBeast

/// What the engine keeps for each WebSocket and each stream: whom to tell.
class Conversation {
    let core: ServerCore

    init(core: ServerCore) {
        self.core = core
    }

    func opened(_ connection: UInt64) {}
    func received(_ message: [UInt8], text: Bool, from connection: UInt64) {}
    func drained(_ connection: UInt64) {}
    func closed(_ connection: UInt64, code: CloseCode) {}
}

final class SocketConversation: Conversation {
    private let handler: any WebSocketHandler

    init(core: ServerCore, handler: any WebSocketHandler) {
        self.handler = handler
        super.init(core: core)
    }

    override func opened(_ connection: UInt64) {
        handler.opened(WebSocket(core: core, connection: connection))
    }

    override func received(_ message: [UInt8], text: Bool, from connection: UInt64) {
        handler.received(message, text: text, from: WebSocket(core: core, connection: connection))
    }

    override func drained(_ connection: UInt64) {
        handler.drained(WebSocket(core: core, connection: connection))
    }

    override func closed(_ connection: UInt64, code: CloseCode) {
        handler.closed(WebSocket(core: core, connection: connection), code: code)
    }
}

final class StreamConversation: Conversation {
    private let handler: any StreamHandler

    init(core: ServerCore, handler: any StreamHandler) {
        self.handler = handler
        super.init(core: core)
    }

    override func opened(_ connection: UInt64) {
        handler.opened(ResponseStream(core: core, connection: connection))
    }

    override func drained(_ connection: UInt64) {
        handler.drained(ResponseStream(core: core, connection: connection))
    }

    override func closed(_ connection: UInt64, code: CloseCode) {
        handler.closed(ResponseStream(core: core, connection: connection), code: code)
    }
}

// The engine calls these on the loop's thread, with the conversation it was given.

func conversationOpened(_ handler: UnsafeMutableRawPointer?, _ connection: UInt64) {
    guard let handler else { return }
    Unmanaged<Conversation>.fromOpaque(handler).takeUnretainedValue().opened(connection)
}

func conversationReceived(
    _ handler: UnsafeMutableRawPointer?, _ connection: UInt64, _ bytes: UnsafePointer<UInt8>?, _ count: Int,
    _ text: Bool
) {
    guard let handler else { return }
    Unmanaged<Conversation>.fromOpaque(handler).takeUnretainedValue()
        .received(Array(UnsafeBufferPointer(start: bytes, count: count)), text: text, from: connection)
}

func conversationDrained(_ handler: UnsafeMutableRawPointer?, _ connection: UInt64) {
    guard let handler else { return }
    Unmanaged<Conversation>.fromOpaque(handler).takeUnretainedValue().drained(connection)
}

func conversationClosed(
    _ handler: UnsafeMutableRawPointer?, _ connection: UInt64, _ code: UInt16, _ wasOpened: Bool
) {
    guard let handler else { return }
    let conversation = Unmanaged<Conversation>.fromOpaque(handler).takeRetainedValue()
    if wasOpened { conversation.closed(connection, code: CloseCode(rawValue: code)) }
}
