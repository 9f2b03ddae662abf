// SPDX-License-Identifier: MIT
#include "telemetry/collector.hpp"

#include <fmt/format.h>

#include <utility>

namespace ctrip::telemetry {

http::Response Collector::post(std::string url, std::vector<std::string> headers, std::string body)
{
    constexpr std::size_t answer_bytes_max = 64ULL << 10U;
    http::Request request;
    request.url = std::move(url);
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.timeout_ms = m_timeout_ms;
    request.body_bytes_max = answer_bytes_max;
    request.oversize = http::Oversize::truncates;
    return m_client.perform(std::move(request));
}

std::string problem_of(const http::Response& response)
{
    if (response.failure != http::Failure::none) {
        return response.error;
    }
    return response.status / 100 == 2 ? std::string{} : fmt::format("HTTP {}", response.status);
}

} // namespace ctrip::telemetry
