#pragma once

#include "bytes.hpp"
#include "transport.hpp"
#include "waits.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <atomic>
#include <deque>
#include <string>
#include <vector>

namespace engine {

class HTTP;
class Conversation;
class Outflow;
class Server;
using ServerPointer = std::shared_ptr<Server>;
using ConnectionPointer = boost::intrusive_ptr<Connection>;

/// One accepted socket: what it still has to say, and which of HTTP, a WebSocket and a stream it is.
/// Lives on the loop only. A handler under way holds a pointer, so nothing it touches goes away under it.
class Connection {
public:
    Connection(ServerPointer server, Stream &&socket, const cb_address &remote, bool is_local);
    ~Connection();

    const ServerPointer server;
    Transport transport;
    const cb_address remote;
    /// From a Unix socket: never turned away, never TLS.
    const bool is_local;
    bool is_closed = false;
    bool is_dirty = false;
    uint64_t token = 0;
    Waiter reading, writing;
    std::unique_ptr<HTTP> http;
    std::unique_ptr<Conversation> conversation;
    std::unique_ptr<Outflow> outflow;

    /// Shakes hands if need be, then reads requests.
    void begin();
    /// Queues octets and sees to it that they go out when this turn of the loop ends.
    void push(Bytes bytes);
    void mark_dirty();
    /// What is done once for each turn in which something happened here.
    void turn();
    /// Writes what it can. Plain sockets take it at once, TLS in its own time.
    void flush();
    size_t queued() const noexcept { return queued_; }
    /// Whether so much waited that whoever sends may want to wait too, and now nothing does.
    bool take_drained() noexcept { return std::exchange(has_drained_, false); }
    /// Forgets what is queued, but for a piece that is partly out already.
    void drop_queue() noexcept;
    /// After everything queued is written: says so to the peer and waits a moment for it to hang up, lest what was
    /// written be lost in a reset.
    void finish();
    void close() noexcept;
    void expired(Wait kind);
    bool is_draining() const noexcept { return is_draining_; }
    /// While draining: reads on, and throws away what comes.
    void discard();

    friend void intrusive_ptr_add_ref(Connection *connection) noexcept { ++connection->references_; }
    friend void intrusive_ptr_release(Connection *connection) noexcept {
        if (--connection->references_ == 0) delete connection;
    }

private:
    std::vector<Bytes> queue_;
    size_t first_ = 0, offset_ = 0, queued_ = 0;
    std::string sealed_;  // on its way through TLS
    uint32_t references_ = 0;
    bool is_writing_ = false, is_finishing_ = false, is_draining_ = false, is_backed_up_ = false, has_drained_ = false;
    uint32_t drained_ = 0;

    void written(size_t count) noexcept;
    void flush_plain();
    void flush_sealed();
    void all_written();
    void drain();
    void hang_up();
    void hand_over();
    bool is_reading() const noexcept;
};

/// Where unwanted octets go; nobody reads it, so all connections share it.
asio::mutable_buffer unwanted() noexcept;
/// One who goes on talking though nothing more is asked is listened to no further than this.
constexpr size_t max_unwanted = 1 << 20;

struct Counters {
    std::atomic<uint64_t> connections{0}, web_sockets{0}, streams{0}, queued_bytes{0}, accepted{0}, requests{0}, refused{0},
        shed{0}, timed_out{0}, slow_readers{0};
    std::atomic<uint64_t> responses[6]{};

    static void add(std::atomic<uint64_t> &counter, uint64_t by = 1) noexcept {
        counter.fetch_add(by, std::memory_order_relaxed);
    }
    static void remove(std::atomic<uint64_t> &counter, uint64_t by = 1) noexcept {
        counter.fetch_sub(by, std::memory_order_relaxed);
    }
};

cb_address address_of(const asio::generic::stream_protocol::endpoint &endpoint) noexcept;

/// Listeners, the table of connections, and what they share. Lives on the loop but for its counters.
class Server : public std::enable_shared_from_this<Server> {
public:
    Server(LoopState loop, const cb_options &options, const cb_callbacks &callbacks);

    const LoopState loop;
    const cb_callbacks callbacks;
    cb_options options;
    const std::string priority_path;
    std::unique_ptr<asio::ssl::context> tls;
    Waits waits;
    Counters counters;
    bool is_stopping = false;

    bool listen_tcp(const char *host, uint16_t port, uint16_t *bound, cb_error *error);
    bool listen_unix(const char *path, cb_error *error);
    void start();
    void stop();
    /// Closes what was never started.
    void abandon();

    /// The connection of that name, if it is still there.
    Connection *find(uint64_t token) noexcept;
    void removed(Connection &connection) noexcept;
    void mark_dirty(Connection &connection);
    /// Whether only those may come in for whom the last connections are kept.
    bool is_crowded() const noexcept { return open_ + options.reserved_connections > options.max_connections; }
    /// The line `Date: …`, made once a second.
    const std::string &date_line();

private:
    using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol, Executor>;
    using Timer = asio::basic_waitable_timer<
        std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
    struct Listener {
        Acceptor acceptor;
        Timer pause;  // after an accept that failed
        asio::generic::stream_protocol::endpoint peer{};
        std::string path;  // of a Unix socket
        explicit Listener(asio::io_context &context) : acceptor(context), pause(context) {}
    };
    struct Slot {
        ConnectionPointer connection;
        uint32_t generation = 1;
    };

    // A deque, since operations under way point into it.
    std::deque<Listener> listeners_;
    std::vector<Slot> slots_;
    std::vector<uint32_t> free_;
    std::vector<ConnectionPointer> dirty_;
    size_t open_ = 0;
    bool turn_posted_ = false, has_started_ = false, has_stopped_ = false;
    Timer stop_timer_;
    std::string date_line_;
    int64_t date_second_ = 0;

    bool bind(Listener &listener, const asio::generic::stream_protocol::endpoint &, const std::string &name, cb_error *);
    void accept(Listener &listener);
    void accepted(Listener &listener, Stream &&socket);
    bool make_room();
    void turn();
    void close_listeners() noexcept;
    void stopped_if_empty();
};

}  // namespace engine

struct cb_server {
    engine::ServerPointer server;
};
