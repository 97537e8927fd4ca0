#pragma once

#include "frames.hpp"
#include "http.hpp"

namespace engine {

/// The WebSocket side of a connection (RFC 6455), with permessage-deflate where that was agreed on.
///
/// While nothing is said it holds no buffer: without TLS the socket is waited for, and read into what all connections
/// share.
class Conversation {
public:
    Conversation(Connection &connection, void *handler, const Agreement &deflate);
    ~Conversation();

    /// Answers the handshake; `leftover` came in the same write.
    void open(const std::string &key, const Upgrade &upgrade, std::string_view leftover);
    void send(const Message &message);
    void close(uint16_t code, std::string_view reason);
    void expired(Wait kind);
    /// The connection is gone, or as good as gone to whoever listens here.
    void ended(uint16_t code) noexcept;
    /// Called once a turn: tells the listener what it could not be told within its own call.
    void turn() noexcept;

private:
    Connection &connection_;
    void *handler_;
    const Agreement deflate_;
    FrameReader reader_;
    std::string sealed_;  // under TLS, where reads go
    uint16_t code_ = 0;  // why it ended, or what we gave as the reason
    bool close_sent_ = false, has_ended_ = false, is_told_ = false;

    void push(Bytes bytes);
    void wait();
    void readable();
    void received(error_code error, std::string_view octets);
    /// False if there will be nothing more to read.
    bool hear(FrameReader::Event event);
    bool deliver();
    void finish(uint16_t code, std::string_view goodbye);
};

}  // namespace engine
