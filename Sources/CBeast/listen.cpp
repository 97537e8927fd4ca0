#include "server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <sys/stat.h>
#include <unistd.h>

using namespace engine;

namespace {

cb_error_kind kind_of(const error_code &error) noexcept {
    if (error == asio::error::address_in_use) return CB_ERROR_IN_USE;
    if (error == asio::error::access_denied || error == asio::error::no_permission) return CB_ERROR_PERMISSION;
    if (error == boost::system::errc::address_not_available || error == boost::system::errc::no_such_file_or_directory)
        return CB_ERROR_ADDRESS;
    return CB_ERROR_SYSTEM;
}

}  // namespace

cb_address engine::address_of(const asio::generic::stream_protocol::endpoint &endpoint) noexcept {
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
    // A name such as localhost has an address in each family: all of them, with one port.
    bool is_bound = false;
    for (auto &entry : found) {
        asio::ip::tcp::endpoint endpoint(entry.endpoint().address(), is_bound ? *bound : port);
        auto &listener = listeners_.emplace_back(loop->context);
        if (bind(listener, endpoint, name, error)) {
            *bound = address_of(listener.acceptor.local_endpoint(code)).port;
            is_bound = true;
        } else {
            listeners_.pop_back();
            if (port != 0 && error->kind == CB_ERROR_IN_USE) return false;
        }
    }
    return is_bound;
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
        listener.pause.cancel();
        if (!listener.path.empty()) ::unlink(listener.path.c_str());
    }
}
