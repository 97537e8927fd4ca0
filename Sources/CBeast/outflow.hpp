#pragma once

#include "http.hpp"

namespace engine {

/// The body of an answer that has no end yet: chunks for one client, for as long as it stays.
///
/// Once it has begun nothing more is asked on its connection: what the client still says is thrown away, and is
/// listened to only because the end of it is the news that the client has left.
class Outflow {
public:
    Outflow(Connection &connection, Upgrade &&upgrade);
    ~Outflow();

    /// Sends the head and takes over from HTTP.
    /// - Parameter pending: where a read that HTTP began puts what it reads; empty if none is under way.
    void begin(std::vector<char> &&pending);
    void send(Bytes chunk);
    /// Says the last chunk after everything queued so far, and closes.
    void end(uint16_t code);
    void received(error_code error, size_t count);
    void expired(Wait kind);
    /// The connection is gone, or as good as gone to whoever listens here.
    void ended(uint16_t code) noexcept;
    /// Called once a turn: tells the listener what it could not be told within its own call.
    void turn() noexcept;
    bool is_reading() const noexcept { return is_reading_; }

private:
    Connection &connection_;
    void *handler_;
    const Bytes heartbeat_;
    std::vector<char> pending_;
    uint32_t unwanted_ = 0;
    uint16_t code_ = 0;
    const bool is_old_;  // HTTP/1.0, which knows no chunks: the end of the connection ends the body
    bool is_reading_ = false, has_ended_ = false, is_told_ = false;

    void watch();
    void push(Bytes bytes);
};

}  // namespace engine
