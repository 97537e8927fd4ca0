#pragma once

#include "bytes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// What of permessage-deflate (RFC 7692) was agreed on with a client. No context is ever taken over from one message to
/// the next, in neither direction: so a message is compressed once for all who are to get it, and nothing is kept for
/// a connection.
struct Agreement {
    bool is_made = false;
    /// How far back what the server compresses may refer, as a power of two; 0 if the client has no wish.
    uint8_t window_bits = 0;
};

/// Finds the first acceptable offer among the values of a client's `Sec-WebSocket-Extensions` fields, which stand after
/// each other separated by commas; nothing if they are malformed. Offers that are not acceptable are declined, not
/// failed (RFC 7692 §7).
std::optional<Agreement> agree_on_deflate(std::string_view offers);
/// The server's answer to the offer, as the value of its field.
std::string answer_to_offer(const Agreement &agreement);

/// The payload of a compressed message (RFC 7692 §7.2.1), made with the calling thread's compressor.
std::string deflated(std::string_view content);

enum class Inflated : uint8_t { done, too_long, corrupt };
/// Undoes what a client's compressor did, up to `limit` octets.
Inflated inflate(std::string_view compressed, size_t limit, std::string &content);

}  // namespace engine

/// A WebSocket message in both its forms, for all sockets it goes to.
struct cb_message {
    /// A text or binary frame as it is.
    const engine::Bytes plain;

    cb_message(const uint8_t *content, size_t count, bool text) noexcept
        : plain(engine::frame(text ? 1 : 2, content, count)), count_(count) {}
    ~cb_message();

    /// The frame for a client that has agreed on compression: made when first asked for, and the plain one where
    /// compressing is of no use.
    const engine::Bytes &for_client(const engine::Agreement &agreement) noexcept;

    void retain() noexcept { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (references_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
    }

private:
    const size_t count_;
    std::atomic<uint32_t> references_{1};
    std::atomic<const engine::Bytes *> packed_{nullptr};

    const engine::Bytes *pack() noexcept;
};

namespace engine {

/// Holds one count of a `cb_message`.
class Message {
public:
    explicit Message(cb_message *borrowed) noexcept : message_(borrowed) { message_->retain(); }
    Message(Message &&other) noexcept : message_(std::exchange(other.message_, nullptr)) {}
    Message &operator=(Message) = delete;
    ~Message() {
        if (message_) message_->release();
    }

    cb_message *operator->() const noexcept { return message_; }

private:
    cb_message *message_;
};

}  // namespace engine
