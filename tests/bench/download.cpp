// SPDX-License-Identifier: MIT
// The benchmark's measure: sends each line of a file as a request body, with libcurl, and throws
// the replies away. Usage: download URL REQUESTS [IN_FLIGHT]
#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

constexpr int kInFlightDefault = 4;
constexpr int kPollTimeoutMs = 1'000;

std::size_t discard(char* /*data*/, std::size_t size, std::size_t count, void* bytes)
{
    *static_cast<std::size_t*>(bytes) += size * count;
    return size * count;
}

class Download
{
public:
    Download(std::string url, const std::vector<std::string>& requests)
        : m_url(std::move(url)), m_requests(requests)
    {
    }
    ~Download()
    {
        for (CURL* handle : m_handles) {
            curl_multi_remove_handle(m_multi, handle);
            curl_easy_cleanup(handle);
        }
        curl_multi_cleanup(m_multi);
        curl_slist_free_all(m_headers);
    }
    Download(const Download&) = delete;
    Download& operator=(const Download&) = delete;

    std::size_t run(std::size_t in_flight)
    {
        while (m_handles.size() < std::min(in_flight, m_requests.size())) {
            m_handles.push_back(make_handle());
            start_next(m_handles.back());
        }
        // Outstanding requests are counted: a poll after the last one would sleep its whole
        // timeout.
        while (m_done < m_requests.size()) {
            int running = 0;
            if (curl_multi_perform(m_multi, &running) != CURLM_OK) {
                throw std::runtime_error("curl_multi_perform failed");
            }
            finish_all();
            if (m_done < m_requests.size()) {
                curl_multi_poll(m_multi, nullptr, 0, kPollTimeoutMs, nullptr);
            }
        }
        return m_bytes;
    }

private:
    CURL* make_handle()
    {
        CURL* handle = curl_easy_init();
        curl_easy_setopt(handle, CURLOPT_URL, m_url.c_str());
        curl_easy_setopt(handle, CURLOPT_HTTPHEADER, m_headers);
        curl_easy_setopt(handle, CURLOPT_NOPROXY, "*");
        curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, &discard);
        curl_easy_setopt(handle, CURLOPT_WRITEDATA, &m_bytes);
        return handle;
    }

    void start_next(CURL* handle)
    {
        const std::string& body = m_requests[m_started++];
        curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
        curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.c_str());
        curl_multi_add_handle(m_multi, handle);
    }

    void finish_all()
    {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(m_multi, &left)) {
            CURL* handle = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
            if (message->data.result != CURLE_OK || status != 200) {
                throw std::runtime_error(std::string("request failed: ") +
                                         curl_easy_strerror(message->data.result));
            }
            ++m_done;
            curl_multi_remove_handle(m_multi, handle);
            if (m_started < m_requests.size()) {
                start_next(handle);
            }
        }
    }

    std::string m_url;
    const std::vector<std::string>& m_requests;
    CURLM* m_multi = curl_multi_init();
    curl_slist* m_headers = curl_slist_append(nullptr, "Content-Type: application/json");
    std::vector<CURL*> m_handles;
    std::size_t m_started = 0;
    std::size_t m_done = 0;
    std::size_t m_bytes = 0;
};

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3 || argc > 4) {
        std::cerr << "usage: download URL REQUESTS [IN_FLIGHT]\n";
        return 64;
    }
    const int in_flight = argc == 4 ? std::atoi(argv[3]) : kInFlightDefault;
    std::vector<std::string> requests;
    std::ifstream file(argv[2]);
    for (std::string line; std::getline(file, line);) {
        requests.push_back(std::move(line));
    }
    if (requests.empty() || in_flight < 1) {
        std::cerr << "download: nothing to do\n";
        return 64;
    }
    curl_global_init(CURL_GLOBAL_DEFAULT);
    try {
        Download download(argv[1], requests);
        std::cout << download.run(static_cast<std::size_t>(in_flight)) << '\n';
    } catch (const std::exception& error) {
        std::cerr << "download: " << error.what() << '\n';
        return 1;
    }
}
