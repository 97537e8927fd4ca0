#include "client.hpp"

#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>
#include <deque>

using namespace engine;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
namespace http = beast::http;

namespace {

/// A WebSocket from the client's side. Lives on the loop; its handlers keep it.
class ClientSocket : public std::enable_shared_from_this<ClientSocket> {
public:
    ClientSocket(std::shared_ptr<Link> link, const cb_socket_callbacks &callbacks)
        : link(std::move(link)), callbacks_(callbacks), stream_(LinkLayer(*this->link)) {}

    const std::shared_ptr<Link> link;
    std::string target, subprotocols, fields;
    size_t max_message = 0;
    bool compresses = false;

    void connect() {
        link->connect([self = shared_from_this()](error_code error, const char *doing) {
            if (error) return self->end(1006, std::string("Could not ") + doing + ": " + error.message(), 0);
            self->handshake();
        });
    }

    void send(std::string message, bool text) {
        if (is_over_) return;
        queue_.push_back({std::move(message), text});
        if (is_open_ && queue_.size() == 1) write();
    }

    void close(uint16_t code, std::string reason) {
        if (is_over_ || is_closing_) return;
        is_closing_ = true;
        if (!is_open_) {
            link->close();
            return end(code, "closed before it was open", 0);
        }
        link->arm();
        stream_.async_close(
            websocket::close_reason(websocket::close_code(code), reason),
            [self = shared_from_this(), code, reason](error_code error) noexcept {
                self->link->close();
                self->end(error ? 1006 : code, reason, 0);
            });
    }

    void abandon() {
        if (is_over_) return;
        link->close();
        if (!is_open_) end(1006, "given up", 0);
    }

private:
    struct Outgoing {
        std::string bytes;
        bool text;
    };

    const cb_socket_callbacks callbacks_;
    websocket::stream<LinkLayer, true> stream_;
    websocket::response_type answer_;
    beast::flat_buffer buffer_;
    std::deque<Outgoing> queue_;
    bool is_open_ = false, is_over_ = false, is_closing_ = false;

    void handshake() {
        if (is_over_) return;
        stream_.read_message_max(max_message);
        stream_.auto_fragment(false);
        websocket::permessage_deflate deflate;
        deflate.client_enable = compresses;
        stream_.set_option(deflate);
        stream_.set_option(websocket::stream_base::decorator([self = weak_from_this()](websocket::request_type &head) {
            auto socket = self.lock();
            if (!socket) return;
            if (!socket->subprotocols.empty()) head.set(http::field::sec_websocket_protocol, socket->subprotocols);
            const std::string &fields = socket->fields;
            for (size_t at = 0; at < fields.size();) {
                size_t end = fields.find("\r\n", at), colon = fields.find(": ", at);
                head.insert(fields.substr(at, colon - at), fields.substr(colon + 2, end - colon - 2));
                at = end + 2;
            }
        }));
        stream_.async_handshake(
            answer_, link->authority(), target, [self = shared_from_this()](error_code error) noexcept {
                self->link->disarm();
                if (self->is_over_) return;
                if (error) {
                    unsigned status = self->answer_.result_int();
                    bool refused = error == websocket::error::upgrade_declined && status != 101;
                    return self->end(
                        1006, "Could not shake hands: " + error.message(), refused ? uint16_t(status) : uint16_t(0));
                }
                self->is_open_ = true;
                std::string chosen(self->answer_[http::field::sec_websocket_protocol]);
                self->answer_ = {};
                self->callbacks_.opened(self->callbacks_.context, chosen.empty() ? nullptr : chosen.c_str());
                if (!self->queue_.empty()) self->write();
                self->read();
            });
    }

    void read() {
        stream_.async_read(buffer_, [self = shared_from_this()](error_code error, size_t) noexcept {
            if (self->is_over_) return;
            if (error) {
                // Our own close reports itself.
                if (self->is_closing_ && error == asio::error::operation_aborted) return;
                bool orderly = error == websocket::error::closed;
                auto &reason = self->stream_.reason();
                uint16_t code = !orderly ? 1006 : reason.code == websocket::close_code::none ? 1005 : reason.code;
                self->link->close();
                return self->end(code, orderly ? std::string(reason.reason.c_str()) : error.message(), 0);
            }
            auto data = self->buffer_.cdata();
            self->callbacks_.received(
                self->callbacks_.context, static_cast<const uint8_t *>(data.data()), data.size(),
                self->stream_.got_text());
            self->buffer_.clear();
            self->read();
        });
    }

    void write() {
        stream_.text(queue_.front().text);
        stream_.async_write(
            asio::buffer(queue_.front().bytes), [self = shared_from_this()](error_code error, size_t) noexcept {
                self->queue_.pop_front();
                if (!error && !self->queue_.empty() && !self->is_closing_) self->write();
            });
    }

    void end(uint16_t code, const std::string &reason, uint16_t status) {
        if (is_over_) return;
        is_over_ = true;
        link->disarm();
        link->close();
        callbacks_.closed(callbacks_.context, code, reason.c_str(), status);
    }
};

}  // namespace

struct cb_socket {
    std::shared_ptr<ClientSocket> socket;
};

cb_socket *cb_socket_connect(
    cb_loop *loop, const cb_endpoint *endpoint, const char *target, const char *subprotocols, const uint8_t *fields,
    size_t field_count, size_t max_message_bytes, bool compresses, const cb_socket_callbacks *callbacks) noexcept {
    auto socket = std::make_shared<ClientSocket>(std::make_shared<Link>(loop->state, *endpoint), *callbacks);
    socket->target = target;
    if (subprotocols) socket->subprotocols = subprotocols;
    if (field_count) socket->fields.assign(reinterpret_cast<const char *>(fields), field_count);
    socket->max_message = max_message_bytes;
    socket->compresses = compresses;
    asio::post(loop->state->context, [socket]() noexcept { socket->connect(); });
    return new cb_socket{std::move(socket)};
}

void cb_socket_send(cb_socket *socket, const uint8_t *bytes, size_t count, bool text) noexcept {
    std::string message;
    if (count) message.assign(reinterpret_cast<const char *>(bytes), count);
    asio::post(
        socket->socket->link->loop->context,
        [socket = socket->socket, message = std::move(message), text]() mutable noexcept {
            socket->send(std::move(message), text);
        });
}

void cb_socket_close(cb_socket *socket, uint16_t code, const uint8_t *reason, size_t reason_count) noexcept {
    std::string text;
    if (reason_count) text.assign(reinterpret_cast<const char *>(reason), reason_count);
    asio::post(
        socket->socket->link->loop->context, [socket = socket->socket, code, text = std::move(text)]() noexcept {
            socket->close(code, text);
        });
}

void cb_socket_release(cb_socket *socket) noexcept {
    asio::post(socket->socket->link->loop->context, [socket = socket->socket]() noexcept { socket->abandon(); });
    delete socket;
}
