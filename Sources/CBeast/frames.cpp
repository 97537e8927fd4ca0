#include "frames.hpp"

#include <algorithm>

using namespace engine;
using std::string_view;

namespace {

constexpr uint8_t continuation = 0, text = 1, binary = 2, close_frame = 8, ping = 9, pong = 10;
constexpr size_t max_control = 125;

/// The codes that may be sent (RFC 6455 §7.4, and those registered since).
bool is_close_code(uint16_t code) noexcept {
    return (code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006) ||
           (code >= 3000 && code <= 4999);
}

}  // namespace

FrameReader::Event FrameReader::fail(uint16_t code) noexcept {
    code_ = code;
    return Event::failed;
}

FrameReader::Event FrameReader::read(string_view &octets) {
    while (true) {
        if (!is_within_payload_) {
            Event event = Event::none;
            if (!read_head(octets, event)) return event;
        }
        size_t count = size_t(std::min<uint64_t>(left_, octets.size()));
        std::string &payload = is_control() ? control_ : message_;
        size_t start = payload.size();
        payload.append(octets.substr(0, count));
        for (size_t i = start; i < payload.size(); ++i) payload[i] = char(uint8_t(payload[i]) ^ mask_[masked_++ & 3]);
        octets.remove_prefix(count);
        left_ -= count;
        if (is_text_ && !is_deflated_ && !is_control() && !text_.take(string_view(payload).substr(start)))
            return fail(1007);
        if (left_ > 0) return Event::none;
        is_within_payload_ = false;
        if (Event event = end_frame(); event != Event::none) return event;
    }
}

bool FrameReader::read_head(string_view &octets, Event &event) {
    while (true) {
        size_t length = head_size_ < 2 ? 0 : head_[1] & 0x7f;
        size_t size = length == 126 ? 8 : length == 127 ? 14 : 6;
        if (head_size_ >= 2 && head_size_ == size) break;
        if (octets.empty()) return false;
        head_[head_size_++] = uint8_t(octets.front());
        octets.remove_prefix(1);
        // What is wrong already need not be waited for.
        if (head_size_ == 2 && !(head_[1] & 0x80)) return event = fail(1002), false;
    }
    uint64_t length = head_[1] & 0x7f;
    size_t width = length == 126 ? 2 : length == 127 ? 8 : 0;
    if (width > 0) {
        length = 0;
        for (size_t i = 0; i < width; ++i) length = length << 8 | head_[2 + i];
        // A length has one form only: the shortest.
        if (length < (width == 2 ? 126u : 65536u) || length >> 63) return event = fail(1002), false;
    }
    std::copy_n(head_ + 2 + width, 4, mask_);
    head_size_ = masked_ = 0;
    event = begin_frame(length);
    return event == Event::none;
}

FrameReader::Event FrameReader::begin_frame(uint64_t length) {
    is_final_ = head_[0] & 0x80;
    opcode_ = head_[0] & 0x0f;
    bool is_deflated = head_[0] & 0x40;
    if (head_[0] & 0x30) return fail(1002);
    switch (opcode_) {
    case continuation:
        if (!is_within_message_ || is_deflated) return fail(1002);
        break;
    case text:
    case binary:
        if (is_within_message_ || (is_deflated && !inflates_)) return fail(1002);
        is_within_message_ = true;
        is_text_ = opcode_ == text;
        is_deflated_ = is_deflated;
        text_ = {};
        break;
    case close_frame:
    case ping:
    case pong:
        if (!is_final_ || is_deflated || length > max_control) return fail(1002);
        control_.clear();
        break;
    default: return fail(1002);
    }
    if (!is_control() && length > max_message_ - message_.size()) return fail(1009);
    left_ = length;
    is_within_payload_ = true;
    return Event::none;
}

FrameReader::Event FrameReader::end_frame() {
    switch (opcode_) {
    case ping: return Event::ping;
    case pong: return Event::pong;
    case close_frame: return end_close();
    default: break;
    }
    if (!is_final_) return Event::none;
    is_within_message_ = false;
    if (is_text_ && !is_deflated_ && !text_.is_complete()) return fail(1007);
    return Event::message;
}

FrameReader::Event FrameReader::end_close() {
    code_ = 1005;
    if (control_.empty()) return Event::close;
    if (control_.size() == 1) return fail(1002);
    code_ = uint16_t(uint8_t(control_[0]) << 8 | uint8_t(control_[1]));
    if (!is_close_code(code_)) return fail(1002);
    if (!UTF8::is_valid(string_view(control_).substr(2))) return fail(1007);
    return Event::close;
}
