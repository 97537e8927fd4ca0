#pragma once

#include "CBeast.h"

#include <atomic>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

/// A block of octets that never change once it is filled, counted from any thread.
struct cb_bytes {
    std::atomic<uint32_t> references{1};
    size_t count = 0;

    uint8_t *data() noexcept { return reinterpret_cast<uint8_t *>(this + 1); }

    static cb_bytes *make(size_t count) noexcept {
        // The engine cannot go on without memory for a few octets; the process ends as it would in Swift.
        auto *bytes = ::new (::operator new(sizeof(cb_bytes) + count)) cb_bytes;
        bytes->count = count;
        return bytes;
    }

    void retain() noexcept { references.fetch_add(1, std::memory_order_relaxed); }

    void release() noexcept {
        if (references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            this->~cb_bytes();
            ::operator delete(this);
        }
    }
};

namespace engine {

/// Holds one count of a `cb_bytes`.
class Bytes {
public:
    Bytes() = default;
    /// Takes over a count the caller holds.
    explicit Bytes(cb_bytes *owned) noexcept : bytes_(owned) {}
    Bytes(Bytes &&other) noexcept : bytes_(std::exchange(other.bytes_, nullptr)) {}
    Bytes(const Bytes &other) noexcept : bytes_(other.bytes_) {
        if (bytes_) bytes_->retain();
    }
    Bytes &operator=(Bytes other) noexcept {
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~Bytes() {
        if (bytes_) bytes_->release();
    }

    static Bytes sharing(cb_bytes *borrowed) noexcept {
        if (borrowed) borrowed->retain();
        return Bytes(borrowed);
    }
    static Bytes copying(std::string_view text) noexcept {
        Bytes bytes(cb_bytes::make(text.size()));
        std::memcpy(bytes.data(), text.data(), text.size());
        return bytes;
    }

    explicit operator bool() const noexcept { return bytes_ != nullptr; }
    uint8_t *data() const noexcept { return bytes_->data(); }
    size_t size() const noexcept { return bytes_ ? bytes_->count : 0; }

private:
    cb_bytes *bytes_ = nullptr;
};

/// One unmasked, unfragmented frame, as a server sends it (RFC 6455 §5.2).
/// - Parameter opcode: with its reserved bits.
inline Bytes frame(uint8_t opcode, const uint8_t *payload, size_t count) noexcept {
    size_t header = count < 126 ? 2 : count < 65536 ? 4 : 10;
    Bytes bytes(cb_bytes::make(header + count));
    uint8_t *out = bytes.data();
    out[0] = uint8_t(0x80 | opcode);
    if (header == 2) {
        out[1] = uint8_t(count);
    } else {
        out[1] = header == 4 ? 126 : 127;
        for (size_t i = 2; i < header; ++i) out[i] = uint8_t(uint64_t(count) >> (8 * (header - 1 - i)));
    }
    if (count) std::memcpy(out + header, payload, count);
    return bytes;
}

}  // namespace engine
