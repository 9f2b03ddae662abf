// SPDX-License-Identifier: MIT
#include "http/server_queue.hpp"

#include <exception>
#include <utility>

namespace ctrip::http {

std::optional<ServerResponse>
answer_of(const std::function<std::optional<ServerResponse>(const ServerRequest&)>& handler,
          const ServerRequest& request)
{
    try {
        return handler(request);
    } catch (const std::exception&) {
        return ServerResponse{.status = 500, .body = "internal error\n"};
    }
}

ServerQueue::ServerQueue(Handler handler, std::size_t waiting_max, std::function<void()> on_done)
    : m_handler(std::move(handler)), m_waiting_max(waiting_max), m_on_done(std::move(on_done)),
      m_thread([this] { work(); })
{
}

ServerQueue::~ServerQueue()
{
    end();
}

bool ServerQueue::add(Exchange& exchange)
{
    {
        const std::lock_guard lock{m_mutex};
        if (m_ended || m_waiting.size() >= m_waiting_max) {
            return false;
        }
        m_waiting.push_back(&exchange);
    }
    m_changed.notify_one();
    return true;
}

std::vector<Exchange*> ServerQueue::take_done()
{
    const std::lock_guard lock{m_mutex};
    return std::exchange(m_done, {});
}

std::vector<Exchange*> ServerQueue::end()
{
    {
        const std::lock_guard lock{m_mutex};
        m_ended = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    std::vector<Exchange*> rest = take_done();
    rest.insert(rest.end(), m_waiting.begin(), m_waiting.end());
    m_waiting.clear();
    return rest;
}

void ServerQueue::work()
{
    std::unique_lock lock{m_mutex};
    while (true) {
        m_changed.wait(lock, [this] { return m_ended || !m_waiting.empty(); });
        if (m_ended) {
            return;
        }
        Exchange& exchange = *m_waiting.front();
        m_waiting.pop_front();
        lock.unlock();
        exchange.response = answer_of(m_handler, exchange.request);
        lock.lock();
        m_done.push_back(&exchange);
        lock.unlock();
        m_on_done();
        lock.lock();
    }
}

} // namespace ctrip::http
