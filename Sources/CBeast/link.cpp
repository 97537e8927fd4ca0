#include "client.hpp"

#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>

using namespace engine;

Link::Link(LoopState loop, const cb_endpoint &endpoint)
    : loop(loop), host(endpoint.host ? endpoint.host : ""), port(endpoint.port),
      unix_path_(endpoint.unix_path ? endpoint.unix_path : ""), trusted_(endpoint.trusted ? endpoint.trusted : ""),
      secure_(endpoint.secure), timeout_(endpoint.timeout_ms), resolver_(loop->context), timer_(loop->context) {}

std::string Link::authority() const {
    std::string name = host.find(':') == std::string::npos ? host : "[" + host + "]";
    return port == 0 || port == (secure_ ? 443 : 80) ? name : name + ":" + std::to_string(port);
}

void Link::arm() {
    timer_.expires_after(timeout_);
    timer_.async_wait([self = weak_from_this()](error_code error) noexcept {
        auto link = self.lock();
        if (error || !link) return;
        link->resolver_.cancel();
        link->close();
        link->finish(asio::error::timed_out, "connect");
    });
}

void Link::disarm() { timer_.cancel(); }

void Link::close() noexcept {
    if (transport) transport->close();
}

void Link::finish(error_code error, const char *doing) {
    if (Connected connected = std::exchange(connected_, nullptr)) connected(error, doing);
}

void Link::connect(Connected connected) {
    connected_ = std::move(connected);
    arm();
    if (!unix_path_.empty()) {
        if (unix_path_.size() >= sizeof(sockaddr_un::sun_path)) return finish(asio::error::name_too_long, "connect");
        return connect_to(asio::local::stream_protocol::endpoint(unix_path_), {});
    }
    error_code error;
    auto address = asio::ip::make_address(host, error);
    if (!error) return connect_to(asio::ip::tcp::endpoint(address, port), {});
    resolver_.async_resolve(
        host, std::to_string(port),
        [self = shared_from_this()](error_code error, asio::ip::tcp::resolver::results_type found) noexcept {
            if (error || found.empty()) return self->finish(error, "find the host");
            std::vector<asio::ip::tcp::endpoint> endpoints;
            for (auto &entry : found) endpoints.push_back(entry.endpoint());
            auto first = endpoints.front();
            endpoints.erase(endpoints.begin());
            self->connect_to(first, std::move(endpoints));
        });
}

void Link::connect_to(asio::generic::stream_protocol::endpoint endpoint, std::vector<asio::ip::tcp::endpoint> others) {
    transport.emplace(Stream(loop->context));
    transport->socket.async_connect(
        endpoint, [self = shared_from_this(), others = std::move(others)](error_code error) mutable noexcept {
            if (!self->connected_) return;
            if (error && !others.empty()) {
                auto next = others.front();
                others.erase(others.begin());
                return self->connect_to(next, std::move(others));
            }
            if (error) return self->finish(error, "connect");
            error_code ignored;
            if (self->unix_path_.empty()) self->transport->socket.set_option(asio::ip::tcp::no_delay(true), ignored);
            if (self->secure_) return self->secure();
            self->finish({}, "connect");
        });
}

void Link::secure() {
    error_code error;
    if (!tls_) {
        tls_ = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
        SSL_CTX_set_min_proto_version(tls_->native_handle(), TLS1_2_VERSION);
        if (trusted_.empty()) {
            tls_->set_default_verify_paths(error);
        } else {
            tls_->load_verify_file(trusted_, error);
        }
        if (error) return finish(error, "read the trusted certificates");
        tls_->set_verify_mode(asio::ssl::verify_peer, error);
    }
    transport->tls = std::make_unique<SecureStream>(transport->socket, *tls_);
    transport->tls->set_verify_callback(asio::ssl::host_name_verification(host), error);
    SSL_set_tlsext_host_name(transport->tls->native_handle(), host.c_str());
    transport->tls->async_handshake(
        asio::ssl::stream_base::client, [self = shared_from_this()](error_code error) noexcept {
            if (self->connected_) self->finish(error, "shake hands over TLS");
        });
}
