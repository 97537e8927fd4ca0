#include "client.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <deque>

using namespace engine;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

constexpr uint64_t max_answer = 256ull << 20;

/// One keep-alive connection on which requests follow each other. Lives on the loop; its handlers keep it.
class ClientExchange : public std::enable_shared_from_this<ClientExchange> {
public:
    explicit ClientExchange(std::shared_ptr<Link> link) : link(std::move(link)) {}

    const std::shared_ptr<Link> link;

    struct Pending {
        std::string request;
        bool is_head;
        void *context;
        cb_answered answered;
    };

    void send(Pending &&pending) {
        queue_.push_back(std::move(pending));
        if (queue_.size() == 1) start();
    }

    void abandon() {
        is_abandoned_ = true;
        if (queue_.empty()) link->close();
    }

private:
    using Parser = http::response_parser<http::vector_body<uint8_t>>;

    std::deque<Pending> queue_;
    std::optional<Parser> parser_;
    beast::flat_buffer buffer_;
    bool is_connected_ = false, was_used_ = false;
    bool is_abandoned_ = false;

    void start() {
        if (is_connected_) return write();
        was_used_ = false;
        buffer_.clear();
        link->connect([self = shared_from_this()](error_code error, const char *doing) {
            if (error) return self->fail(std::string("Could not ") + doing + ": " + error.message());
            self->link->disarm();
            self->is_connected_ = true;
            self->write();
        });
    }

    void write() {
        layer_.emplace(*link);
        asio::async_write(
            *layer_, asio::buffer(queue_.front().request),
            [self = shared_from_this()](error_code error, size_t) noexcept {
                // A server that refuses a request may close before it has read all of it: its answer tells why.
                if (error && error != asio::error::broken_pipe && error != asio::error::connection_reset)
                    return self->broken(error);
                self->read();
            });
    }

    void read() {
        parser_.emplace();
        parser_->body_limit(max_answer);
        parser_->skip(queue_.front().is_head);
        http::async_read(
            *layer_, buffer_, *parser_, [self = shared_from_this()](error_code error, size_t) noexcept {
                if (error) return self->broken(error);
                self->answered();
            });
    }

    void answered() {
        if (parser_->get().result_int() < 200) return read();
        was_used_ = true;
        if (!parser_->keep_alive()) {
            is_connected_ = false;
            link->close();
        }
        auto answer = parser_->release();
        parser_.reset();
        std::string fields;
        for (auto &field : answer)
            fields.append(field.name_string()).append(": ").append(field.value()).append("\r\n");
        Pending pending = std::move(queue_.front());
        queue_.pop_front();
        pending.answered(
            pending.context, uint16_t(answer.result_int()), reinterpret_cast<const uint8_t *>(fields.data()),
            fields.size(), answer.body().data(), answer.body().size(), nullptr);
        next();
    }

    /// A connection that the server closed while nothing was asked may be replaced: the request was not seen.
    void broken(error_code error) {
        bool said_nothing = !parser_ || !parser_->got_some();
        is_connected_ = false;
        link->close();
        if (was_used_ && said_nothing) return start();
        fail(error.message());
    }

    void fail(const std::string &why) {
        is_connected_ = false;
        link->disarm();
        link->close();
        Pending pending = std::move(queue_.front());
        queue_.pop_front();
        pending.answered(pending.context, 0, nullptr, 0, nullptr, 0, why.c_str());
        next();
    }

    void next() {
        if (!queue_.empty()) return start();
        if (is_abandoned_) link->close();
    }

    std::optional<LinkLayer> layer_;
};

}  // namespace

struct cb_exchange {
    std::shared_ptr<ClientExchange> exchange;
};

cb_exchange *cb_exchange_create(cb_loop *loop, const cb_endpoint *endpoint) noexcept {
    return new cb_exchange{std::make_shared<ClientExchange>(std::make_shared<Link>(loop->state, *endpoint))};
}

void cb_exchange_send(
    cb_exchange *exchange, const uint8_t *request, size_t count, bool is_head, void *context,
    cb_answered answered) noexcept {
    ClientExchange::Pending pending{
        std::string(reinterpret_cast<const char *>(request), count), is_head, context, answered};
    asio::post(
        exchange->exchange->link->loop->context,
        [exchange = exchange->exchange, pending = std::move(pending)]() mutable noexcept {
            exchange->send(std::move(pending));
        });
}

void cb_exchange_release(cb_exchange *exchange) noexcept {
    asio::post(
        exchange->exchange->link->loop->context, [exchange = exchange->exchange]() noexcept { exchange->abandon(); });
    delete exchange;
}
