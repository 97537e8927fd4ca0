#pragma once

#include "CBeast.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <atomic>
#include <memory>
#include <thread>

/// The handle: what Swift holds, and what servers and clients share.
struct cb_loop {
    using Executor = boost::asio::io_context::executor_type;

    /// The context outlives the handle for as long as anything is left to run.
    struct State {
        boost::asio::io_context context{1};
        std::atomic<std::thread::id> thread;
    };

    std::shared_ptr<State> state = std::make_shared<State>();
    boost::asio::executor_work_guard<Executor> work{state->context.get_executor()};
};

namespace engine {

using LoopState = std::shared_ptr<cb_loop::State>;

inline bool is_current(const LoopState &loop) noexcept {
    return loop->thread.load(std::memory_order_relaxed) == std::this_thread::get_id();
}

/// Copies text into an error, cut to fit.
void set_error(cb_error *error, cb_error_kind kind, const std::string &text) noexcept;

}  // namespace engine
