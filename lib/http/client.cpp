// SPDX-License-Identifier: MIT
#include "http/client.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "http/body_buffers.hpp"
#include "http/transfer.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

namespace ctrip::http {

namespace {

constexpr int kPollMs = 1'000;

void init_curl_once()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) {
        throw Error{ErrorKind::unavailable, "http: libcurl cannot be initialised"};
    }
}

struct Finished
{
    Client::Done done;
    Response response;
};

struct Queued
{
    Request request;
    Client::Done done;
};

} // namespace

struct Client::Impl
{
    explicit Impl(ClientOptions given)
        : options(std::move(given)), buffers(2 * options.connections_max)
    {
        CTRIP_CHECK(options.connections_max > 0);
        init_curl_once();
        multi = curl_multi_init();
        if (multi == nullptr) {
            throw Error{ErrorKind::unavailable, "http: libcurl gives no handle: out of memory"};
        }
        curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, static_cast<long>(options.connections_max));
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl()
    {
        abandon();
        idle.clear(); // Easy handles end before the multi handle that has their connections.
        curl_multi_cleanup(multi);
    }

    bool start_queued()
    {
        bool started = false;
        while (!queue.empty() && busy.size() < options.connections_max) {
            Queued next = std::move(queue.front());
            queue.pop_front();
            start(std::move(next));
            started = true;
        }
        return started;
    }

    void start(Queued&& next)
    {
        std::unique_ptr<Transfer> transfer;
        if (idle.empty()) {
            transfer = std::make_unique<Transfer>();
        } else {
            transfer = std::move(idle.back());
            idle.pop_back();
        }
        transfer->request = std::move(next.request);
        transfer->done = std::move(next.done);
        transfer->response = {};
        transfer->buffers = &buffers;
        transfer->header_bytes = 0;
        transfer->over_cap = false;
        transfer->status_at.reset();
        transfer->error_text[0] = '\0';
        set_up(*transfer, options);
        if (curl_multi_add_handle(multi, transfer->easy) != CURLM_OK) {
            throw Error{ErrorKind::unavailable, "http: libcurl takes no more requests"};
        }
        busy.push_back(std::move(transfer));
    }

    void step() const
    {
        int under_way = 0;
        const CURLMcode code = curl_multi_perform(multi, &under_way);
        if (code != CURLM_OK) {
            throw Error{ErrorKind::unavailable, std::string{"http: "} + curl_multi_strerror(code)};
        }
    }

    void collect()
    {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            if (message->msg != CURLMSG_DONE) {
                continue;
            }
            // remove_handle frees the message.
            CURL* easy = message->easy_handle;
            const CURLcode code = message->data.result;
            Transfer* transfer = nullptr;
            curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
            conclude(*transfer, code);
            finished.push_back({std::move(transfer->done), std::move(transfer->response)});
            release(transfer);
        }
    }

    /// Makes a transfer idle. Its connection stays open in the multi handle.
    void release(Transfer* transfer)
    {
        const auto place = std::find_if(busy.begin(), busy.end(),
                                        [&](const auto& t) { return t.get() == transfer; });
        CTRIP_CHECK(place != busy.end());
        curl_multi_remove_handle(multi, transfer->easy);
        curl_easy_reset(transfer->easy);
        transfer->free_lists();
        idle.push_back(std::move(*place));
        *place = std::move(busy.back());
        busy.pop_back();
    }

    void answer_finished()
    {
        std::deque<Finished> batch;
        batch.swap(finished);
        for (Finished& one : batch) {
            one.done(std::move(one.response));
            buffers.put(std::move(one.response.body));
            one = {}; // Frees what is not kept before the next one is processed.
        }
    }

    /// Runs `body`. If a callback of it throws, all requests are abandoned.
    template <typename Body>
    void guarded(Body&& body)
    {
        CTRIP_CHECK(!running);
        running = true;
        try {
            body();
        } catch (...) {
            running = false;
            abandon();
            throw;
        }
        running = false;
    }

    /// Callers check `busy` first: polling with nothing under way sleeps its full time. True if
    /// something was answered.
    bool work(int poll_ms)
    {
        step();
        collect();
        if (finished.empty() && poll_ms > 0) {
            curl_multi_poll(multi, nullptr, 0, poll_ms, nullptr);
            return false;
        }
        if (finished.empty()) {
            return false;
        }
        if (start_queued()) {
            step(); // Sends the next requests before these bodies are processed.
        }
        answer_finished();
        start_queued();
        return true;
    }

    void run()
    {
        start_queued();
        while (!busy.empty()) {
            static_cast<void>(work(kPollMs));
        }
    }

    bool run_once(std::int64_t wait_ms)
    {
        using Clock = std::chrono::steady_clock;
        const auto end = Clock::now() + std::chrono::milliseconds{wait_ms};
        start_queued();
        while (!busy.empty()) {
            const auto left =
                std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
            if (work(static_cast<int>(std::clamp<std::int64_t>(left, 0, kPollMs))) || left <= 0) {
                break;
            }
        }
        return !busy.empty() || !queue.empty();
    }

    void abandon() noexcept
    {
        queue.clear();
        finished.clear();
        for (const auto& transfer : busy) {
            curl_multi_remove_handle(multi, transfer->easy);
        }
        busy.clear();
    }

    ClientOptions options;
    CURLM* multi = nullptr;
    std::deque<Queued> queue;
    std::vector<std::unique_ptr<Transfer>> busy;
    std::vector<std::unique_ptr<Transfer>> idle;
    std::deque<Finished> finished;
    BodyBuffers buffers;
    bool running = false;
};

Client::Client(ClientOptions options) : m_impl(std::make_unique<Impl>(std::move(options))) {}

Client::~Client() = default;

void Client::submit(Request request, Done done)
{
    m_impl->queue.push_back({std::move(request), std::move(done)});
}

void Client::run()
{
    m_impl->guarded([this] { m_impl->run(); });
}

bool Client::run_once(std::int64_t wait_ms)
{
    bool left = false;
    m_impl->guarded([&] { left = m_impl->run_once(wait_ms); });
    return left;
}

Response Client::perform(Request request)
{
    Response answer;
    submit(std::move(request), [&](Response&& response) { answer = std::move(response); });
    run();
    return answer;
}

} // namespace ctrip::http
