#include "deflate.hpp"

#include <algorithm>
#include <memory>
#include <zlib.h>

using namespace engine;
using std::string_view;

namespace {

/// From here on a message of the kind we send shrinks to half. Shorter ones hardly do, and leave in one packet anyway.
constexpr size_t worth_packing = 512;
/// What a sync flush ends with; left out of every message (RFC 7692 §7.2.1).
constexpr string_view flush_marker("\x00\x00\xff\xff", 4);

/// One for each thread that compresses, and used for one message after the other.
struct Deflater {
    z_stream stream{};
    // The quickest level takes half the time of the usual one for messages of a few thousand octets, and leaves hardly
    // more of them; small tables are cleared in no time.
    Deflater() { deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, -15, 6, Z_DEFAULT_STRATEGY); }
    ~Deflater() { deflateEnd(&stream); }
};

struct Inflater {
    z_stream stream{};
    Inflater() { inflateInit2(&stream, -15); }
    ~Inflater() { inflateEnd(&stream); }
};

Bytef *octets(const char *text) noexcept { return reinterpret_cast<Bytef *>(const_cast<char *>(text)); }

}  // namespace

std::string engine::deflated(string_view content) {
    thread_local Deflater deflater;
    z_stream &z = deflater.stream;
    deflateReset(&z);
    // The marker stands in what the bound leaves room for, and the rest of a flush beside it.
    std::string out(deflateBound(&z, uLong(content.size())) + 16, 0);
    z.next_in = octets(content.data());
    z.avail_in = uInt(content.size());
    z.next_out = octets(out.data());
    z.avail_out = uInt(out.size());
    ::deflate(&z, Z_SYNC_FLUSH);
    out.resize(out.size() - z.avail_out);
    if (out.ends_with(flush_marker)) out.resize(out.size() - flush_marker.size());
    return out;
}

Inflated engine::inflate(string_view compressed, size_t limit, std::string &content) {
    thread_local Inflater inflater;
    z_stream &z = inflater.stream;
    inflateReset(&z);
    std::string input(compressed);
    input += flush_marker;
    z.next_in = octets(input.data());
    z.avail_in = uInt(input.size());
    content.clear();
    char out[16384];
    bool is_between_blocks = false;
    do {
        z.next_out = octets(out);
        z.avail_out = sizeof out;
        int result = ::inflate(&z, Z_SYNC_FLUSH);
        // Everything was out already when the room was used up to its last octet.
        if (result == Z_BUF_ERROR && z.avail_in == 0) break;
        size_t count = sizeof out - z.avail_out;
        if (count > limit - content.size()) return Inflated::too_long;
        content.append(out, count);
        is_between_blocks = result == Z_STREAM_END || z.data_type & 128;
        // A client may call a block its last and begin anew (RFC 7692 §7.2.3.4).
        if (result == Z_STREAM_END && z.avail_in > 0) result = inflateReset(&z);
        if (result != Z_OK && result != Z_STREAM_END) return Inflated::corrupt;
    } while (z.avail_in > 0 || z.avail_out == 0);
    // That is where the marker leaves a reader; anything else was cut off.
    return is_between_blocks ? Inflated::done : Inflated::corrupt;
}

cb_message::~cb_message() {
    const Bytes *packed = packed_.load(std::memory_order_acquire);
    if (packed != &plain) delete packed;
}

const Bytes &cb_message::for_client(const Agreement &agreement) noexcept {
    if (!agreement.is_made || count_ < worth_packing) return plain;
    // No reference reaches further back than the message is long.
    if (agreement.window_bits > 0 && count_ > size_t(1) << agreement.window_bits) return plain;
    const Bytes *packed = packed_.load(std::memory_order_acquire);
    return packed ? *packed : *pack();
}

const Bytes *cb_message::pack() noexcept {
    string_view content(reinterpret_cast<const char *>(plain.data()) + plain.size() - count_, count_);
    std::string smaller = deflated(content);
    const Bytes *packed = &plain;
    if (smaller.size() < count_) {
        uint8_t opcode = 0x40 | (plain.data()[0] & 0x0f);
        packed = new Bytes(frame(opcode, reinterpret_cast<const uint8_t *>(smaller.data()), smaller.size()));
    }
    const Bytes *other = nullptr;
    if (packed_.compare_exchange_strong(other, packed, std::memory_order_acq_rel)) return packed;
    // Another loop was quicker.
    if (packed != &plain) delete packed;
    return other;
}
