// SPDX-License-Identifier: MIT
#include "http/transfer.hpp"

#include "base/error.hpp"
#include "http/url_text.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace ctrip::http {

namespace {

// simdjson may read so many bytes past the end of a text.
constexpr std::size_t kSpareBytes = 64;
constexpr std::size_t kHeaderBytesMax = 64ULL << 10U;
constexpr long kReceiveBufferBytes = 128L << 10U;
/// How long what follows a status that suffices is waited for.
constexpr std::chrono::milliseconds kAfterStatus{1'000};
// No server means more than a year, and larger values could overflow in sums.
constexpr std::int64_t kRetryAfterMaxS = 365LL * 24 * 3600;

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

extern "C" std::size_t ctrip_http_on_header(char* data, std::size_t size, std::size_t count,
                                            void* user)
{
    auto& transfer = *static_cast<Transfer*>(user);
    transfer.header_bytes += size * count;
    if (transfer.request.status_suffices &&
        std::string_view{data, size * count}.starts_with("HTTP/")) {
        transfer.status_at = std::chrono::steady_clock::now();
    }
    return transfer.header_bytes > kHeaderBytesMax ? 0 : size * count;
}

/// Of an interim answer (1xx) the final one is still to come.
bool has_succeeded(const Transfer& transfer)
{
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    return transfer.status_at && status >= 200 && status < 300;
}

/// Called about once a second, also while nothing arrives.
extern "C" int ctrip_http_on_progress(void* user, curl_off_t /*download_total*/,
                                      curl_off_t /*downloaded*/, curl_off_t /*upload_total*/,
                                      curl_off_t /*uploaded*/)
{
    const auto& transfer = *static_cast<const Transfer*>(user);
    const bool is_late =
        transfer.status_at && std::chrono::steady_clock::now() - *transfer.status_at > kAfterStatus;
    return is_late && has_succeeded(transfer) ? 1 : 0;
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

void set_tls(CURL* easy, const TlsFiles& files)
{
    if (!files.certificate.empty()) {
        set(easy, CURLOPT_SSLCERT, files.certificate.c_str());
        const std::string& key = files.key.empty() ? files.certificate : files.key;
        set(easy, CURLOPT_SSLKEY, key.c_str());
    }
    if (!files.authorities.empty()) {
        set(easy, CURLOPT_CAINFO, files.authorities.c_str());
    }
}

} // namespace

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
    set(easy, CURLOPT_HTTP_VERSION,
        static_cast<long>(request.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    set_tls(easy, request.tls);
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
    if (request.status_suffices) {
        set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L); // A proxy's status is not the server's.
        set(easy, CURLOPT_NOPROGRESS, 0L);
        set(easy, CURLOPT_XFERINFOFUNCTION, &ctrip_http_on_progress);
        set(easy, CURLOPT_XFERINFODATA, &transfer);
    }
    set(easy, CURLOPT_ERRORBUFFER, transfer.error_text.data());
    set(easy, CURLOPT_PRIVATE, &transfer);
}

namespace {

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

} // namespace

void conclude(Transfer& transfer, CURLcode code)
{
    Response& response = transfer.response;
    curl_off_t sending_at_us = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_PRETRANSFER_TIME_T, &sending_at_us);
    response.was_connected = sending_at_us > 0;
    const bool truncated = transfer.over_cap && transfer.request.oversize == Oversize::truncates;
    if (code == CURLE_OK || truncated || has_succeeded(transfer)) {
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

} // namespace ctrip::http
