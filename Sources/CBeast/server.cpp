#include "conversation.hpp"
#include "outflow.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <ctime>

using namespace engine;

namespace {

constexpr uint32_t drain_timeout_ms = 2000;
constexpr auto accept_pause = std::chrono::milliseconds(100);

}  // namespace

Server::Server(LoopState loop, const cb_options &options, const cb_callbacks &callbacks)
    : loop(loop), callbacks(callbacks), options(options),
      priority_path(options.priority_path ? options.priority_path : ""),
      waits(
          loop->context,
          {options.header_timeout_ms, options.body_timeout_ms, options.keep_alive_timeout_ms, options.write_timeout_ms,
           options.ping_interval_ms, options.pong_timeout_ms, options.close_timeout_ms, drain_timeout_ms},
          [](Connection &connection, Wait kind) { connection.expired(kind); }),
      stop_timer_(loop->context) {
    this->options.priority_path = this->options.tls_certificate = this->options.tls_key = nullptr;
}

// MARK: Accepting

void Server::accept(Listener &listener) {
    listener.acceptor.async_accept(
        listener.peer, [this, self = shared_from_this(), &listener](error_code error, Stream socket) noexcept {
            if (is_stopping || !listener.acceptor.is_open()) return;
            if (!error) {
                accepted(listener, std::move(socket));
                return accept(listener);
            }
            if (error == asio::error::connection_aborted) return accept(listener);
            // Out of descriptors or memory: make room, and do not spin meanwhile.
            make_room();
            listener.pause.expires_after(accept_pause);
            listener.pause.async_wait([this, self, &listener](error_code) noexcept {
                if (!is_stopping && listener.acceptor.is_open()) accept(listener);
            });
        });
}

bool Server::make_room() {
    Connection *idle = waits.first(Wait::keep_alive);
    // Then those who have not finished their first head, or are already on their way out.
    if (!idle) idle = waits.first(Wait::draining);
    if (!idle) idle = waits.first(Wait::header);
    if (!idle) return false;
    Counters::add(counters.shed);
    idle->close();
    return true;
}

void Server::accepted(Listener &listener, Stream &&socket) {
    Counters::add(counters.accepted);
    if (open_ >= options.max_connections && !make_room()) {
        Counters::add(counters.refused);
        return;
    }
    bool is_local = !listener.path.empty();
    error_code ignored;
    socket.non_blocking(true, ignored);
    if (!is_local) socket.set_option(asio::ip::tcp::no_delay(true), ignored);

    uint32_t index;
    if (free_.empty()) {
        index = uint32_t(slots_.size());
        slots_.emplace_back();
    } else {
        index = free_.back();
        free_.pop_back();
    }
    ConnectionPointer connection(
        new Connection(shared_from_this(), std::move(socket), address_of(listener.peer), is_local));
    connection->token = uint64_t(slots_[index].generation) << 32 | index;
    slots_[index].connection = connection;
    ++open_;
    counters.connections.store(open_, std::memory_order_relaxed);
    connection->begin();
}

Connection *Server::find(uint64_t token) noexcept {
    auto index = uint32_t(token);
    if (index >= slots_.size() || slots_[index].generation != uint32_t(token >> 32)) return nullptr;
    return slots_[index].connection.get();
}

void Server::removed(Connection &connection) noexcept {
    auto index = uint32_t(connection.token);
    ++slots_[index].generation;
    slots_[index].connection.reset();
    free_.push_back(index);
    --open_;
    counters.connections.store(open_, std::memory_order_relaxed);
    if (is_stopping) asio::post(loop->context, [self = shared_from_this()]() noexcept { self->stopped_if_empty(); });
}

// MARK: Turns

void Server::mark_dirty(Connection &connection) {
    connection.is_dirty = true;
    dirty_.emplace_back(&connection);
    if (turn_posted_) return;
    turn_posted_ = true;
    // It comes after everything that is ready now, so that what all of that says to one socket leaves together.
    asio::post(loop->context, [self = shared_from_this()]() noexcept { self->turn(); });
}

void Server::turn() {
    turn_posted_ = false;
    std::vector<ConnectionPointer> dirty;
    dirty.swap(dirty_);
    for (auto &connection : dirty) {
        connection->is_dirty = false;
        connection->turn();
    }
    dirty.clear();
    // The room is kept for the next turn, unless a burst made it large.
    if (dirty_.empty() && dirty.capacity() <= 4096) dirty_.swap(dirty);
}

const std::string &Server::date_line() {
    std::time_t now = std::time(nullptr);
    if (now != date_second_) {
        date_second_ = now;
        static constexpr const char *days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
        static constexpr const char *months[] = {
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
        std::tm utc;
        gmtime_r(&now, &utc);
        char text[48];
        std::snprintf(
            text, sizeof text, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", days[utc.tm_wday], utc.tm_mday,
            months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
        date_line_ = text;
    }
    return date_line_;
}

// MARK: Starting and stopping

void Server::start() {
    if (is_stopping) return stopped_if_empty();
    has_started_ = true;
    for (auto &listener : listeners_) accept(listener);
}

void Server::stop() {
    if (is_stopping) return;
    is_stopping = true;
    close_listeners();
    std::vector<ConnectionPointer> connections;
    for (auto &slot : slots_)
        if (slot.connection) connections.push_back(slot.connection);
    for (auto &connection : connections) {
        if (connection->http) connection->http->stop();
        if (connection->conversation) connection->conversation->close(1001, {});
        if (connection->outflow) connection->outflow->end(1001);
    }
    stop_timer_.expires_after(std::chrono::milliseconds(options.stop_timeout_ms));
    stop_timer_.async_wait([self = shared_from_this()](error_code error) noexcept {
        if (error) return;
        for (size_t i = 0; i < self->slots_.size(); ++i)
            if (ConnectionPointer connection = self->slots_[i].connection) connection->close();
    });
    if (has_started_) stopped_if_empty();
}

void Server::stopped_if_empty() {
    if (open_ > 0 || has_stopped_ || !is_stopping) return;
    // Those who were just closed are told first.
    if (turn_posted_) {
        asio::post(loop->context, [self = shared_from_this()]() noexcept { self->stopped_if_empty(); });
        return;
    }
    has_stopped_ = true;
    stop_timer_.cancel();
    waits.end();
    callbacks.stopped(callbacks.context);
}

void Server::abandon() {
    if (has_started_) return;
    is_stopping = true;
    close_listeners();
    waits.end();
}
