#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <array>
#include <chrono>
#include <memory>

namespace engine {

class Connection;

/// What a connection can be waiting for. All waits of one kind last equally long, so each kind is a list in the order
/// of its deadlines, and one timer serves every connection.
enum class Wait : uint8_t { header, body, keep_alive, write, ping, pong, closing, draining };
constexpr size_t wait_count = 8;

/// A connection's place in one of the lists.
struct Waiter {
    Waiter *previous = nullptr, *next = nullptr;
    Connection *owner = nullptr;
    int64_t deadline = 0;
    Wait kind = Wait::header;

    bool is_waiting() const noexcept { return next != nullptr; }
    bool is_waiting_for(Wait other) const noexcept { return next && kind == other; }
};

class Waits {
public:
    using Expired = void (*)(Connection &, Wait);

    Waits(boost::asio::io_context &context, const std::array<uint32_t, wait_count> &lengths, Expired expired)
        : timer_(context), lengths_(lengths), expired_(expired) {
        for (auto &list : lists_) list.next = list.previous = &list;
    }

    /// Waits afresh, whatever was waited for before.
    void start(Waiter &waiter, Wait kind) {
        stop(waiter);
        Waiter &list = lists_[size_t(kind)];
        waiter.kind = kind;
        waiter.deadline = now() + lengths_[size_t(kind)];
        waiter.previous = list.previous;
        waiter.next = &list;
        list.previous->next = &waiter;
        list.previous = &waiter;
        if (waiter.deadline < alarm_) set_alarm(waiter.deadline);
    }

    void stop(Waiter &waiter) noexcept {
        if (!waiter.next) return;
        waiter.previous->next = waiter.next;
        waiter.next->previous = waiter.previous;
        waiter.next = waiter.previous = nullptr;
    }

    /// The connection that has waited longest; null if none does.
    Connection *first(Wait kind) noexcept { return lists_[size_t(kind)].next->owner; }

    /// Lets the timer go: nothing more will expire.
    void end() noexcept {
        ended_ = true;
        timer_.cancel();
    }

private:
    static constexpr int64_t never = INT64_MAX;

    boost::asio::basic_waitable_timer<
        std::chrono::steady_clock, boost::asio::wait_traits<std::chrono::steady_clock>,
        boost::asio::io_context::executor_type>
        timer_;
    std::array<Waiter, wait_count> lists_;
    std::array<uint32_t, wait_count> lengths_;
    Expired expired_;
    int64_t alarm_ = never;
    bool ended_ = false;
    std::shared_ptr<char> life_ = std::make_shared<char>();  // gone with this object, while a handler may be queued

    static int64_t now() noexcept {
        using namespace std::chrono;
        return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
    }

    void set_alarm(int64_t deadline) {
        if (ended_) return;
        alarm_ = deadline;
        timer_.expires_at(std::chrono::steady_clock::time_point(std::chrono::milliseconds(deadline + 1)));
        timer_.async_wait([this, life = std::weak_ptr<char>(life_)](boost::system::error_code error) noexcept {
            // Moving the alarm forward cancels the wait before it; then the later one speaks.
            if (error || life.expired() || ended_) return;
            ring();
        });
    }

    void ring() {
        int64_t time = now(), next = never;
        alarm_ = INT64_MIN;  // Whatever starts a wait meanwhile need not set it.
        for (size_t kind = 0; kind < wait_count; ++kind) {
            Waiter &list = lists_[kind];
            while (list.next != &list && list.next->deadline <= time) {
                Waiter &waiter = *list.next;
                stop(waiter);
                expired_(*waiter.owner, Wait(kind));
            }
        }
        for (auto &list : lists_)
            if (list.next != &list) next = std::min(next, list.next->deadline);
        alarm_ = never;
        if (next != never) set_alarm(next);
    }
};

}  // namespace engine
