#include "outflow.hpp"

#include <boost/beast/http/status.hpp>

using namespace engine;
using std::string_view;

namespace {
constexpr size_t first_input = 4096;
/// Requests of one connection in the handlers' hands at once; more wait in the socket.
constexpr size_t max_in_flight = 16;
/// While more than this waits for the peer to read, no further request of its is taken.
constexpr size_t max_unread = 256 * 1024;
/// Bodies up to this size are copied behind their head, so that both leave in one piece.
constexpr size_t small_body = 4096;
constexpr uint8_t max_blank_lines = 4;

bool is_token_start(char c) noexcept { return c > 0x20 && c < 0x7f; }

void append(std::string &text, uint64_t number) {
    char digits[20];
    size_t at = sizeof digits;
    do digits[--at] = char('0' + number % 10);
    while (number /= 10);
    text.append(digits + at, sizeof digits - at);
}

uint16_t status_of(const Answer &answer) noexcept {
    return answer.status < 200 || answer.status > 599 ? 500 : answer.status;
}

/// Whether an answer of this status has a body at all (RFC 9110 §6.4.1).
bool has_body(const Answer &answer) noexcept { return answer.status != 204 && answer.status != 304; }

/// Problem details (RFC 9457) with nothing to add to the title.
Answer problem(uint16_t status, string_view fields) {
    auto title = http::obsolete_reason(http::int_to_status(status));
    std::string body = R"({"type":"about:blank","title":")";
    body.append(title.data(), title.size()).append(R"(","status":)");
    append(body, status);
    body += '}';
    Answer answer;
    answer.status = status;
    answer.close = true;
    answer.fields.assign(fields).append("Content-Type: application/problem+json\r\n");
    answer.body = Bytes::copying(body);
    return answer;
}
}  // namespace

HTTP::~HTTP() { abandon_exchanges(); }

void HTTP::abandon_exchanges() noexcept {
    for (auto &exchange : exchanges_) abandon(exchange.upgrade);
    abandon(ready_);
    first_number_ += exchanges_.size();
    exchanges_.clear();
}

void HTTP::abandon(const std::unique_ptr<Upgrade> &upgrade) noexcept {
    if (upgrade && upgrade->handler)
        connection_.server->callbacks.closed(std::exchange(upgrade->handler, nullptr), connection_.token, 1006, false);
}

void HTTP::begin() { read(); }

// MARK: Reading

bool HTTP::is_held_up() const noexcept {
    return exchanges_.size() >= max_in_flight || connection_.queued() > max_unread;
}

bool HTTP::is_idle() const noexcept {
    return exchanges_.empty() && filled_ == used_ && phase_ == Phase::head && connection_.queued() == 0;
}

void HTTP::make_space() {
    if (used_ > 0) {
        std::memmove(input_.data(), input_.data() + used_, filled_ - used_);
        filled_ -= used_;
        used_ = 0;
    }
    if (filled_ == 0 && input_.size() > first_input) std::vector<char>().swap(input_);
    if (input_.empty()) input_.resize(first_input);
    if (input_.size() - filled_ >= first_input / 4) return;
    size_t most = phase_ == Phase::body ? head_size_ + 65536 : connection_.server->options.max_header_bytes + first_input;
    input_.resize(std::max(std::min(input_.size() * 2, most), filled_ + first_input));
}

void HTTP::read() {
    make_space();
    is_reading_ = true;
    connection_.transport.read_some(
        asio::buffer(input_.data() + filled_, input_.size() - filled_),
        [self = ConnectionPointer(&connection_)](error_code error, size_t count) noexcept {
            if (self->http) return self->http->received(error, count);
            if (self->outflow) self->outflow->received(error, count);
        });
}

void HTTP::received(error_code error, size_t count) {
    is_reading_ = false;
    if (connection_.is_closed) return;
    if (connection_.is_draining()) {
        // Under TLS the goodbye that is under way hears the rest.
        if (connection_.transport.tls) return;
        return error ? connection_.close() : connection_.discard();
    }
    filled_ += count;
    if (error) {
        if (error != asio::error::eof) return connection_.close();
        // A peer may say its last word and still wait for the answers.
        at_end_ = true;
        phase_ = Phase::done;
        connection_.server->waits.stop(connection_.reading);
        if (!exchanges_.empty()) {
            exchanges_.back().keep_alive = false;
        } else if (connection_.queued() > 0) {
            connection_.finish();
        } else {
            connection_.close();
        }
        return;
    }
    process();
}

void HTTP::process() {
    if (is_processing_) return;
    is_processing_ = true;
    while (!connection_.is_closed && !is_held_up()) {
        if (phase_ == Phase::head ? !process_head() : phase_ == Phase::body ? !process_body() : true) break;
    }
    is_processing_ = false;
    if (connection_.is_closed) return;
    wait();
    if ((phase_ == Phase::head || phase_ == Phase::body) && !is_held_up() && !is_reading_) read();
}

bool HTTP::process_head() {
    const char *input = input_.data();
    // Empty lines before a request line are forgiven (RFC 9112 §2.2).
    while (searched_ == 0 && used_ < filled_ && input[used_] == '\r') {
        if (used_ + 1 == filled_) return false;
        if (input[used_ + 1] != '\n' || ++blank_lines_ > max_blank_lines) return refuse(400), false;
        used_ += 2;
    }
    if (used_ == filled_) return false;
    if (!is_token_start(input[used_])) return refuse(400), false;

    string_view rest(input + used_, filled_ - used_);
    size_t end = 0;
    while (end == 0) {
        size_t newline = rest.find('\n', searched_);
        if (newline == string_view::npos) break;
        if (newline == 0 || rest[newline - 1] != '\r') return refuse(400), false;
        searched_ = newline + 1;
        if (newline >= 3 && rest[newline - 2] == '\n') end = newline + 1;
    }
    const cb_options &options = connection_.server->options;
    if (end == 0) searched_ = rest.size();
    if (searched_ > options.max_header_bytes) {
        size_t line = std::min(rest.find('\n'), rest.size());
        return refuse(line > options.max_target_bytes ? 414 : 431), false;
    }
    if (end == 0) return false;

    head_size_ = end;
    searched_ = 0;
    blank_lines_ = 0;
    parser_.emplace();
    HeadLimits limits{options.max_target_bytes, options.max_body_bytes};
    if (uint16_t status = examine(*parser_, rest.substr(0, end), limits))
        return refuse(status, status == 426 ? "Sec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n" : ""), false;

    Server &server = *connection_.server;
    const Head &head = parser_->head;
    if (!connection_.is_local && server.is_crowded() &&
        rest.substr(head.path.start, head.path.count) != server.priority_path) {
        Counters::add(server.counters.refused);
        return refuse(503, "Retry-After: 5\r\n"), false;
    }
    server.waits.stop(connection_.reading);
    if (!head.is_chunked && head.length == 0) return deliver(0), true;
    phase_ = Phase::body;
    body_seen_ = 0;
    // One who has begun to send the body no longer waits for the word.
    owes_continue_ = head.expects_continue && rest.size() == end;
    if (owes_continue_) give_answers();
    return true;
}

bool HTTP::process_body() {
    char *start = input_.data() + used_ + head_size_;
    size_t available = filled_ - used_ - head_size_;
    if (available == 0) return false;
    error_code error;
    size_t count = parser_->read_body({start, available}, error);
    if (error) return refuse(error == http::error::body_limit ? 413 : 400), false;
    body_seen_ += count;
    const cb_options &options = connection_.server->options;
    if (parser_->is_done()) {
        deliver(count);
        return true;
    }
    std::memmove(start, start + count, available - count);
    filled_ -= count;
    // Chunk headers and trailers without end, or chunks that are hardly more than headers.
    if (available - count > options.max_header_bytes || body_seen_ > options.max_body_bytes * 8 + 65536)
        return refuse(400), false;
    return false;
}

void HTTP::deliver(size_t body_size) {
    Server &server = *connection_.server;
    const Head &head = parser_->head;
    const char *bytes = input_.data() + used_;
    Exchange exchange;
    exchange.is_head = head.verb == http::verb::head;
    exchange.is_old = head.version != 11;
    exchange.keep_alive = head.keep_alive;
    exchanges_.push_back(std::move(exchange));
    uint64_t number = first_number_ + exchanges_.size() - 1;
    Counters::add(server.counters.requests);
    server.waits.stop(connection_.reading);
    owes_continue_ = false;
    phase_ = head.is_upgrade ? Phase::upgrading : head.keep_alive ? Phase::head : Phase::done;

    if (head.path.count == 1 && bytes[head.path.start] == '*') {
        Answer answer;
        answer.status = 204;
        respond(number, std::move(answer));
    } else {
        if (head.is_upgrade && server.options.compresses_messages) deflate_ = head.deflate;
        if (head.is_upgrade)
            for (auto &field : head.fields)
                if (equal_ignoring_case({bytes + field.name.start, field.name.count}, "sec-websocket-key"))
                    key_.assign(bytes + field.value.start, field.value.count);
        string_view body = parser_->body();
        cb_request request{};
        request.head = reinterpret_cast<const uint8_t *>(bytes);
        request.head_count = head_size_;
        request.method = head.method;
        request.target = head.target;
        request.path = head.path;
        request.query = head.query;
        request.fields = head.fields.data();
        request.field_count = head.fields.size();
        request.body = reinterpret_cast<const uint8_t *>(body.data());
        request.body_count = body.size();
        request.remote = connection_.remote;
        request.is_secure = connection_.transport.tls != nullptr;
        request.is_upgrade = head.is_upgrade;
        server.callbacks.request(server.callbacks.context, connection_.token, number, &request);
    }
    used_ += head_size_ + body_size;
    head_size_ = 0;
}

void HTTP::wait() {
    Waits &waits = connection_.server->waits;
    Waiter &waiter = connection_.reading;
    Wait kind;
    if (phase_ == Phase::done || phase_ == Phase::upgrading || is_held_up()) return waits.stop(waiter);
    if (phase_ == Phase::body) {
        kind = Wait::body;
    } else if (filled_ > used_) {
        kind = Wait::header;
    } else if (!exchanges_.empty() || connection_.queued() > 0) {
        return waits.stop(waiter);
    } else {
        kind = Wait::keep_alive;
    }
    // A deadline stands from the first octet on, however many more trickle in.
    if (!waiter.is_waiting_for(kind)) waits.start(waiter, kind);
}

// MARK: Answering

void HTTP::respond(uint64_t number, Answer &&answer) {
    if (number < first_number_ || number - first_number_ >= exchanges_.size()) return;
    Exchange &exchange = exchanges_[size_t(number - first_number_)];
    if (exchange.is_answered) return;
    exchange.is_answered = true;
    exchange.answer = std::move(answer);
    connection_.mark_dirty();
}

void HTTP::upgrade(uint64_t number, Upgrade &&upgrade) {
    bool is_last = number >= first_number_ && number - first_number_ + 1 == exchanges_.size();
    if (!is_last || phase_ != Phase::upgrading || exchanges_.back().is_answered) {
        connection_.server->callbacks.closed(
            std::exchange(upgrade.handler, nullptr), connection_.token, 1006, false);
        return respond(number, problem(426, "Upgrade: websocket\r\nConnection: Upgrade\r\n"));
    }
    exchanges_.back().is_answered = true;
    exchanges_.back().upgrade = std::make_unique<Upgrade>(std::move(upgrade));
    connection_.mark_dirty();
}

void HTTP::stream(uint64_t number, Answer &&answer, Upgrade &&upgrade) {
    auto stream = std::make_unique<Upgrade>(std::move(upgrade));
    if (number < first_number_ || number - first_number_ >= exchanges_.size()) return abandon(stream);
    Exchange &exchange = exchanges_[size_t(number - first_number_)];
    if (exchange.is_answered) return abandon(stream);
    exchange.is_answered = true;
    exchange.answer = std::move(answer);
    exchange.upgrade = std::move(stream);
    connection_.mark_dirty();
}

void HTTP::resume() { give_answers(); }

void HTTP::settle() {
    if ((phase_ == Phase::head || phase_ == Phase::body) && !is_reading_ && !is_held_up()) {
        process();
    } else {
        wait();
    }
}

void HTTP::give_answers() {
    while (!exchanges_.empty() && exchanges_.front().is_answered) {
        Exchange exchange = std::move(exchanges_.front());
        exchanges_.pop_front();
        ++first_number_;
        bool is_stream = exchange.upgrade && exchange.upgrade->is_stream;
        if (exchange.upgrade && !is_stream) {
            ready_ = std::move(exchange.upgrade);
            return;
        }
        if (is_stream && !exchange.is_head && has_body(exchange.answer)) {
            if (!at_end_) {
                exchange.keep_alive = false;
                write(exchange);
                exchange.upgrade->is_old = exchange.is_old;
                ready_ = std::move(exchange.upgrade);
                return;
            }
            // Who has left will not hear how it goes on.
            abandon(exchange.upgrade);
            return connection_.close();
        }
        abandon(exchange.upgrade);
        if (exchange.answer.close || connection_.server->is_stopping) exchange.keep_alive = false;
        write(exchange);
        if (!exchange.keep_alive) {
            phase_ = Phase::done;
            abandon_exchanges();
            connection_.server->waits.stop(connection_.reading);
            return connection_.finish();
        }
        if (exchanges_.empty() && phase_ == Phase::upgrading) phase_ = Phase::head;
    }
    if (owes_continue_ && exchanges_.empty()) {
        owes_continue_ = false;
        connection_.push(Bytes::copying("HTTP/1.1 100 Continue\r\n\r\n"));
    }
}

void HTTP::write(const Exchange &exchange) {
    const Answer &answer = exchange.answer;
    uint16_t status = status_of(answer);
    Counters::add(connection_.server->counters.responses[status / 100]);
    auto reason = http::obsolete_reason(http::int_to_status(status));
    size_t size = answer.body.size();
    bool sends_body = has_body(answer) && !exchange.is_head && size > 0;

    std::string text;
    text.reserve(160 + answer.fields.size() + (sends_body && size <= small_body ? size : 0));
    text.append("HTTP/1.1 ");
    append(text, status);
    text.append(" ").append(reason.data(), reason.size()).append("\r\n");
    text.append(connection_.server->date_line()).append(answer.fields);
    if (exchange.upgrade) {
        if (has_body(answer) && !exchange.is_old) text.append("Transfer-Encoding: chunked\r\n");
    } else if (has_body(answer)) {
        text.append("Content-Length: ");
        append(text, size);
        text.append("\r\n");
    }
    if (!exchange.keep_alive) {
        text.append("Connection: close\r\n");
    } else if (exchange.is_old) {
        text.append("Connection: keep-alive\r\n");
    }
    text.append("\r\n");
    if (sends_body && size <= small_body) {
        text.append(reinterpret_cast<const char *>(answer.body.data()), size);
        sends_body = false;
    }
    connection_.push(Bytes::copying(text));
    if (sends_body) connection_.push(answer.body);
}

void HTTP::refuse(uint16_t status, string_view fields) {
    Exchange exchange;
    exchange.is_head = parser_ && parser_->head.verb == http::verb::head;
    exchange.keep_alive = false;
    exchange.is_answered = true;
    exchange.answer = problem(status, fields);
    exchanges_.push_back(std::move(exchange));
    phase_ = Phase::done;
    connection_.server->waits.stop(connection_.reading);
    give_answers();
}

void HTTP::time_out() {
    if (exchanges_.empty() && filled_ == used_) return connection_.close();
    refuse(408);
}

void HTTP::stop() {
    if (is_idle()) return connection_.close();
    // An answer already on its way out may have promised to stay; the end tells otherwise.
    if (exchanges_.empty() && phase_ == Phase::head && filled_ == used_) connection_.finish();
}
