// SPDX-License-Identifier: MIT
// Requests that are answered one after the other by a thread of their own, so that the thread that
// serves the connections waits for none.
#pragma once

#include "http/server.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

struct MHD_Connection;

namespace ctrip::http {

/// A request, its connection, and its response once that is known.
struct Exchange
{
    MHD_Connection* connection = nullptr;
    ServerRequest request;
    std::optional<ServerResponse> response;
};

class ServerQueue
{
public:
    using Handler = std::function<ServerResponse(const ServerRequest&)>;

    /// `on_done` is called by the queue's thread, after each response.
    ServerQueue(Handler handler, std::size_t waiting_max, std::function<void()> on_done);
    ServerQueue(const ServerQueue&) = delete;
    ServerQueue& operator=(const ServerQueue&) = delete;
    ~ServerQueue();

    /// False: `waiting_max` wait already. Else the exchange belongs to the queue until take_done()
    /// or end() gives it back.
    [[nodiscard]] bool add(Exchange& exchange);
    /// Those that have their response now, each once.
    [[nodiscard]] std::vector<Exchange*> take_done();
    /// Waits for the one that is being answered. Returns all that take_done() has not returned;
    /// some of them have no response.
    std::vector<Exchange*> end();

private:
    void work();

    Handler m_handler;
    std::size_t m_waiting_max;
    std::function<void()> m_on_done;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Exchange*> m_waiting;
    std::vector<Exchange*> m_done;
    bool m_ended = false;
    std::thread m_thread; // Last: it uses the others.
};

/// The handler's response; a 500 without details if it throws, since its text may hold internal
/// details.
[[nodiscard]] std::optional<ServerResponse>
answer_of(const std::function<std::optional<ServerResponse>(const ServerRequest&)>& handler,
          const ServerRequest& request);

} // namespace ctrip::http
