// The server's side of the C header: values in, a post to the loop where the caller is not there already.

#include "conversation.hpp"
#include "outflow.hpp"

#include <boost/asio/post.hpp>

using namespace engine;

namespace {

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

void cb_stream(
    cb_server *server, uint64_t connection, uint64_t number, void *handler, uint16_t status, const uint8_t *fields,
    size_t field_count, cb_bytes *heartbeat) noexcept {
    Answer answer;
    answer.status = status;
    if (field_count) answer.fields.assign(reinterpret_cast<const char *>(fields), field_count);
    Upgrade upgrade;
    upgrade.handler = handler;
    upgrade.is_stream = true;
    upgrade.heartbeat = Bytes::sharing(heartbeat);
    on_loop(
        server, connection,
        [number, token = connection, answer = std::move(answer), upgrade = std::move(upgrade)](
            Server &server, ConnectionPointer connection) mutable {
            if (connection && connection->http)
                return connection->http->stream(number, std::move(answer), std::move(upgrade));
            server.callbacks.closed(std::exchange(upgrade.handler, nullptr), token, 1006, false);
        });
}

void cb_stream_send(cb_server *server, uint64_t connection, cb_bytes *chunk) noexcept {
    on_loop(server, connection, [chunk = Bytes::sharing(chunk)](Server &, ConnectionPointer connection) mutable {
        if (connection && connection->outflow) connection->outflow->send(std::move(chunk));
    });
}

void cb_stream_end(cb_server *server, uint64_t connection) noexcept {
    on_loop(server, connection, [](Server &, ConnectionPointer connection) {
        if (connection && connection->outflow) connection->outflow->end(1000);
    });
}

void cb_send(cb_server *server, uint64_t connection, cb_message *message) noexcept {
    on_loop(
        server, connection, [message = Message(message)](Server &, ConnectionPointer connection) mutable {
            if (connection && connection->conversation) connection->conversation->send(message);
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
    statistics.streams = read(counters.streams);
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
