// Which of a client's offers of permessage-deflate is taken (RFC 7692 §5 and §7.1; grammar: RFC 6455 §9.1).

#include "deflate.hpp"

#include <vector>

using namespace engine;
using std::string_view;

namespace {

bool is_token_char(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c != 0 && string_view("!#$%&'*+-.^_`|~").find(c) != string_view::npos);
}

struct Parameter {
    string_view name;
    std::optional<std::string> value;
};

/// Reads `extension-list` from the front of what is left.
class Reader {
public:
    explicit Reader(string_view text) noexcept : text_(text) {}

    bool is_at_end() noexcept {
        skip_space();
        return text_.empty();
    }

    /// Takes this separator if it comes next.
    bool take(char separator) noexcept {
        skip_space();
        if (text_.empty() || text_.front() != separator) return false;
        text_.remove_prefix(1);
        return true;
    }

    /// A token; empty if none comes next.
    string_view token() noexcept {
        skip_space();
        size_t count = 0;
        while (count < text_.size() && is_token_char(text_[count])) ++count;
        string_view token = text_.substr(0, count);
        text_.remove_prefix(count);
        return token;
    }

    /// A token, or a quoted string that holds one.
    std::optional<std::string> value() {
        if (!take('"')) {
            string_view plain = token();
            return plain.empty() ? std::nullopt : std::optional<std::string>(plain);
        }
        std::string value;
        while (!text_.empty() && text_.front() != '"') {
            if (text_.front() == '\\') text_.remove_prefix(1);
            if (text_.empty() || !is_token_char(text_.front())) return std::nullopt;
            value += text_.front();
            text_.remove_prefix(1);
        }
        return !value.empty() && take('"') ? std::optional(value) : std::nullopt;
    }

    /// `;` and what follows it, as often as there is one; nothing if it is malformed.
    std::optional<std::vector<Parameter>> parameters() {
        std::vector<Parameter> parameters;
        while (take(';')) {
            Parameter parameter{token(), {}};
            if (parameter.name.empty()) return std::nullopt;
            if (take('=')) {
                parameter.value = value();
                if (!parameter.value) return std::nullopt;
            }
            parameters.push_back(std::move(parameter));
        }
        return parameters;
    }

private:
    string_view text_;

    void skip_space() noexcept {
        while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t')) text_.remove_prefix(1);
    }
};

/// 8 to 15 without leading zeros; 0 for anything else.
uint8_t window_bits(const std::optional<std::string> &value) noexcept {
    if (!value || value->empty() || value->size() > 2) return 0;
    int bits = 0;
    for (char c : *value) {
        if (c < '0' || c > '9') return 0;
        bits = bits * 10 + (c - '0');
    }
    return bits >= 8 && bits <= 15 && value->front() != '0' ? uint8_t(bits) : uint8_t(0);
}

/// The agreement that an offer with these parameters leads to; not made if there is anything wrong with one.
Agreement agreement(const std::vector<Parameter> &parameters) noexcept {
    Agreement agreement;
    for (size_t i = 0; i < parameters.size(); ++i) {
        const Parameter &parameter = parameters[i];
        for (size_t k = 0; k < i; ++k)
            if (parameters[k].name == parameter.name) return {};
        if (parameter.name == "server_no_context_takeover" || parameter.name == "client_no_context_takeover") {
            if (parameter.value) return {};
        } else if (parameter.name == "server_max_window_bits") {
            agreement.window_bits = window_bits(parameter.value);
            if (!agreement.window_bits) return {};
        } else if (parameter.name == "client_max_window_bits") {
            // A hint of what the client would do with; it may go on using all of its window.
            if (parameter.value && !window_bits(parameter.value)) return {};
        } else {
            return {};
        }
    }
    agreement.is_made = true;
    return agreement;
}

}  // namespace

std::optional<Agreement> engine::agree_on_deflate(string_view offers) {
    Reader reader(offers);
    Agreement first;
    while (!reader.is_at_end()) {
        if (reader.take(',')) continue;
        string_view name = reader.token();
        auto parameters = reader.parameters();
        if (name.empty() || !parameters || (!reader.is_at_end() && !reader.take(','))) return std::nullopt;
        if (!first.is_made && name == "permessage-deflate") first = agreement(*parameters);
    }
    return first;
}

std::string engine::answer_to_offer(const Agreement &agreement) {
    std::string answer = "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
    if (agreement.window_bits) answer += "; server_max_window_bits=" + std::to_string(agreement.window_bits);
    return answer;
}
