// SPDX-License-Identifier: MIT
// Posts to what collects spans and error reports. Internal to this module.
#pragma once

#include "http/client.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::telemetry {

class Collector
{
public:
    /// `version`: of the program, for User-Agent.
    Collector(const std::string& version, std::int64_t timeout_ms)
        : m_client({.user_agent = "ctrip/" + version}), m_timeout_ms(timeout_ms)
    {
    }

    /// Blocks until it is answered or fails; reads at most 64 KiB of the answer.
    [[nodiscard]] http::Response post(std::string url, std::vector<std::string> headers,
                                      std::string body);

private:
    http::Client m_client;
    std::int64_t m_timeout_ms;
};

/// Why it was not taken; empty for 2xx.
[[nodiscard]] std::string problem_of(const http::Response& response);

} // namespace ctrip::telemetry
