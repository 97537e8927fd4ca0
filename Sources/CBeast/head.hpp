#pragma once

#include "deflate.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

namespace http = boost::beast::http;
using boost::beast::error_code;

/// What a head says, as places in its bytes.
struct Head {
    cb_range method{}, target{}, path{}, query{};
    std::vector<cb_field> fields;
    http::verb verb = http::verb::unknown;
    int version = 0;
    bool keep_alive = false;
    bool is_upgrade = false;
    bool is_chunked = false;
    bool has_length = false;
    bool expects_continue = false;
    uint64_t length = 0;
    Agreement deflate;  // of a handshake
};

/// Beast's parser, which reads the framing; it notes where things stand instead of copying them.
class Parser final : public http::basic_parser<true> {
public:
    Head head;

    /// The body so far: one piece of the caller's buffer if it came in one, else collected.
    std::string_view body() const noexcept { return whole_.data() ? whole_ : std::string_view(collected_); }

    /// Reads a complete head; `base` stays where it is for as long as ranges are read.
    void read_head(std::string_view bytes, error_code &error);
    /// Reads as much of the body as there is; returns how much was used.
    size_t read_body(std::string_view bytes, error_code &error);

private:
    const char *base_ = nullptr;
    bool head_done_ = false;
    std::string_view whole_;
    std::string collected_;

    cb_range range(std::string_view text) const noexcept {
        return {uint32_t(text.data() - base_), uint32_t(text.size())};
    }

    void on_request_impl(
        http::verb verb, boost::beast::string_view method, boost::beast::string_view target, int version,
        error_code &) override;
    void on_response_impl(int, boost::beast::string_view, int, error_code &) override {}
    void on_field_impl(
        http::field, boost::beast::string_view name, boost::beast::string_view value, error_code &) override;
    void on_header_impl(error_code &) override { head_done_ = true; }
    void on_body_init_impl(const boost::optional<std::uint64_t> &, error_code &) override {}
    std::size_t on_body_impl(boost::beast::string_view bytes, error_code &) override;
    void on_chunk_header_impl(std::uint64_t, boost::beast::string_view, error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes, error_code &) override;
    void on_finish_impl(error_code &) override {}
};

struct HeadLimits {
    uint64_t max_target = 8192;
    uint64_t max_body = 1 << 20;
};

/// Judges a complete head, up to and including its empty line: 0 if it is sound, else the status to refuse it with.
/// Depends on nothing but its arguments. The parser is left ready for the body.
uint16_t examine(Parser &parser, std::string_view bytes, const HeadLimits &limits);

bool equal_ignoring_case(std::string_view left, std::string_view right) noexcept;

}  // namespace engine
