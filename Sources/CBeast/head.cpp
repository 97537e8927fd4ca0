#include "head.hpp"
#include "utf8.hpp"

#include <boost/beast/http/error.hpp>
#include <boost/beast/http/impl/basic_parser.hpp>
#include <boost/beast/http/rfc7230.hpp>

using namespace engine;
using std::string_view;

namespace {

char lowered(char c) noexcept { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_hex(char c) noexcept { return is_digit(c) || (lowered(c) >= 'a' && lowered(c) <= 'f'); }
bool is_alpha(char c) noexcept { return lowered(c) >= 'a' && lowered(c) <= 'z'; }
int hex_value(char c) noexcept { return is_digit(c) ? c - '0' : lowered(c) - 'a' + 10; }

/// Octets that HTTP allows nowhere in a head, lines not ended by CRLF, and folded lines (RFC 9112 §5.2).
bool has_bad_octets(string_view head) noexcept {
    for (size_t i = 0; i < head.size(); ++i) {
        auto c = static_cast<unsigned char>(head[i]);
        if (c >= 0x20 && c != 0x7f) continue;
        if (c == '\t') continue;
        if (c != '\r' || i + 1 >= head.size() || head[i + 1] != '\n') return true;
        ++i;
        if (i + 1 < head.size() && (head[i + 1] == ' ' || head[i + 1] == '\t')) return true;
    }
    return false;
}

/// `uri-host [ ":" port ]` (RFC 9110 §7.2), which leaves no room for spaces, user names or paths.
bool is_host(string_view text) noexcept {
    size_t colon;
    if (!text.empty() && text[0] == '[') {
        size_t end = text.find(']');
        if (end == string_view::npos || end < 3) return false;
        for (char c : text.substr(1, end - 1))
            if (!is_hex(c) && c != ':' && c != '.') return false;
        colon = end + 1;
        if (colon < text.size() && text[colon] != ':') return false;
    } else {
        colon = std::min(text.find(':'), text.size());
        if (colon == 0) return false;
        for (size_t i = 0; i < colon; ++i) {
            char c = text[i];
            if (c == '%') {
                if (i + 2 >= colon || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) return false;
            } else if (!is_alpha(c) && !is_digit(c) && string_view("-._~!$&'()*+,;=").find(c) == string_view::npos) {
                return false;
            }
        }
    }
    if (colon >= text.size()) return true;
    unsigned port = 0;
    for (char c : text.substr(colon + 1)) {
        if (!is_digit(c)) return false;
        port = port * 10 + unsigned(c - '0');
        if (port > 65535) return false;
    }
    return true;
}

/// A path that decodes to text: whole escapes only, valid UTF-8, no NUL.
bool is_path(string_view path) {
    if (path.find('%') == string_view::npos) return true;
    std::string decoded;
    for (size_t i = 0; i < path.size(); ++i) {
        if (path[i] != '%') {
            decoded.push_back(path[i]);
            continue;
        }
        if (i + 2 >= path.size() || !is_hex(path[i + 1]) || !is_hex(path[i + 2])) return false;
        decoded.push_back(char(hex_value(path[i + 1]) << 4 | hex_value(path[i + 2])));
        i += 2;
    }
    return decoded.find('\0') == std::string::npos && UTF8::is_valid(decoded);
}

bool is_digits(string_view text) noexcept {
    if (text.empty()) return false;
    for (char c : text)
        if (!is_digit(c)) return false;
    return true;
}

/// The base64 of 16 octets (RFC 6455 §4.2.1).
bool is_key(string_view key) noexcept {
    if (key.size() != 24 || key.substr(22) != "==") return false;
    for (char c : key.substr(0, 22))
        if (!is_alpha(c) && !is_digit(c) && c != '+' && c != '/') return false;
    return true;
}

/// Finds path and query in the target, in whatever form it came; 0 or the status of a refusal.
uint16_t divide_target(Head &head, string_view bytes, string_view host, bool has_host) {
    string_view target = bytes.substr(head.target.start, head.target.count);
    for (char c : target)
        if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || c == '#') return 400;
    size_t start = 0;
    if (target == "*") {
        if (head.verb != http::verb::options) return 400;
    } else if (target[0] != '/') {
        size_t scheme = equal_ignoring_case(target.substr(0, 7), "http://")    ? 7
                        : equal_ignoring_case(target.substr(0, 8), "https://") ? 8
                                                                               : 0;
        if (!scheme) return 400;
        start = std::min(target.find_first_of("/?", scheme), target.size());
        string_view authority = target.substr(scheme, start - scheme);
        // Another authority than the Host's would make two readings of one request.
        if (!is_host(authority) || (has_host && !equal_ignoring_case(authority, host))) return 400;
    }
    size_t mark = std::min(target.find('?', start), target.size());
    head.path = {uint32_t(head.target.start + start), uint32_t(mark - start)};
    size_t query = std::min(mark + 1, target.size());
    head.query = {uint32_t(head.target.start + query), uint32_t(target.size() - query)};
    return is_path(target.substr(start, mark - start)) ? 0 : 400;
}

/// Whether Beast's complaint about the version means another version of HTTP, not nonsense.
bool is_other_version(string_view line) noexcept {
    size_t space = line.rfind(' ');
    if (space == string_view::npos) return false;
    string_view v = line.substr(space + 1);
    return v.size() == 8 && v.substr(0, 5) == "HTTP/" && is_digit(v[5]) && v[6] == '.' && is_digit(v[7]);
}

}  // namespace

bool engine::equal_ignoring_case(string_view left, string_view right) noexcept {
    if (left.size() != right.size()) return false;
    for (size_t i = 0; i < left.size(); ++i)
        if (lowered(left[i]) != lowered(right[i])) return false;
    return true;
}

void Parser::read_head(string_view bytes, error_code &error) {
    base_ = bytes.data();
    head.fields.reserve(12);
    // The caller has found the end of the head and kept it within its limit.
    header_limit(uint32_t(bytes.size() + 1));
    size_t used = 0;
    while (!is_header_done()) {
        size_t more = put({bytes.data() + used, bytes.size() - used}, error);
        used += more;
        if (error || more == 0) break;
    }
    if (!error && (!is_header_done() || used != bytes.size())) error = http::error::bad_line_ending;
}

size_t Parser::read_body(string_view bytes, error_code &error) {
    eager(true);
    size_t used = 0;
    while (!is_done() && used < bytes.size()) {
        size_t more = put({bytes.data() + used, bytes.size() - used}, error);
        used += more;
        if (error == http::error::need_more) {
            error = {};
            break;
        }
        if (error || more == 0) break;
    }
    // What stays in the caller's buffer will be moved; only a finished body may point into it.
    if (!is_done() && whole_.data()) {
        collected_ = whole_;
        whole_ = {};
    }
    return used;
}

void Parser::on_request_impl(
    http::verb verb, boost::beast::string_view method, boost::beast::string_view target, int version, error_code &) {
    head.verb = verb;
    head.version = version;
    head.method = range(method);
    head.target = range(target);
}

void Parser::on_field_impl(
    http::field, boost::beast::string_view name, boost::beast::string_view value, error_code &) {
    // Trailers come this way too; nobody has asked for one.
    if (!head_done_) head.fields.push_back({range(name), range(value)});
}

std::size_t Parser::on_body_impl(boost::beast::string_view bytes, error_code &) {
    if (collected_.empty() && !whole_.data() && content_length() && *content_length() == bytes.size()) {
        whole_ = bytes;
    } else {
        collected_.append(bytes.data(), bytes.size());
    }
    return bytes.size();
}

std::size_t Parser::on_chunk_body_impl(std::uint64_t, boost::beast::string_view bytes, error_code &) {
    collected_.append(bytes.data(), bytes.size());
    return bytes.size();
}

uint16_t engine::examine(Parser &parser, string_view bytes, const HeadLimits &limits) {
    if (has_bad_octets(bytes)) return 400;
    string_view line = bytes.substr(0, bytes.find("\r\n"));
    size_t first = std::min(line.find(' '), line.size()), last = line.rfind(' ');
    if (last != string_view::npos && last > first && last - first - 1 > limits.max_target) return 414;

    error_code error;
    parser.body_limit(limits.max_body);
    parser.read_head(bytes, error);
    if (error == http::error::bad_version && is_other_version(line)) return 505;
    if (error && error != http::error::body_limit) return 400;
    bool too_long = error == http::error::body_limit;

    Head &head = parser.head;
    string_view host, length, coding, key, version;
    std::string offers;
    int hosts = 0, lengths = 0, codings = 0, keys = 0, versions = 0, expectations = 0;
    bool expects_other = false, asks_websocket = false;
    for (const cb_field &field : head.fields) {
        string_view name = bytes.substr(field.name.start, field.name.count);
        string_view value = bytes.substr(field.value.start, field.value.count);
        switch (name.size()) {
        case 4:
            if (equal_ignoring_case(name, "host")) host = value, ++hosts;
            break;
        case 6:
            if (equal_ignoring_case(name, "expect")) {
                ++expectations;
                if (!equal_ignoring_case(value, "100-continue")) expects_other = true;
            }
            break;
        case 7:
            if (equal_ignoring_case(name, "upgrade") && http::token_list(value).exists("websocket"))
                asks_websocket = true;
            break;
        case 14:
            if (equal_ignoring_case(name, "content-length")) length = value, ++lengths;
            break;
        case 17:
            if (equal_ignoring_case(name, "transfer-encoding")) coding = value, ++codings;
            if (equal_ignoring_case(name, "sec-websocket-key")) key = value, ++keys;
            break;
        case 21:
            if (equal_ignoring_case(name, "sec-websocket-version")) version = value, ++versions;
            break;
        case 24:
            if (equal_ignoring_case(name, "sec-websocket-extensions")) offers.append(value).append(",");
            break;
        default: break;
        }
    }

    // Framing first: whoever is unclear about it gets no second chance.
    if (lengths > 1 || codings > 1 || (lengths && codings)) return 400;
    if (lengths && (!is_digits(length) || length.size() > 18)) return 400;
    if (codings && (head.version != 11 || !equal_ignoring_case(coding, "chunked"))) return 400;
    if (hosts > 1 || (hosts == 0 && head.version == 11) || (hosts && !is_host(host))) return 400;
    head.has_length = lengths == 1;
    for (char c : length) head.length = head.length * 10 + uint64_t(c - '0');
    head.is_chunked = codings == 1;
    head.keep_alive = !too_long && parser.keep_alive();

    switch (head.verb) {
    case http::verb::get:
    case http::verb::head:
    case http::verb::post:
    case http::verb::put:
    case http::verb::patch:
    case http::verb::delete_:
    case http::verb::options:
    case http::verb::trace: break;
    default: return 501;
    }
    if (uint16_t status = divide_target(head, bytes, host, hosts == 1)) return status;
    if (expects_other && head.version == 11) return 417;
    head.expects_continue = expectations > 0 && head.version == 11;
    if (too_long || head.length > limits.max_body) return 413;

    // Connection and Upgrade both ask for it: Beast has read their lists.
    if (asks_websocket && parser.upgrade() && head.verb == http::verb::get && head.version == 11) {
        if (keys != 1 || !is_key(key) || versions > 1 || head.is_chunked || head.length) return 400;
        if (versions == 0 || version != "13") return 426;
        auto deflate = agree_on_deflate(offers);
        if (!deflate) return 400;
        head.deflate = *deflate;
        head.is_upgrade = true;
    }
    return 0;
}

cb_verdict cb_examine_head(const uint8_t *head, size_t count, uint64_t max_body) noexcept {
    Parser parser;
    HeadLimits limits;
    limits.max_body = max_body;
    cb_verdict verdict{};
    verdict.status = examine(parser, {reinterpret_cast<const char *>(head), count}, limits);
    verdict.keep_alive = parser.head.keep_alive;
    verdict.is_upgrade = parser.head.is_upgrade;
    verdict.is_chunked = parser.head.is_chunked;
    verdict.expects_continue = parser.head.expects_continue;
    verdict.has_length = parser.head.has_length;
    verdict.length = parser.head.length;
    verdict.path = parser.head.path;
    verdict.query = parser.head.query;
    return verdict;
}
