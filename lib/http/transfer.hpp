// SPDX-License-Identifier: MIT
// One HTTP request on its way by libcurl: its options, and what is made of its answer.
#pragma once

#include "base/error.hpp"
#include "http/body_buffers.hpp"
#include "http/client.hpp"

#include <curl/curl.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>

namespace ctrip::http {

/// One request on its way. Reused: `easy` keeps its buffers.
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
    /// When the last status line arrived, where that is asked for.
    std::optional<std::chrono::steady_clock::time_point> status_at;
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

/// Sets the options of the transfer's request, which is kept where it is until the end.
void set_up(Transfer& transfer, const ClientOptions& options);

/// Fills in the transfer's response.
void conclude(Transfer& transfer, CURLcode code);

} // namespace ctrip::http
