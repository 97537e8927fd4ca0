// The HTTP/1.1 and WebSocket engine (Boost.Beast and Asio) behind plain C.
//
// Threads: a loop owns one thread. Everything said "on the loop" happens there, callbacks included; every other
// function may be called from any thread. Nothing throws across this header.
// Tokens: a connection is named by a number that is never used twice, so speaking to one that is gone does nothing.

#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#define CB_NOEXCEPT noexcept
extern "C" {
#else
#define CB_NOEXCEPT
#endif

// MARK: Errors

typedef enum cb_error_kind {
    CB_ERROR_NONE = 0,
    CB_ERROR_ADDRESS,
    CB_ERROR_IN_USE,
    CB_ERROR_PERMISSION,
    CB_ERROR_CERTIFICATE,
    CB_ERROR_SYSTEM,
} cb_error_kind;

typedef struct cb_error {
    cb_error_kind kind;
    char text[256];
} cb_error;

// MARK: Loop

typedef struct cb_loop cb_loop;

/// Starts the loop's thread. NULL if no thread could be had.
cb_loop *cb_loop_create(void) CB_NOEXCEPT;
/// Lets the thread end once everything posted so far has run. May be called on the loop itself.
void cb_loop_release(cb_loop *loop) CB_NOEXCEPT;
bool cb_loop_is_current(const cb_loop *loop) CB_NOEXCEPT;
/// Runs `run(first, second)` on the loop, after what was posted before it; never within this call.
void cb_loop_post(cb_loop *loop, void (*run)(void *first, void *second), void *first, void *second) CB_NOEXCEPT;

// MARK: Bytes that never change, shared by count

typedef struct cb_bytes cb_bytes;

cb_bytes *cb_bytes_create(const uint8_t *bytes, size_t count) CB_NOEXCEPT;
/// A piece of a stream, framed once as a chunk (RFC 9112 §7.1) for all streams it goes to.
cb_bytes *cb_bytes_create_chunk(const uint8_t *bytes, size_t count) CB_NOEXCEPT;
void cb_bytes_release(cb_bytes *bytes) CB_NOEXCEPT;

/// A WebSocket message from the server, framed once for all sockets it goes to, and compressed at most once.
typedef struct cb_message cb_message;

cb_message *cb_message_create(const uint8_t *bytes, size_t count, bool text) CB_NOEXCEPT;
void cb_message_release(cb_message *message) CB_NOEXCEPT;

// MARK: Requests

typedef struct cb_range {
    uint32_t start;
    uint32_t count;
} cb_range;

typedef struct cb_field {
    cb_range name;
    cb_range value;
} cb_field;

typedef struct cb_address {
    uint8_t family;  // 4, 6, or 0 for a Unix socket
    uint8_t bytes[16];
    uint16_t port;
} cb_address;

/// Valid during the callback only. Ranges count from `head`.
typedef struct cb_request {
    const uint8_t *head;
    size_t head_count;
    cb_range method;
    cb_range target;
    cb_range path;  // the target without scheme, authority and query
    cb_range query;  // without its question mark
    const cb_field *fields;
    size_t field_count;
    const uint8_t *body;
    size_t body_count;
    cb_address remote;
    bool is_secure;
    bool is_upgrade;
} cb_request;

/// What the engine thinks of a request's head, without a connection: a pure function, for tests.
typedef struct cb_verdict {
    uint16_t status;  // 0: fine
    bool keep_alive;
    bool is_upgrade;
    bool is_chunked;
    bool expects_continue;
    bool has_length;
    uint64_t length;
    cb_range path;
    cb_range query;
} cb_verdict;

cb_verdict cb_examine_head(const uint8_t *head, size_t count, uint64_t max_body) CB_NOEXCEPT;

// MARK: Server

typedef struct cb_server cb_server;

typedef struct cb_options {
    uint32_t max_header_bytes;
    uint32_t max_target_bytes;
    uint64_t max_body_bytes;
    uint32_t header_timeout_ms;
    uint32_t body_timeout_ms;
    uint32_t keep_alive_timeout_ms;
    uint32_t write_timeout_ms;
    uint32_t max_connections;
    uint32_t reserved_connections;
    uint32_t ping_interval_ms;
    uint32_t pong_timeout_ms;
    uint32_t close_timeout_ms;
    uint32_t stop_timeout_ms;
    uint64_t max_message_bytes;
    uint64_t max_queued_bytes;
    uint16_t slow_reader_code;
    bool compresses_messages;  // for WebSockets whose client offers permessage-deflate
    const char *priority_path;  // NULL: none
    const char *tls_certificate;  // NULL: no TLS
    const char *tls_key;
} cb_options;

/// All are called on the loop. `handler` is what was given to `cb_upgrade` or `cb_stream`.
typedef struct cb_callbacks {
    void *context;
    /// To be answered exactly once, with `cb_respond`, `cb_upgrade` or `cb_stream`, now or later.
    void (*request)(void *context, uint64_t connection, uint64_t number, const cb_request *request);
    void (*opened)(void *handler, uint64_t connection);
    void (*received)(void *handler, uint64_t connection, const uint8_t *bytes, size_t count, bool text);
    /// More than 64 KiB had been queued, and now all of it is written.
    void (*drained)(void *handler, uint64_t connection);
    /// The last word about `handler`. `opened` tells whether it was ever open.
    void (*closed)(void *handler, uint64_t connection, uint16_t code, bool opened);
    /// The last word about `context`.
    void (*stopped)(void *context);
} cb_callbacks;

cb_server *cb_server_create(
    cb_loop *loop, const cb_options *options, const cb_callbacks *callbacks, cb_error *error) CB_NOEXCEPT;
/// Gives the server back; one that was never started frees its addresses.
void cb_server_release(cb_server *server) CB_NOEXCEPT;
/// Binds and listens; the port is the one really bound.
bool cb_server_listen_tcp(
    cb_server *server, const char *host, uint16_t port, uint16_t *bound_port, cb_error *error) CB_NOEXCEPT;
bool cb_server_listen_unix(cb_server *server, const char *path, cb_error *error) CB_NOEXCEPT;
void cb_server_start(cb_server *server) CB_NOEXCEPT;
/// Stops accepting, finishes what is in flight, closes WebSockets with 1001, ends streams; then `stopped` is called.
void cb_server_stop(cb_server *server) CB_NOEXCEPT;

typedef struct cb_response {
    uint16_t status;
    bool close;
    const uint8_t *fields;  // "Name: value\r\n" for each
    size_t field_count;
    const uint8_t *body;
    size_t body_count;
    cb_bytes *shared_body;  // instead of `body`; borrowed for the call
} cb_response;

/// On the loop it takes effect directly, elsewhere through one post.
void cb_respond(cb_server *server, uint64_t connection, uint64_t number, const cb_response *response) CB_NOEXCEPT;
/// `handler` belongs to the engine until `closed` has been called with it.
void cb_upgrade(
    cb_server *server, uint64_t connection, uint64_t number, void *handler, const char *subprotocol,
    const uint8_t *fields, size_t field_count) CB_NOEXCEPT;
/// `message` is borrowed for the call.
void cb_send(cb_server *server, uint64_t connection, cb_message *message) CB_NOEXCEPT;
void cb_close(
    cb_server *server, uint64_t connection, uint16_t code, const uint8_t *reason, size_t reason_count) CB_NOEXCEPT;

/// Answers with a body that goes on until `cb_stream_end`. `handler` belongs to the engine until `closed` has been called
/// with it, with 1000 after `cb_stream_end`. `heartbeat`, a chunk or NULL, is borrowed, and sent every ping interval.
void cb_stream(
    cb_server *server, uint64_t connection, uint64_t number, void *handler, uint16_t status, const uint8_t *fields,
    size_t field_count, cb_bytes *heartbeat) CB_NOEXCEPT;
/// Sends what `cb_bytes_create_chunk` made; borrowed for the call.
void cb_stream_send(cb_server *server, uint64_t connection, cb_bytes *chunk) CB_NOEXCEPT;
void cb_stream_end(cb_server *server, uint64_t connection) CB_NOEXCEPT;

typedef struct cb_statistics {
    uint64_t connections;
    uint64_t web_sockets;
    uint64_t streams;
    uint64_t queued_bytes;
    uint64_t accepted;
    uint64_t requests;
    uint64_t responses[6];  // by hundreds: [2] counts 200 to 299
    uint64_t refused;  // connections and requests turned away because the house was full
    uint64_t shed;  // idle connections closed to let others in
    uint64_t timed_out;
    uint64_t slow_readers;
} cb_statistics;

cb_statistics cb_server_statistics(const cb_server *server) CB_NOEXCEPT;

// MARK: Clients

/// Where a client connects to. Strings are copied.
typedef struct cb_endpoint {
    const char *host;
    uint16_t port;
    const char *unix_path;  // instead of host and port
    bool secure;
    const char *trusted;  // a PEM file of authorities instead of the system's
    uint32_t timeout_ms;  // for connecting and shaking hands
} cb_endpoint;

typedef struct cb_socket cb_socket;

/// All are called on the loop, `closed` exactly once and last.
typedef struct cb_socket_callbacks {
    void *context;
    void (*opened)(void *context, const char *subprotocol);
    void (*received)(void *context, const uint8_t *bytes, size_t count, bool text);
    /// `status` is that of a refused handshake, else 0; `code` is 1006 when the connection broke.
    void (*closed)(void *context, uint16_t code, const char *reason, uint16_t status);
} cb_socket_callbacks;

/// - Parameter compresses: whether to offer permessage-deflate.
cb_socket *cb_socket_connect(
    cb_loop *loop, const cb_endpoint *endpoint, const char *target, const char *subprotocols, const uint8_t *fields,
    size_t field_count, size_t max_message_bytes, bool compresses, const cb_socket_callbacks *callbacks) CB_NOEXCEPT;
void cb_socket_send(cb_socket *socket, const uint8_t *bytes, size_t count, bool text) CB_NOEXCEPT;
void cb_socket_close(cb_socket *socket, uint16_t code, const uint8_t *reason, size_t reason_count) CB_NOEXCEPT;
/// Gives the handle back; a socket still open is closed.
void cb_socket_release(cb_socket *socket) CB_NOEXCEPT;

typedef struct cb_exchange cb_exchange;

/// The answer to one request: `status` 0 and the reason in `error` if none came.
typedef void (*cb_answered)(
    void *context, uint16_t status, const uint8_t *fields, size_t field_count, const uint8_t *body,
    size_t body_count, const char *error);

/// One keep-alive connection, opened when first used and again when the server closed it.
cb_exchange *cb_exchange_create(cb_loop *loop, const cb_endpoint *endpoint) CB_NOEXCEPT;
/// Sends a whole request, head and body; requests wait for each other. `answered` is called exactly once, on the loop.
void cb_exchange_send(
    cb_exchange *exchange, const uint8_t *request, size_t count, bool is_head, void *context,
    cb_answered answered) CB_NOEXCEPT;
void cb_exchange_release(cb_exchange *exchange) CB_NOEXCEPT;

#ifdef __cplusplus
}
#endif
