#pragma once

#include "head.hpp"
#include "server.hpp"

#include <optional>

namespace engine {

/// An answer that stands in the queue until those before it are given.
struct Answer {
    uint16_t status = 500;
    bool close = false;
    std::string fields;
    Bytes body;
};

/// What takes the connection over from HTTP: a WebSocket, or an answer whose body goes on.
struct Upgrade {
    void *handler = nullptr;  // of nobody, once moved from
    std::string subprotocol, fields;  // of a WebSocket
    bool is_stream = false;
    bool is_old = false;  // asked for with HTTP/1.0
    Bytes heartbeat;  // of a stream

    Upgrade() = default;
    Upgrade(Upgrade &&other) noexcept
        : handler(std::exchange(other.handler, nullptr)), subprotocol(std::move(other.subprotocol)),
          fields(std::move(other.fields)), is_stream(other.is_stream), is_old(other.is_old),
          heartbeat(std::move(other.heartbeat)) {}
};

/// The HTTP side of a connection: reads requests, hands them on, and gives the answers in the order of the requests.
class HTTP {
public:
    explicit HTTP(Connection &connection) : connection_(connection) {}
    ~HTTP();

    void begin();
    void respond(uint64_t number, Answer &&answer);
    void upgrade(uint64_t number, Upgrade &&upgrade);
    /// Gives an answer whose body the upgrade's handler makes; `answer` has none.
    void stream(uint64_t number, Answer &&answer, Upgrade &&upgrade);
    /// Gives the answers whose turn has come; called once a turn.
    void resume();
    /// Goes on reading, or waiting, after the turn's answers were written.
    void settle();
    /// Answers a request that will not be read further, and closes after that.
    void refuse(uint16_t status, std::string_view fields = {});
    /// Too slow, or told to stop: an answer for what was begun, then the end.
    void time_out();
    /// The server stops: what is idle goes at once, what is in flight is the last.
    void stop();
    /// No request is under way.
    bool is_idle() const noexcept;
    bool is_reading() const noexcept { return is_reading_; }
    /// The peer has said that it will say no more.
    bool is_at_end() const noexcept { return at_end_; }

    /// Whether the upgrade's turn has come, and what is needed for it.
    bool is_ready_to_upgrade() const noexcept { return ready_ != nullptr; }
    Upgrade take_upgrade() { return std::move(*ready_); }
    /// Where the read that is under way puts what it reads; empty if there is none.
    std::vector<char> take_pending() { return is_reading_ ? std::move(input_) : std::vector<char>(); }
    /// The `Sec-WebSocket-Key` of the handshake.
    const std::string &key() const noexcept { return key_; }
    /// What the handshake's offer of compression leads to.
    const Agreement &deflate() const noexcept { return deflate_; }
    /// What came after the handshake.
    std::string leftover() const { return std::string(input_.data() + used_, filled_ - used_); }

private:
    enum class Phase : uint8_t { head, body, upgrading, done };
    struct Exchange {
        bool is_head = false, keep_alive = true, is_old = false, is_answered = false;
        Answer answer;
        std::unique_ptr<Upgrade> upgrade;
    };

    Connection &connection_;
    std::vector<char> input_;
    size_t filled_ = 0;  // octets in the input
    size_t used_ = 0;  // of these, done with
    size_t searched_ = 0;  // of the head, looked through for its end
    size_t head_size_ = 0;
    size_t body_seen_ = 0;  // octets of the body as sent, chunk headers included
    uint8_t blank_lines_ = 0;
    Phase phase_ = Phase::head;
    bool is_reading_ = false, is_processing_ = false, at_end_ = false, owes_continue_ = false;
    std::optional<Parser> parser_;
    std::deque<Exchange> exchanges_;
    uint64_t first_number_ = 1;
    std::unique_ptr<Upgrade> ready_;
    std::string key_;
    Agreement deflate_;

    bool is_held_up() const noexcept;
    void read();
    void process();
    bool process_head();
    bool process_body();
    /// Hands a whole request on; `body_size` octets of the input, as sent, are its body.
    void deliver(size_t body_size);
    void make_space();
    void received(error_code error, size_t count);
    void give_answers();
    void write(const Exchange &exchange);
    void wait();
    void abandon_exchanges() noexcept;
    void abandon(const std::unique_ptr<Upgrade> &upgrade) noexcept;
};

}  // namespace engine
