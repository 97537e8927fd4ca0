#include "conversation.hpp"

#include <array>
#include <openssl/evp.h>
#include <openssl/sha.h>

using namespace engine;
using std::string_view;

namespace {

constexpr uint8_t close_frame = 8, ping = 9, pong = 10;
constexpr size_t max_reason = 123;

/// The proof that the handshake was understood (RFC 6455 §4.2.2).
std::string accept_key(const std::string &key) {
    std::string text = key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    unsigned char digest[SHA_DIGEST_LENGTH], encoded[32];
    SHA1(reinterpret_cast<const unsigned char *>(text.data()), text.size(), digest);
    int count = EVP_EncodeBlock(encoded, digest, sizeof digest);
    return std::string(reinterpret_cast<char *>(encoded), size_t(count));
}

Bytes framed(uint8_t opcode, string_view payload) noexcept {
    return engine::frame(opcode, reinterpret_cast<const uint8_t *>(payload.data()), payload.size());
}

std::string code_octets(uint16_t code) { return {char(code >> 8), char(code & 0xff)}; }

/// Where plain sockets are read, one after the other on the loop's thread; what is read is used at once.
std::array<char, 16384> &shared_input() noexcept {
    thread_local std::array<char, 16384> octets;
    return octets;
}

}  // namespace

Conversation::Conversation(Connection &connection, void *handler, const Agreement &deflate)
    : connection_(connection), handler_(handler), deflate_(deflate),
      reader_(connection.server->options.max_message_bytes, deflate.is_made) {}

Conversation::~Conversation() {
    if (handler_) connection_.server->callbacks.closed(handler_, connection_.token, 1006, true);
}

void Conversation::open(const std::string &key, const Upgrade &upgrade, string_view leftover) {
    Server &server = *connection_.server;
    std::string head = "HTTP/1.1 101 Switching Protocols\r\n";
    head.append(server.date_line()).append("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ");
    head.append(accept_key(key)).append("\r\n");
    if (!upgrade.subprotocol.empty())
        head.append("Sec-WebSocket-Protocol: ").append(upgrade.subprotocol).append("\r\n");
    if (deflate_.is_made) head.append("Sec-WebSocket-Extensions: ").append(answer_to_offer(deflate_)).append("\r\n");
    head.append(upgrade.fields).append("\r\n");
    connection_.push(Bytes::copying(head));
    Counters::add(server.counters.responses[1]);
    Counters::add(server.counters.web_sockets);
    server.waits.start(connection_.reading, Wait::ping);
    server.callbacks.opened(handler_, connection_.token);
    if (server.is_stopping) close(1001, {});
    received({}, leftover);
}

// MARK: Reading

void Conversation::wait() {
    auto &transport = connection_.transport;
    if (transport.tls) {
        if (sealed_.empty()) sealed_.resize(4096);
        transport.tls->async_read_some(
            asio::buffer(sealed_), [self = ConnectionPointer(&connection_)](error_code error, size_t count) noexcept {
                self->conversation->received(error, string_view(self->conversation->sealed_).substr(0, count));
            });
        return;
    }
    transport.socket.async_wait(
        Stream::wait_read, [self = ConnectionPointer(&connection_)](error_code error) noexcept {
            if (error) return self->conversation->received(error, {});
            self->conversation->readable();
        });
}

void Conversation::readable() {
    if (connection_.is_closed) return;
    error_code error;
    auto &input = shared_input();
    size_t count = connection_.transport.socket.read_some(asio::buffer(input), error);
    if (error == asio::error::would_block || error == asio::error::try_again) return wait();
    received(error, {input.data(), count});
}

void Conversation::received(error_code error, string_view octets) {
    if (connection_.is_closed) return;
    if (error) {
        ended(1006);
        return connection_.close();
    }
    if (!octets.empty() && connection_.reading.is_waiting_for(Wait::pong))
        connection_.server->waits.start(connection_.reading, Wait::ping);
    while (true) {
        FrameReader::Event event = reader_.read(octets);
        if (event == FrameReader::Event::none) return wait();
        if (!hear(event) || connection_.is_closed) return;
    }
}

bool Conversation::hear(FrameReader::Event event) {
    switch (event) {
    case FrameReader::Event::message: return deliver();
    case FrameReader::Event::ping:
        if (!close_sent_) push(framed(pong, reader_.control()));
        return true;
    case FrameReader::Event::close:
        // What was said is said back, the reason left out (RFC 6455 §5.5.1).
        finish(reader_.code(), string_view(reader_.control()).substr(0, 2));
        return false;
    case FrameReader::Event::failed:
        finish(reader_.code(), code_octets(reader_.code()));
        return false;
    default: return true;
    }
}

bool Conversation::deliver() {
    std::string message = reader_.take_message();
    if (close_sent_ || has_ended_) return true;
    if (reader_.is_deflated()) {
        std::string content;
        Inflated result = inflate(message, size_t(connection_.server->options.max_message_bytes), content);
        if (result == Inflated::done && reader_.is_text() && !UTF8::is_valid(content)) result = Inflated::corrupt;
        if (result != Inflated::done) {
            uint16_t code = result == Inflated::too_long ? 1009 : 1007;
            finish(code, code_octets(code));
            return false;
        }
        message = std::move(content);
    }
    connection_.server->callbacks.received(
        handler_, connection_.token, reinterpret_cast<const uint8_t *>(message.data()), message.size(),
        reader_.is_text());
    return true;
}

// MARK: Saying

void Conversation::send(const Message &message) {
    if (close_sent_ || has_ended_) return;
    push(message->for_client(deflate_));
}

void Conversation::push(Bytes bytes) {
    const cb_options &options = connection_.server->options;
    connection_.push(std::move(bytes));
    if (connection_.queued() <= options.max_queued_bytes) return;
    // It may be that nothing was offered to the socket yet.
    connection_.flush();
    if (connection_.is_closed || connection_.queued() <= options.max_queued_bytes) return;
    Counters::add(connection_.server->counters.slow_readers);
    connection_.drop_queue();
    close(options.slow_reader_code, "too slow: reconnect and resume");
    ended(options.slow_reader_code);
}

void Conversation::close(uint16_t code, string_view reason) {
    if (close_sent_ || has_ended_) return;
    close_sent_ = true;
    code_ = code;
    connection_.push(framed(close_frame, code_octets(code).append(reason.substr(0, max_reason))));
    connection_.server->waits.start(connection_.reading, Wait::closing);
}

/// The last frame has come, or nothing sensible will: says goodbye unless that was done, and hangs up.
void Conversation::finish(uint16_t code, string_view goodbye) {
    if (!close_sent_) {
        close_sent_ = true;
        code_ = code;
        connection_.push(framed(close_frame, goodbye));
    }
    connection_.server->waits.start(connection_.reading, Wait::closing);
    ended(code_);
    connection_.finish();
}

void Conversation::expired(Wait kind) {
    if (kind == Wait::ping && !close_sent_) {
        connection_.push(framed(ping, {}));
        connection_.server->waits.start(connection_.reading, Wait::pong);
    } else {
        if (kind == Wait::pong) Counters::add(connection_.server->counters.timed_out);
        connection_.close();
    }
}

void Conversation::ended(uint16_t code) noexcept {
    if (has_ended_) return;
    has_ended_ = true;
    if (code_ == 0 || !close_sent_) code_ = code;
    Counters::remove(connection_.server->counters.web_sockets);
    connection_.mark_dirty();
}

void Conversation::turn() noexcept {
    if (connection_.take_drained() && !has_ended_ && !close_sent_)
        connection_.server->callbacks.drained(handler_, connection_.token);
    if (!has_ended_ || is_told_) return;
    is_told_ = true;
    connection_.server->callbacks.closed(std::exchange(handler_, nullptr), connection_.token, code_, true);
}
