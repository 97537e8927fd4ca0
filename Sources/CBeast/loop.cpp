#include "deflate.hpp"
#include "loop.hpp"

#include <boost/asio/post.hpp>
#include <csignal>
#include <cstdio>
#include <malloc.h>
#include <string>

using namespace engine;

namespace {

/// Settings of the whole process that a server needs, made once.
void prepare_process() noexcept {
    static const bool done = [] {
        // A peer that hangs up is an error of one write, not the end of the process.
        std::signal(SIGPIPE, SIG_IGN);
        // An arena for each thread would keep what a burst of connections needed; two are enough for two cores.
        mallopt(M_ARENA_MAX, 2);
        return true;
    }();
    (void)done;
}

}  // namespace

void engine::set_error(cb_error *error, cb_error_kind kind, const std::string &text) noexcept {
    error->kind = kind;
    size_t count = std::min(text.size(), sizeof(error->text) - 1);
    std::memcpy(error->text, text.data(), count);
    error->text[count] = 0;
}

cb_loop *cb_loop_create(void) noexcept {
    prepare_process();
    try {
        auto loop = std::make_unique<cb_loop>();
        std::thread thread([state = loop->state]() noexcept {
            state->thread = std::this_thread::get_id();
            state->context.run();
            state->thread = std::thread::id();
        });
        loop->state->thread = thread.get_id();
        thread.detach();
        return loop.release();
    } catch (...) {
        return nullptr;
    }
}

void cb_loop_release(cb_loop *loop) noexcept { delete loop; }

bool cb_loop_is_current(const cb_loop *loop) noexcept { return is_current(loop->state); }

void cb_loop_post(cb_loop *loop, void (*run)(void *, void *), void *first, void *second) noexcept {
    boost::asio::post(loop->state->context, [run, first, second]() noexcept { run(first, second); });
}

cb_bytes *cb_bytes_create(const uint8_t *bytes, size_t count) noexcept {
    auto *result = cb_bytes::make(count);
    if (count) std::memcpy(result->data(), bytes, count);
    return result;
}

cb_message *cb_message_create(const uint8_t *bytes, size_t count, bool text) noexcept {
    return new cb_message(bytes, count, text);
}

void cb_message_release(cb_message *message) noexcept { message->release(); }

cb_bytes *cb_bytes_create_chunk(const uint8_t *bytes, size_t count) noexcept {
    // No octets at all would be the last chunk, which only the end may send.
    if (count == 0) return cb_bytes::make(0);
    char size[24];
    int digits = std::snprintf(size, sizeof size, "%zx\r\n", count);
    auto *result = cb_bytes::make(size_t(digits) + count + 2);
    std::memcpy(result->data(), size, size_t(digits));
    std::memcpy(result->data() + digits, bytes, count);
    std::memcpy(result->data() + digits + count, "\r\n", 2);
    return result;
}

void cb_bytes_release(cb_bytes *bytes) noexcept { bytes->release(); }
