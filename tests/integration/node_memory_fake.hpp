// SPDX-License-Identifier: MIT
// What is remembered of nodes, without a database.
#pragma once

#include "rpc/node_memory.hpp"

#include <map>
#include <string>

namespace ctrip::test {

class FakeMemory final : public rpc::NodeMemory
{
public:
    [[nodiscard]] rpc::NodeFacts find(const std::string& node_key) noexcept override
    {
        return m_facts[node_key];
    }
    void save(const std::string& node_key, const rpc::NodeFacts& before,
              const rpc::NodeFacts& after) noexcept override
    {
        changes += before == after ? 0 : 1;
        m_facts[node_key] = after;
    }

    int changes = 0;

private:
    std::map<std::string, rpc::NodeFacts> m_facts;
};

} // namespace ctrip::test
