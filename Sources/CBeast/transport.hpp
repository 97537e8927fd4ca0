#pragma once

#include "loop.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <memory>

namespace engine {

namespace asio = boost::asio;
using boost::system::error_code;
using Executor = cb_loop::Executor;
/// TCP and Unix sockets alike.
using Stream = asio::basic_stream_socket<asio::generic::stream_protocol, Executor>;
using SecureStream = asio::ssl::stream<Stream &>;

/// A socket with or without TLS around it, so that what is built on it is compiled once.
struct Transport {
    Stream socket;
    std::unique_ptr<SecureStream> tls;

    explicit Transport(Stream &&socket) noexcept : socket(std::move(socket)) {}

    template <class Buffers, class Handler>
    void read_some(const Buffers &buffers, Handler &&handler) {
        if (tls) {
            tls->async_read_some(buffers, std::forward<Handler>(handler));
        } else {
            socket.async_read_some(buffers, std::forward<Handler>(handler));
        }
    }

    template <class Buffers, class Handler>
    void write_some(const Buffers &buffers, Handler &&handler) {
        if (tls) {
            tls->async_write_some(buffers, std::forward<Handler>(handler));
        } else {
            socket.async_write_some(buffers, std::forward<Handler>(handler));
        }
    }

    /// Ends everything under way on it with an error.
    void close() noexcept {
        error_code ignored;
        socket.close(ignored);
    }
};

}  // namespace engine
