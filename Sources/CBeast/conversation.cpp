#include "conversation.hpp"

using namespace engine;

void Layer::take(Bytes bytes) { connection_->conversation->take(std::move(bytes)); }
bool Layer::has_leftover() const noexcept { return connection_->conversation->has_leftover(); }
size_t Layer::copy_leftover(void *to, size_t room) noexcept {
    return connection_->conversation->copy_leftover(to, room);
}

void engine::teardown(boost::beast::role_type, Layer &, error_code &error) { error = {}; }
void engine::beast_close_socket(Layer &) {}

Conversation::Conversation(Connection &connection, void *handler, std::string leftover)
    : connection_(connection), stream_(Layer(connection)), handler_(handler), leftover_(std::move(leftover)) {}

Conversation::~Conversation() {
    if (handler_) connection_.server->callbacks.closed(handler_, connection_.token, 1006, is_open_);
}

void Conversation::accept(const std::string &key, const Upgrade &upgrade) {
    // The head was examined when it came; Beast needs only what it answers to.
    http::request<http::empty_body> handshake(http::verb::get, "/", 11);
    handshake.set(http::field::host, "localhost");
    handshake.set(http::field::connection, "upgrade");
    handshake.set(http::field::upgrade, "websocket");
    handshake.set(http::field::sec_websocket_key, key);
    handshake.set(http::field::sec_websocket_version, "13");

    stream_.read_message_max(connection_.server->options.max_message_bytes);
    stream_.set_option(websocket::stream_base::decorator(
        [date = connection_.server->date_line(), subprotocol = upgrade.subprotocol,
         fields = upgrade.fields](websocket::response_type &response) {
            response.set(http::field::server, "Beast");
            response.set(http::field::date, std::string_view(date).substr(6, date.size() - 8));
            if (!subprotocol.empty()) response.set(http::field::sec_websocket_protocol, subprotocol);
            for (size_t at = 0; at < fields.size();) {
                size_t end = fields.find("\r\n", at), colon = fields.find(": ", at);
                response.insert(fields.substr(at, colon - at), fields.substr(colon + 2, end - colon - 2));
                at = end + 2;
            }
        }));
    Counters::add(connection_.server->counters.responses[1]);
    stream_.async_accept(handshake, [self = ConnectionPointer(&connection_)](error_code error) noexcept {
        self->conversation->accepted(error);
    });
}

void Conversation::accepted(error_code error) {
    if (connection_.is_closed) return;
    if (error) return connection_.close();
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type &) {}));
    stream_.control_callback([this](websocket::frame_type, boost::beast::string_view) { heard(); });
    is_open_ = true;
    Counters::add(connection_.server->counters.web_sockets);
    connection_.server->waits.start(connection_.reading, Wait::ping);
    connection_.server->callbacks.opened(handler_, connection_.token);
    if (connection_.server->is_stopping) close(1001, {});
    read();
}

void Conversation::take(Bytes bytes) {
    if (is_open_) {
        // After a close nothing more is said, Beast's own close included if ours went first.
        if (close_sent_) return;
        close_sent_ = (bytes.data()[0] & 0x0f) == 8;
    }
    connection_.push(std::move(bytes));
    if (is_open_) check_queue();
}

size_t Conversation::copy_leftover(void *to, size_t room) noexcept {
    size_t count = std::min(room, leftover_.size() - leftover_used_);
    std::memcpy(to, leftover_.data() + leftover_used_, count);
    leftover_used_ += count;
    if (!has_leftover()) {
        std::string().swap(leftover_);
        leftover_used_ = 0;
    }
    return count;
}

void Conversation::send(Bytes message) {
    if (!is_open_ || close_sent_ || has_ended_) return;
    connection_.push(std::move(message));
    check_queue();
}

void Conversation::check_queue() {
    const cb_options &options = connection_.server->options;
    if (connection_.queued() <= options.max_queued_bytes) return;
    // It may be that nothing was offered to the socket yet.
    connection_.flush();
    if (connection_.is_closed || connection_.queued() <= options.max_queued_bytes) return;
    Counters::add(connection_.server->counters.slow_readers);
    connection_.drop_queue();
    close_sent_ = false;
    close(options.slow_reader_code, "too slow: reconnect and resume");
    ended(options.slow_reader_code);
}

void Conversation::close(uint16_t code, std::string_view reason) {
    if (!is_open_ || close_sent_ || has_ended_) return;
    std::string payload{char(code >> 8), char(code & 0xff)};
    payload.append(reason.substr(0, 123));
    close_sent_ = true;
    code_ = code;
    connection_.push(frame(8, reinterpret_cast<const uint8_t *>(payload.data()), payload.size()));
    connection_.server->waits.start(connection_.reading, Wait::closing);
}

void Conversation::heard() {
    if (connection_.reading.is_waiting_for(Wait::pong)) connection_.server->waits.start(connection_.reading, Wait::ping);
}

void Conversation::expired(Wait kind) {
    if (kind == Wait::ping && !close_sent_) {
        connection_.push(frame(9, nullptr, 0));
        connection_.server->waits.start(connection_.reading, Wait::pong);
    } else {
        if (kind == Wait::pong) Counters::add(connection_.server->counters.timed_out);
        connection_.close();
    }
}

void Conversation::read() {
    auto handler = [self = ConnectionPointer(&connection_)](error_code error, size_t count) noexcept {
        self->conversation->received(error, count);
    };
    if (message_.empty()) {
        stream_.async_read_some(asio::buffer(start_), std::move(handler));
    } else {
        size_t size = message_.size();
        message_.resize(size + 4096);
        stream_.async_read_some(asio::buffer(message_.data() + size, 4096), std::move(handler));
    }
}

void Conversation::received(error_code error, size_t count) {
    if (connection_.is_closed) return;
    if (error) return failed(error);
    heard();
    std::string_view message;
    if (message_.empty()) {
        message = {start_, count};
        if (!stream_.is_message_done()) message_.assign(message);
    } else {
        message_.resize(message_.size() - 4096 + count);
        message = message_;
    }
    if (stream_.is_message_done()) {
        if (!close_sent_ && !has_ended_) {
            connection_.server->callbacks.received(
                handler_, connection_.token, reinterpret_cast<const uint8_t *>(message.data()), message.size(),
                stream_.got_text());
        }
        std::string().swap(message_);
        if (connection_.is_closed) return;
    }
    read();
}

void Conversation::failed(error_code error) {
    // What we gave as a reason stands; else what the peer said, or what was wrong with it.
    uint16_t code = code_;
    bool is_orderly = error == websocket::error::closed;
    if (code == 0) {
        code = is_orderly                                      ? uint16_t(stream_.reason().code)
               : error == websocket::error::message_too_big    ? uint16_t(1009)
               : error == websocket::error::bad_frame_payload  ? uint16_t(1007)
               : error == websocket::condition::protocol_violation ? uint16_t(1002)
                                                               : uint16_t(1006);
        if (code == 0) code = 1005;
        if (!is_orderly && code != 1006) is_orderly = true;
    }
    ended(code);
    if (is_orderly) {
        connection_.finish();
    } else {
        connection_.close();
    }
}

void Conversation::ended(uint16_t code) noexcept {
    if (has_ended_) return;
    has_ended_ = true;
    if (code_ == 0 || !close_sent_) code_ = code;
    if (is_open_) Counters::remove(connection_.server->counters.web_sockets);
    connection_.mark_dirty();
}

void Conversation::turn() noexcept {
    if (connection_.take_drained() && is_open_ && !has_ended_ && !close_sent_)
        connection_.server->callbacks.drained(handler_, connection_.token);
    if (!has_ended_ || is_told_) return;
    is_told_ = true;
    connection_.server->callbacks.closed(std::exchange(handler_, nullptr), connection_.token, code_, is_open_);
}
