// SPDX-License-Identifier: MIT
// A real node: Anvil, from the binary that the environment variable ANVIL names, on a free port,
// ended with the test.
#pragma once

#include <nlohmann/json.hpp>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ctrip::test {

class Anvil
{
public:
    /// Throws where ANVIL is not set: a test that needs a node must not pass without one.
    explicit Anvil(const std::vector<std::string>& arguments = {});
    ~Anvil();
    Anvil(const Anvil&) = delete;
    Anvil& operator=(const Anvil&) = delete;

    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    /// The result of a call; throws with the node's words for an error.
    nlohmann::json rpc(const std::string& method,
                       const nlohmann::json& params = nlohmann::json::array()) const;

private:
    std::uint16_t m_port = 0;
    pid_t m_pid = -1;
};

} // namespace ctrip::test
