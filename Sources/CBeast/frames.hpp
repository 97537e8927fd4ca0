#pragma once

#include "utf8.hpp"

#include <string>
#include <utility>

namespace engine {

/// Reads what a client says on a WebSocket (RFC 6455 §5): octets in, whole messages and control frames out.
///
/// A value that depends on nothing but what it is given. Between messages it holds nothing on the heap.
class FrameReader {
public:
    enum class Event : uint8_t {
        none,  // everything was used, and more must come
        message,
        ping,
        pong,
        close,
        failed,  // nothing may be read after this
    };

    /// - Parameter max_message: of octets as they are sent, compressed ones too.
    /// - Parameter inflates: whether messages may be compressed (RFC 7692 §6).
    FrameReader(uint64_t max_message, bool inflates) noexcept : max_message_(max_message), inflates_(inflates) {}

    /// Reads to the end of the next frame that says something whole; `octets` keeps what was not used.
    Event read(std::string_view &octets);

    /// The message just read.
    std::string take_message() { return std::exchange(message_, {}); }
    bool is_text() const noexcept { return is_text_; }
    /// Whether the message is compressed; then it is not known to be UTF-8.
    bool is_deflated() const noexcept { return is_deflated_; }
    /// What came with the ping, pong or close just read.
    const std::string &control() const noexcept { return control_; }
    /// The code of the close just read (1005 if it had none), or the one to fail with.
    uint16_t code() const noexcept { return code_; }

private:
    const uint64_t max_message_;
    std::string message_, control_;
    uint64_t left_ = 0;  // of the frame's payload
    uint8_t head_[14]{}, mask_[4]{};
    uint8_t head_size_ = 0, masked_ = 0, opcode_ = 0;
    uint16_t code_ = 0;
    const bool inflates_;
    bool is_within_payload_ = false, is_final_ = false, is_within_message_ = false;
    bool is_text_ = false, is_deflated_ = false;
    UTF8 text_;

    Event fail(uint16_t code) noexcept;
    /// Reads the head of a frame; false while it is incomplete.
    bool read_head(std::string_view &octets, Event &event);
    Event begin_frame(uint64_t length);
    Event end_frame();
    Event end_close();
    bool is_control() const noexcept { return opcode_ & 8; }
};

}  // namespace engine
