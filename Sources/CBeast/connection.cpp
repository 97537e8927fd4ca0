#include "conversation.hpp"
#include "outflow.hpp"

#include <boost/asio/write.hpp>
#include <array>
#include <span>

using namespace engine;

namespace {
/// Most pieces in one write.
constexpr size_t max_pieces = 64;
/// A queue longer than this is worth telling of when it is gone.
constexpr size_t backed_up = 64 * 1024;
}  // namespace

asio::mutable_buffer engine::unwanted() noexcept {
    static std::array<char, 16384> octets;
    return asio::buffer(octets);
}

Connection::Connection(ServerPointer server, Stream &&socket, const cb_address &remote, bool is_local)
    : server(std::move(server)), transport(std::move(socket)), remote(remote), is_local(is_local) {
    reading.owner = writing.owner = this;
    if (this->server->tls && !is_local)
        transport.tls = std::make_unique<SecureStream>(transport.socket, *this->server->tls);
    http = std::make_unique<HTTP>(*this);
}

Connection::~Connection() = default;

void Connection::begin() {
    server->waits.start(reading, Wait::header);
    if (!transport.tls) return http->begin();
    transport.tls->async_handshake(
        asio::ssl::stream_base::server, [self = ConnectionPointer(this)](error_code error) noexcept {
            if (self->is_closed) return;
            if (error) return self->close();
            self->http->begin();
        });
}

void Connection::push(Bytes bytes) {
    queued_ += bytes.size();
    if (queued_ > backed_up) is_backed_up_ = true;
    Counters::add(server->counters.queued_bytes, bytes.size());
    queue_.push_back(std::move(bytes));
    mark_dirty();
}

void Connection::mark_dirty() {
    if (!is_dirty) server->mark_dirty(*this);
}

void Connection::turn() {
    if (http && !is_closed) {
        http->resume();
        if (http->is_ready_to_upgrade() && !is_closed) hand_over();
    }
    if (conversation) conversation->turn();
    if (outflow) outflow->turn();
    flush();
    if (http && !is_closed && !is_draining_) http->settle();
}

void Connection::hand_over() {
    Upgrade upgrade = http->take_upgrade();
    if (upgrade.is_stream) {
        outflow = std::make_unique<Outflow>(*this, std::move(upgrade));
        std::vector<char> pending = http->take_pending();
        http.reset();
        outflow->begin(std::move(pending));
    } else {
        conversation = std::make_unique<Conversation>(*this, upgrade.handler, http->deflate());
        std::string key = http->key(), leftover = http->leftover();
        http.reset();
        conversation->open(key, upgrade, leftover);
    }
}

void Connection::flush() {
    if (is_writing_ || is_closed) return;
    if (transport.tls) {
        flush_sealed();
    } else {
        flush_plain();
    }
}

void Connection::flush_plain() {
    while (first_ < queue_.size()) {
        std::array<asio::const_buffer, max_pieces> pieces;
        size_t count = std::min(queue_.size() - first_, max_pieces);
        for (size_t i = 0; i < count; ++i)
            pieces[i] = asio::buffer(queue_[first_ + i].data(), queue_[first_ + i].size());
        pieces[0] += offset_;
        error_code error;
        size_t sent = transport.socket.write_some(std::span(pieces.data(), count), error);
        if (error == asio::error::would_block || error == asio::error::try_again) {
            is_writing_ = true;
            if (!conversation && !writing.is_waiting()) server->waits.start(writing, Wait::write);
            transport.socket.async_wait(
                Stream::wait_write, [self = ConnectionPointer(this)](error_code error) noexcept {
                    self->is_writing_ = false;
                    if (self->is_closed) return;
                    // A stream that begins cancels the read before it, and every wait with it.
                    if (error && error != asio::error::operation_aborted) return self->close();
                    self->server->waits.stop(self->writing);
                    self->flush();
                    self->mark_dirty();
                });
            return;
        }
        if (error) return close();
        written(sent);
    }
    all_written();
}

void Connection::flush_sealed() {
    if (first_ == queue_.size()) return all_written();
    // OpenSSL seals 16 KiB at once.
    sealed_.clear();
    size_t skip = offset_;
    for (size_t i = first_; i < queue_.size() && sealed_.size() < 16384; ++i) {
        size_t count = std::min(queue_[i].size() - skip, 16384 - sealed_.size());
        sealed_.append(reinterpret_cast<const char *>(queue_[i].data()) + skip, count);
        skip = 0;
    }
    is_writing_ = true;
    if (!conversation) server->waits.start(writing, Wait::write);
    asio::async_write(
        *transport.tls, asio::buffer(sealed_),
        [self = ConnectionPointer(this)](error_code error, size_t count) noexcept {
            self->is_writing_ = false;
            if (self->is_closed) return;
            if (error) return self->close();
            self->server->waits.stop(self->writing);
            self->written(count);
            self->flush();
            self->mark_dirty();
        });
}

void Connection::written(size_t count) noexcept {
    queued_ -= count;
    Counters::remove(server->counters.queued_bytes, count);
    count += offset_;
    while (first_ < queue_.size() && count >= queue_[first_].size()) {
        count -= queue_[first_].size();
        queue_[first_++] = Bytes();
    }
    offset_ = count;
    // A long queue that never quite empties must not keep the places of what is gone.
    if (first_ >= 1024 && first_ * 2 >= queue_.size()) {
        queue_.erase(queue_.begin(), queue_.begin() + ptrdiff_t(first_));
        first_ = 0;
    }
}

void Connection::all_written() {
    first_ = 0;
    if (is_backed_up_) {
        is_backed_up_ = false;
        has_drained_ = true;
        mark_dirty();
    }
    if (conversation || outflow) {
        std::vector<Bytes>().swap(queue_);
        std::string().swap(sealed_);
    } else {
        queue_.clear();
    }
    if (is_finishing_) drain();
}

void Connection::drop_queue() noexcept {
    // What TLS has taken, and a piece partly out, must go out whole or the rest would be nonsense.
    size_t keep = first_ + (offset_ > 0 ? 1 : 0);
    if (is_writing_ && transport.tls) {
        size_t sealed = sealed_.size() + offset_;
        for (keep = first_; keep < queue_.size() && sealed > 0; ++keep) sealed -= std::min(sealed, queue_[keep].size());
    }
    size_t dropped = 0;
    for (size_t i = keep; i < queue_.size(); ++i) dropped += queue_[i].size();
    queue_.resize(std::min(keep, queue_.size()));
    queued_ -= dropped;
    Counters::remove(server->counters.queued_bytes, dropped);
}

void Connection::finish() {
    if (is_finishing_ || is_closed) return;
    is_finishing_ = true;
    mark_dirty();
}

void Connection::drain() {
    if (is_draining_) return;
    is_draining_ = true;
    server->waits.start(reading, Wait::draining);
    if (http && http->is_at_end()) return close();
    if (transport.tls) {
        transport.tls->async_shutdown([self = ConnectionPointer(this)](error_code error) noexcept {
            if (self->is_closed) return;
            // One who is still sending cannot say goodbye; what it sends is thrown away sealed.
            if (!error || error == asio::error::eof) return self->close();
            self->hang_up();
        });
        return;
    }
    hang_up();
}

void Connection::hang_up() {
    error_code error;
    transport.socket.shutdown(Stream::shutdown_send, error);
    if (error) return close();
    if (transport.tls || !is_reading()) discard();
}

bool Connection::is_reading() const noexcept {
    return http ? http->is_reading() : outflow && outflow->is_reading();
}

void Connection::discard() {
    transport.socket.async_read_some(
        unwanted(), [self = ConnectionPointer(this)](error_code error, size_t count) noexcept {
            if (self->is_closed) return;
            self->drained_ += uint32_t(count);
            if (error || self->drained_ > max_unwanted) return self->close();
            self->discard();
        });
}

void Connection::close() noexcept {
    if (is_closed) return;
    ConnectionPointer self(this);
    is_closed = true;
    server->waits.stop(reading);
    server->waits.stop(writing);
    transport.close();
    Counters::remove(server->counters.queued_bytes, queued_);
    queued_ = 0;
    if (conversation) conversation->ended(1006);
    if (outflow) outflow->ended(1006);
    server->removed(*this);
}

void Connection::expired(Wait kind) {
    ConnectionPointer self(this);
    switch (kind) {
    case Wait::header:
    case Wait::body:
        Counters::add(server->counters.timed_out);
        return http ? http->time_out() : close();
    case Wait::write:
        Counters::add(server->counters.timed_out);
        return close();
    case Wait::keep_alive:
    case Wait::draining: return close();
    case Wait::ping:
        if (outflow) return outflow->expired(kind);
        [[fallthrough]];
    case Wait::pong:
    case Wait::closing: return conversation ? conversation->expired(kind) : close();
    }
}
