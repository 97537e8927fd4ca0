#include "outflow.hpp"

#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace engine;
using std::string_view;

namespace {

/// What stands between the size line of a chunk and the end of its line.
Bytes content(const Bytes &chunk) noexcept {
    string_view framed(reinterpret_cast<const char *>(chunk.data()), chunk.size());
    size_t start = framed.find("\r\n") + 2;
    return Bytes::copying(framed.substr(start, framed.size() - start - 2));
}

}  // namespace

Outflow::Outflow(Connection &connection, Upgrade &&upgrade)
    : connection_(connection), handler_(std::exchange(upgrade.handler, nullptr)),
      heartbeat_(std::move(upgrade.heartbeat)), is_old_(upgrade.is_old) {}

Outflow::~Outflow() {
    if (handler_) connection_.server->callbacks.closed(handler_, connection_.token, 1006, true);
}

void Outflow::begin(std::vector<char> &&pending) {
    Server &server = *connection_.server;
    Counters::add(server.counters.streams);
    // Nothing is ever asked of the client that would tell whether it is still there: what it leaves unconfirmed must.
    unsigned patience = server.options.write_timeout_ms;
    if (!connection_.is_local)
        setsockopt(
            connection_.transport.socket.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &patience, sizeof patience);
    if (heartbeat_) {
        server.waits.start(connection_.reading, Wait::ping);
    } else {
        server.waits.stop(connection_.reading);
    }
    if (pending.empty()) {
        watch();
    } else {
        // The read that HTTP began goes on in its buffer. Without TLS it is called back, for the buffer is large.
        pending_ = std::move(pending);
        is_reading_ = true;
        error_code ignored;
        if (!connection_.transport.tls) connection_.transport.socket.cancel(ignored);
    }
    server.callbacks.opened(handler_, connection_.token);
    if (server.is_stopping) end(1001);
}

void Outflow::watch() {
    is_reading_ = true;
    connection_.transport.read_some(
        unwanted(), [self = ConnectionPointer(&connection_)](error_code error, size_t count) noexcept {
            self->outflow->received(error, count);
        });
}

void Outflow::received(error_code error, size_t count) {
    is_reading_ = false;
    if (connection_.is_closed) return;
    std::vector<char>().swap(pending_);
    if (connection_.is_draining()) {
        // Under TLS the goodbye that is under way hears the rest.
        if (connection_.transport.tls) return;
        return error && error != asio::error::operation_aborted ? connection_.close() : connection_.discard();
    }
    unwanted_ += uint32_t(count);
    if (unwanted_ > max_unwanted || (error && error != asio::error::operation_aborted)) {
        if (error == asio::error::timed_out) Counters::add(connection_.server->counters.timed_out);
        return connection_.close();
    }
    watch();
}

void Outflow::send(Bytes chunk) {
    if (has_ended_ || chunk.size() == 0) return;
    push(is_old_ ? content(chunk) : std::move(chunk));
}

void Outflow::push(Bytes bytes) {
    const cb_options &options = connection_.server->options;
    connection_.push(std::move(bytes));
    if (connection_.queued() <= options.max_queued_bytes) return;
    // It may be that nothing was offered to the socket yet.
    connection_.flush();
    if (connection_.is_closed || connection_.queued() <= options.max_queued_bytes) return;
    Counters::add(connection_.server->counters.slow_readers);
    // Without the last chunk, so that the client knows that it has not heard everything.
    ended(options.slow_reader_code);
    connection_.close();
}

void Outflow::end(uint16_t code) {
    if (has_ended_) return;
    connection_.server->waits.stop(connection_.reading);
    if (!is_old_) connection_.push(Bytes::copying("0\r\n\r\n"));
    ended(code);
    connection_.finish();
}

void Outflow::expired(Wait) {
    if (has_ended_) return;
    connection_.server->waits.start(connection_.reading, Wait::ping);
    // Whoever has not read what waits needs no sign of life on top of it.
    if (connection_.queued() == 0) send(heartbeat_);
}

void Outflow::ended(uint16_t code) noexcept {
    if (has_ended_) return;
    has_ended_ = true;
    code_ = code;
    Counters::remove(connection_.server->counters.streams);
    connection_.mark_dirty();
}

void Outflow::turn() noexcept {
    if (connection_.take_drained() && !has_ended_) connection_.server->callbacks.drained(handler_, connection_.token);
    if (!has_ended_ || is_told_) return;
    is_told_ = true;
    connection_.server->callbacks.closed(std::exchange(handler_, nullptr), connection_.token, code_, true);
}
