// SPDX-License-Identifier: MIT
#include "http/client.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "http/body_buffers.hpp"
#include "http/url_text.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>
#include <deque>
#include <string_view>
#include <utility>

namespace ctrip::http {

namespace {

// simdjson may read so many bytes past the end of a text.
constexpr std::size_t kSpareBytes = 64;
constexpr std::size_t kHeaderBytesMax = 64ULL << 10U;
constexpr long kReceiveBufferBytes = 128L << 10U;
constexpr int kPollMs = 1'000;
// No server means more than a year, and larger values could overflow in sums.
constexpr std::int64_t kRetryAfterMaxS = 365LL * 24 * 3600;

void init_curl_once()
{
    static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) {
        throw Error{ErrorKind::unavailable, "http: libcurl cannot be initialised"};
    }
}

struct Transfer
{
    CURL* easy = nullptr;
    curl_slist* headers = nullptr;
    curl_slist* connect_to = nullptr;
    Request request;
    Client::Done done;
    Response response;
    BodyBuffers* buffers = nullptr;
    std::size_t header_bytes = 0;
    bool over_cap = false;
    std::array<char, CURL_ERROR_SIZE> error_text{};

    Transfer() : easy(curl_easy_init())
    {
        if (easy == nullptr) {
            throw Error{ErrorKind::unavailable, "http: libcurl gives no handle: out of memory"};
        }
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer()
    {
        curl_easy_cleanup(easy);
        free_lists();
    }

    void free_lists()
    {
        curl_slist_free_all(headers);
        curl_slist_free_all(connect_to);
        headers = nullptr;
        connect_to = nullptr;
    }
};

void append(curl_slist*& list, const std::string& text)
{
    curl_slist* longer = curl_slist_append(list, text.c_str());
    if (longer == nullptr) {
        throw Error{ErrorKind::unavailable, "http: out of memory"};
    }
    list = longer;
}

extern "C" std::size_t ctrip_http_on_body(char* data, std::size_t size, std::size_t count,
                                          void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    std::string& body = transfer.response.body;
    const std::size_t bytes = size * count;
    const std::size_t cap = transfer.request.body_bytes_max;
    if (body.empty()) {
        // A buffer of the final size at once: Content-Length is trusted up to the cap.
        curl_off_t announced = -1;
        curl_easy_getinfo(transfer.easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
        const std::size_t expected = announced > 0 ? static_cast<std::size_t>(announced) : bytes;
        body = transfer.buffers->take(std::min(expected, cap) + kSpareBytes);
    }
    const std::size_t room = cap - body.size();
    body.append(data, std::min(bytes, room));
    transfer.over_cap = bytes > room;
    return transfer.over_cap ? 0 : bytes;
}

extern "C" std::size_t ctrip_http_on_header(char* /*data*/, std::size_t size, std::size_t count,
                                            void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.header_bytes += size * count;
    return transfer.header_bytes > kHeaderBytesMax ? 0 : size * count;
}

template <typename Value>
void set(CURL* easy, CURLoption option, Value value)
{
    const CURLcode code = curl_easy_setopt(easy, option, value);
    if (code != CURLE_OK) {
        throw Error{ErrorKind::unavailable,
                    std::string{"http: libcurl refuses an option: "} + curl_easy_strerror(code)};
    }
}

void set_method(CURL* easy, const Request& request)
{
    if (request.method == "GET") {
        set(easy, CURLOPT_HTTPGET, 1L);
        return;
    }
    if (request.method == "HEAD") {
        set(easy, CURLOPT_NOBODY, 1L);
        return;
    }
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDS, request.body.data());
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    if (request.method != "POST") {
        set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
    }
}

void set_target(Transfer& transfer)
{
    const Request& request = transfer.request;
    CURL* easy = transfer.easy;
    set(easy, CURLOPT_URL, request.url.c_str());
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    bool loopback = is_loopback_url(request.url);
    if (request.connect_to) {
        // Only the connection goes elsewhere: the Host header and the certificate's name stay those
        // of the URL.
        const bool v6 = request.connect_to->find(':') != std::string::npos;
        append(transfer.connect_to,
               v6 ? "::[" + *request.connect_to + "]:" : "::" + *request.connect_to + ":");
        set(easy, CURLOPT_CONNECT_TO, transfer.connect_to);
        loopback = loopback || is_loopback_host(*request.connect_to);
    }
    if (loopback) {
        set(easy, CURLOPT_PROXY, ""); // A proxy's loopback is another machine.
    }
    // Inflating costs four times what reading plain text from a near node does; far ones are
    // reached by TLS.
    if (!loopback && request.url.starts_with("https:")) {
        set(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
    }
}

void set_up(Transfer& transfer, const ClientOptions& options)
{
    CURL* easy = transfer.easy;
    const Request& request = transfer.request;
    set_target(transfer);
    set_method(easy, request);
    for (const std::string& header : request.headers) {
        append(transfer.headers, header);
    }
    append(transfer.headers,
           "Expect:"); // Else libcurl waits a second for "100 Continue" before a large body.
    set(easy, CURLOPT_HTTPHEADER, transfer.headers);
    set(easy, CURLOPT_USERAGENT, options.user_agent.c_str());
    set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
    // Only for speed, so failure is ignored: refused while a failed request's buffer is kept.
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout_ms));
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
    set(easy, CURLOPT_WRITEFUNCTION, &ctrip_http_on_body);
    set(easy, CURLOPT_WRITEDATA, &transfer);
    set(easy, CURLOPT_HEADERFUNCTION, &ctrip_http_on_header);
    set(easy, CURLOPT_HEADERDATA, &transfer);
    set(easy, CURLOPT_ERRORBUFFER, transfer.error_text.data());
    set(easy, CURLOPT_PRIVATE, &transfer);
}

bool is_tls_problem(CURLcode code)
{
    return code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
           code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_CACERT_BADFILE ||
           code == CURLE_SSL_CIPHER;
}

Failure failure_of(CURLcode code)
{
    if (code == CURLE_OPERATION_TIMEDOUT) {
        return Failure::timeout;
    }
    // Any failure after the connection is made counts as cut_off, whose retry rules are the careful
    // ones.
    const bool never_connected = is_tls_problem(code) || code == CURLE_COULDNT_CONNECT ||
                                 code == CURLE_COULDNT_RESOLVE_HOST ||
                                 code == CURLE_COULDNT_RESOLVE_PROXY || code == CURLE_PROXY ||
                                 code == CURLE_URL_MALFORMAT || code == CURLE_INTERFACE_FAILED;
    return never_connected ? Failure::unreachable : Failure::cut_off;
}

/// libcurl's messages may quote a proxy's URL with its password, so only those about TLS are passed
/// on.
std::string describe(const Transfer& transfer, CURLcode code)
{
    std::string text = curl_easy_strerror(code);
    long os_error = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_OS_ERRNO, &os_error);
    if (is_tls_problem(code) && transfer.error_text[0] != '\0') {
        text = transfer.error_text.data();
    } else if (code == CURLE_COULDNT_CONNECT && os_error != 0) {
        text = std::strerror(static_cast<int>(os_error));
    }
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    return text;
}

void read_answer(Transfer& transfer)
{
    Response& response = transfer.response;
    long status = 0;
    curl_off_t retry_after_s = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(transfer.easy, CURLINFO_RETRY_AFTER,
                      &retry_after_s); // 0: none; negative: a date in the past.
    response.status = static_cast<int>(status);
    if (retry_after_s != 0) {
        response.retry_after_s = std::clamp<std::int64_t>(retry_after_s, 0, kRetryAfterMaxS);
    }
    response.body.reserve(response.body.size() + kSpareBytes);
}

void conclude(Transfer& transfer, CURLcode code)
{
    Response& response = transfer.response;
    const bool truncated = transfer.over_cap && transfer.request.oversize == Oversize::truncates;
    if (code == CURLE_OK || truncated) {
        read_answer(transfer);
        return;
    }
    response.body.clear();
    if (transfer.over_cap || transfer.header_bytes > kHeaderBytesMax) {
        response.failure = Failure::too_large;
        response.error = "the answer is larger than " +
                         std::to_string(transfer.request.body_bytes_max) + " bytes";
        return;
    }
    response.failure = failure_of(code);
    response.error = describe(transfer, code);
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
