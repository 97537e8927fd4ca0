#include "conversation.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <ctime>
#include <sys/stat.h>
#include <unistd.h>

using namespace engine;

namespace {

constexpr uint32_t drain_timeout_ms = 2000;
constexpr auto accept_pause = std::chrono::milliseconds(100);

cb_address address_of(const asio::generic::stream_protocol::endpoint &endpoint) noexcept {
    cb_address address{};
    auto *generic = static_cast<const sockaddr *>(endpoint.data());
    if (generic->sa_family == AF_INET) {
        auto *v4 = reinterpret_cast<const sockaddr_in *>(generic);
        address.family = 4;
        std::memcpy(address.bytes, &v4->sin_addr, 4);
        address.port = ntohs(v4->sin_port);
    } else if (generic->sa_family == AF_INET6) {
        auto *v6 = reinterpret_cast<const sockaddr_in6 *>(generic);
        bool mapped = IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr);
        address.family = mapped ? 4 : 6;
        std::memcpy(address.bytes, v6->sin6_addr.s6_addr + (mapped ? 12 : 0), mapped ? 4 : 16);
        address.port = ntohs(v6->sin6_port);
    }
    return address;
}

cb_error_kind kind_of(const error_code &error) noexcept {
    if (error == asio::error::address_in_use) return CB_ERROR_IN_USE;
    if (error == asio::error::access_denied || error == asio::error::no_permission) return CB_ERROR_PERMISSION;
    if (error == boost::system::errc::address_not_available || error == boost::system::errc::no_such_file_or_directory)
        return CB_ERROR_ADDRESS;
    return CB_ERROR_SYSTEM;
}

std::unique_ptr<asio::ssl::context> make_tls(const cb_options &options, cb_error *error) {
    auto tls = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
    SSL_CTX *raw = tls->native_handle();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
    SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
    error_code code;
    tls->use_certificate_chain_file(options.tls_certificate, code);
    if (code) {
        set_error(error, CB_ERROR_CERTIFICATE, std::string(options.tls_certificate) + ": " + code.message());
        return nullptr;
    }
    tls->use_private_key_file(options.tls_key, asio::ssl::context::pem, code);
    if (code || SSL_CTX_check_private_key(raw) != 1) {
        std::string why = code ? code.message() : "does not belong to the certificate";
        set_error(error, CB_ERROR_CERTIFICATE, std::string(options.tls_key) + ": " + why);
        return nullptr;
    }
    return tls;
}

}  // namespace

Server::Server(LoopState loop, const cb_options &options, const cb_callbacks &callbacks)
    : loop(loop), callbacks(callbacks), options(options),
      priority_path(options.priority_path ? options.priority_path : ""),
      waits(
          loop->context,
          {options.header_timeout_ms, options.body_timeout_ms, options.keep_alive_timeout_ms, options.write_timeout_ms,
           options.ping_interval_ms, options.pong_timeout_ms, options.close_timeout_ms, drain_timeout_ms},
          [](Connection &connection, Wait kind) { connection.expired(kind); }),
      timer_(loop->context) {
    this->options.priority_path = this->options.tls_certificate = this->options.tls_key = nullptr;
}

// MARK: Listening

bool Server::bind(
    Listener &listener, const asio::generic::stream_protocol::endpoint &endpoint, const std::string &name,
    cb_error *error) {
    error_code code;
    auto &acceptor = listener.acceptor;
    acceptor.open(endpoint.protocol(), code);
    if (!code && listener.path.empty()) acceptor.set_option(asio::socket_base::reuse_address(true), code);
    if (!code) acceptor.bind(endpoint, code);
    // Nobody can connect between bind and listen, so the mode is right from the first connection on.
    if (!code && !listener.path.empty() && chmod(listener.path.c_str(), 0600) != 0)
        code = error_code(errno, boost::system::system_category());
    if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
    if (code) set_error(error, kind_of(code), name + ": " + code.message());
    return !code;
}

bool Server::listen_tcp(const char *host, uint16_t port, uint16_t *bound, cb_error *error) {
    std::string name = std::string(host) + ":" + std::to_string(port);
    error_code code;
    asio::ip::tcp::resolver resolver(loop->context);
    auto found = resolver.resolve(
        host, std::to_string(port), asio::ip::resolver_base::passive | asio::ip::resolver_base::numeric_service, code);
    if (code || found.empty()) {
        set_error(error, CB_ERROR_ADDRESS, name + ": " + code.message());
        return false;
    }
    for (auto &entry : found) {
        asio::ip::tcp::endpoint endpoint = entry.endpoint();
        auto &listener = listeners_.emplace_back(loop->context);
        if (bind(listener, endpoint, name, error)) {
            auto local = listener.acceptor.local_endpoint(code);
            *bound = address_of(local).port;
            return true;
        }
        listeners_.pop_back();
    }
    return false;
}

bool Server::listen_unix(const char *path, cb_error *error) {
    if (std::strlen(path) >= sizeof(sockaddr_un::sun_path)) {
        set_error(error, CB_ERROR_ADDRESS, std::string(path) + ": the path is too long for a socket");
        return false;
    }
    asio::local::stream_protocol::endpoint endpoint(path);
    struct stat status;
    if (stat(path, &status) == 0 && S_ISSOCK(status.st_mode)) {
        // Whoever answers there is alive; a socket that nobody listens on was left behind.
        error_code code;
        asio::local::stream_protocol::socket probe(loop->context);
        probe.connect(endpoint, code);
        if (!code) {
            set_error(error, CB_ERROR_IN_USE, std::string(path) + ": another process listens there");
            return false;
        }
        if (code == asio::error::connection_refused) ::unlink(path);
    }
    auto &listener = listeners_.emplace_back(loop->context);
    listener.path = path;
    if (bind(listener, endpoint, path, error)) return true;
    listeners_.pop_back();
    return false;
}

void Server::close_listeners() noexcept {
    for (auto &listener : listeners_) {
        if (!listener.acceptor.is_open()) continue;
        error_code ignored;
        listener.acceptor.close(ignored);
        if (!listener.path.empty()) ::unlink(listener.path.c_str());
    }
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
            timer_.expires_after(accept_pause);
            timer_.async_wait([this, self, &listener](error_code) noexcept {
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
    }
    timer_.expires_after(std::chrono::milliseconds(options.stop_timeout_ms));
    timer_.async_wait([self = shared_from_this()](error_code error) noexcept {
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
    timer_.cancel();
    waits.end();
    callbacks.stopped(callbacks.context);
}

void Server::abandon() {
    if (has_started_) return;
    is_stopping = true;
    close_listeners();
    waits.end();
}

// MARK: The C side

cb_server *cb_server_create(
    cb_loop *loop, const cb_options *options, const cb_callbacks *callbacks, cb_error *error) noexcept {
    try {
        auto server = std::make_shared<Server>(loop->state, *options, *callbacks);
        if (options->tls_certificate) {
            server->tls = make_tls(*options, error);
            if (!server->tls) return nullptr;
        }
        return new cb_server{std::move(server)};
    } catch (const std::exception &exception) {
        set_error(error, CB_ERROR_SYSTEM, exception.what());
        return nullptr;
    }
}

void cb_server_release(cb_server *server) noexcept {
    asio::post(server->server->loop->context, [server = server->server]() noexcept { server->abandon(); });
    delete server;
}

bool cb_server_listen_tcp(
    cb_server *server, const char *host, uint16_t port, uint16_t *bound_port, cb_error *error) noexcept {
    try {
        return server->server->listen_tcp(host, port, bound_port, error);
    } catch (const std::exception &exception) {
        set_error(error, CB_ERROR_SYSTEM, exception.what());
        return false;
    }
}

bool cb_server_listen_unix(cb_server *server, const char *path, cb_error *error) noexcept {
    try {
        return server->server->listen_unix(path, error);
    } catch (const std::exception &exception) {
        set_error(error, CB_ERROR_SYSTEM, exception.what());
        return false;
    }
}

void cb_server_start(cb_server *server) noexcept {
    asio::post(server->server->loop->context, [server = server->server]() noexcept { server->start(); });
}

void cb_server_stop(cb_server *server) noexcept {
    asio::post(server->server->loop->context, [server = server->server]() noexcept { server->stop(); });
}

namespace {
/// Runs `work(server, connection)` on the loop, at once if the caller is there; the connection is null if it is gone.
template <class Work>
void on_loop(cb_server *handle, uint64_t token, Work &&work) noexcept {
    Server &server = *handle->server;
    if (is_current(server.loop)) return work(server, ConnectionPointer(server.find(token)));
    asio::post(
        server.loop->context, [server = handle->server, token, work = std::forward<Work>(work)]() mutable noexcept {
            work(*server, ConnectionPointer(server->find(token)));
        });
}
}  // namespace

void cb_respond(cb_server *server, uint64_t connection, uint64_t number, const cb_response *response) noexcept {
    Answer answer;
    answer.status = response->status;
    answer.close = response->close;
    if (response->field_count)
        answer.fields.assign(reinterpret_cast<const char *>(response->fields), response->field_count);
    if (response->shared_body) {
        answer.body = Bytes::sharing(response->shared_body);
    } else if (response->body_count) {
        answer.body = Bytes(cb_bytes_create(response->body, response->body_count));
    }
    on_loop(server, connection, [number, answer = std::move(answer)](Server &, ConnectionPointer connection) mutable {
        if (connection && connection->http) connection->http->respond(number, std::move(answer));
    });
}

void cb_upgrade(
    cb_server *server, uint64_t connection, uint64_t number, void *handler, const char *subprotocol,
    const uint8_t *fields, size_t field_count) noexcept {
    Upgrade upgrade;
    upgrade.handler = handler;
    if (subprotocol) upgrade.subprotocol = subprotocol;
    if (field_count) upgrade.fields.assign(reinterpret_cast<const char *>(fields), field_count);
    on_loop(
        server, connection,
        [number, token = connection, upgrade = std::move(upgrade)](Server &server, ConnectionPointer connection) mutable {
            if (connection && connection->http) return connection->http->upgrade(number, std::move(upgrade));
            server.callbacks.closed(std::exchange(upgrade.handler, nullptr), token, 1006, false);
        });
}

void cb_send(cb_server *server, uint64_t connection, cb_bytes *message) noexcept {
    on_loop(
        server, connection, [message = Bytes::sharing(message)](Server &, ConnectionPointer connection) mutable {
            if (connection && connection->conversation) connection->conversation->send(std::move(message));
        });
}

void cb_close(
    cb_server *server, uint64_t connection, uint16_t code, const uint8_t *reason, size_t reason_count) noexcept {
    std::string text(reinterpret_cast<const char *>(reason), reason_count);
    on_loop(server, connection, [code, text = std::move(text)](Server &, ConnectionPointer connection) {
        if (connection && connection->conversation) connection->conversation->close(code, text);
    });
}

cb_statistics cb_server_statistics(const cb_server *server) noexcept {
    const Counters &counters = server->server->counters;
    auto read = [](const std::atomic<uint64_t> &counter) { return counter.load(std::memory_order_relaxed); };
    cb_statistics statistics{};
    statistics.connections = read(counters.connections);
    statistics.web_sockets = read(counters.web_sockets);
    statistics.queued_bytes = read(counters.queued_bytes);
    statistics.accepted = read(counters.accepted);
    statistics.requests = read(counters.requests);
    for (int i = 0; i < 6; ++i) statistics.responses[i] = read(counters.responses[i]);
    statistics.refused = read(counters.refused);
    statistics.shed = read(counters.shed);
    statistics.timed_out = read(counters.timed_out);
    statistics.slow_readers = read(counters.slow_readers);
    return statistics;
}
