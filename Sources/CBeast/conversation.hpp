#pragma once

#include "http.hpp"

#include <boost/beast/websocket.hpp>

namespace engine {

namespace websocket = boost::beast::websocket;

/// What Beast's WebSocket reads from and writes to: the connection's own queue.
///
/// Beast writes each frame in one piece, and the queue takes it whole. So frames that we have framed ourselves, once for
/// all sockets, may stand between Beast's pongs and closes, and everything goes out in as few writes as possible.
class Layer {
public:
    using executor_type = Executor;

    explicit Layer(Connection &connection) noexcept : connection_(&connection) {}

    executor_type get_executor() noexcept { return connection_->transport.socket.get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers &buffers, Token &&token) {
        return asio::async_initiate<Token, void(error_code, size_t)>(
            [this](auto &&handler, const Buffers &buffers) {
                if (has_leftover()) return read_leftover(buffers, std::move(handler));
                connection_->transport.read_some(buffers, std::move(handler));
            },
            token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers &buffers, Token &&token) {
        return asio::async_initiate<Token, void(error_code, size_t)>(
            [this](auto &&handler, const Buffers &buffers) {
                size_t count = asio::buffer_size(buffers);
                Bytes bytes(cb_bytes::make(count));
                asio::buffer_copy(asio::buffer(bytes.data(), count), buffers);
                take(std::move(bytes));
                asio::post(
                    get_executor(), boost::beast::bind_front_handler(std::move(handler), error_code(), count));
            },
            token, buffers);
    }

private:
    Connection *connection_;

    // What came in the same write as the handshake is read first.
    bool has_leftover() const noexcept;
    size_t copy_leftover(void *to, size_t room) noexcept;
    void take(Bytes bytes);

    template <class Buffers, class Handler>
    void read_leftover(const Buffers &buffers, Handler &&handler) {
        size_t count = 0;
        for (auto it = asio::buffer_sequence_begin(buffers); it != asio::buffer_sequence_end(buffers); ++it) {
            asio::mutable_buffer buffer(*it);
            count += copy_leftover(buffer.data(), buffer.size());
        }
        asio::post(get_executor(), boost::beast::bind_front_handler(std::move(handler), error_code(), count));
    }
};

// Beast asks for the end of the connection through these. The connection ends itself, once its queue is out.
void teardown(boost::beast::role_type, Layer &, error_code &error);
template <class Handler>
void async_teardown(boost::beast::role_type, Layer &layer, Handler &&handler) {
    asio::post(layer.get_executor(), boost::beast::bind_front_handler(std::move(handler), error_code()));
}
void beast_close_socket(Layer &layer);

/// The WebSocket side of a connection.
class Conversation {
public:
    Conversation(Connection &connection, void *handler, std::string leftover);
    ~Conversation();

    /// Takes a frame (or a piece of the handshake) that Beast writes.
    void take(Bytes bytes);
    size_t copy_leftover(void *to, size_t room) noexcept;
    bool has_leftover() const noexcept { return leftover_used_ < leftover_.size(); }

    void accept(const std::string &key, const Upgrade &upgrade);
    void send(Bytes message);
    void close(uint16_t code, std::string_view reason);
    /// Something came from the peer: it is alive.
    void heard();
    void expired(Wait kind);
    /// The connection is gone, or as good as gone to whoever listens here.
    void ended(uint16_t code) noexcept;
    /// Called once a turn: tells the listener what it could not be told within its own call.
    void turn() noexcept;

private:
    Connection &connection_;
    websocket::stream<Layer, false> stream_;
    void *handler_;
    std::string message_;
    char start_[120];  // enough for most messages, so that an idle connection holds no buffer
    std::string leftover_;
    size_t leftover_used_ = 0;
    uint16_t code_ = 0;  // why it ended, or what we gave as the reason
    bool is_open_ = false, close_sent_ = false, has_ended_ = false, is_told_ = false;

    void accepted(error_code error);
    void check_queue();
    void read();
    void received(error_code error, size_t count);
    void failed(error_code error);
};

}  // namespace engine
