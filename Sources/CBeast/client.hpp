#pragma once

#include "bytes.hpp"
#include "transport.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/role.hpp>
#include <functional>
#include <optional>
#include <string>

namespace engine {

/// A client's way to one server: finds it, connects, and shakes hands over TLS if that is asked for.
class Link : public std::enable_shared_from_this<Link> {
public:
    using Connected = std::function<void(error_code, const char *doing)>;

    Link(LoopState loop, const cb_endpoint &endpoint);

    const LoopState loop;
    const std::string host;
    const uint16_t port;
    std::optional<Transport> transport;

    /// The `Host` to name.
    std::string authority() const;
    /// Connects afresh; calls back once. Fails when it takes longer than the endpoint allows.
    void connect(Connected connected);
    void close() noexcept;
    /// From now until `disarm`, the link is closed when the endpoint's time has passed.
    void arm();
    void disarm();

private:
    const std::string unix_path_, trusted_;
    const bool secure_;
    const std::chrono::milliseconds timeout_;
    asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver_;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>
        timer_;
    std::unique_ptr<asio::ssl::context> tls_;
    Connected connected_;

    void finish(error_code error, const char *doing);
    void connect_to(asio::generic::stream_protocol::endpoint endpoint, std::vector<asio::ip::tcp::endpoint> others);
    void secure();
};

/// What Beast reads from and writes to on a client.
class LinkLayer {
public:
    using executor_type = Executor;

    explicit LinkLayer(Link &link) noexcept : link_(&link) {}
    executor_type get_executor() noexcept { return link_->loop->context.get_executor(); }

    template <class Buffers, class Token>
    auto async_read_some(const Buffers &buffers, Token &&token) {
        return asio::async_initiate<Token, void(error_code, size_t)>(
            [link = link_](auto &&handler, const Buffers &buffers) {
                link->transport->read_some(buffers, std::move(handler));
            },
            token, buffers);
    }

    template <class Buffers, class Token>
    auto async_write_some(const Buffers &buffers, Token &&token) {
        return asio::async_initiate<Token, void(error_code, size_t)>(
            [link = link_](auto &&handler, const Buffers &buffers) {
                link->transport->write_some(buffers, std::move(handler));
            },
            token, buffers);
    }

private:
    Link *link_;
};

inline void teardown(boost::beast::role_type, LinkLayer &, error_code &error) { error = {}; }
template <class Handler>
void async_teardown(boost::beast::role_type, LinkLayer &layer, Handler &&handler) {
    asio::post(layer.get_executor(), [handler = std::move(handler)]() mutable { handler(error_code()); });
}
inline void beast_close_socket(LinkLayer &) {}

}  // namespace engine
