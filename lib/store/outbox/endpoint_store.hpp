// SPDX-License-Identifier: MIT
// The table webhook_endpoints: how endpoints fail, for all runs.
#pragma once

#include "store/database.hpp"
#include "webhook/breaker.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::store {

struct EndpointCount
{
    std::string state; ///< failing, open or disabled
    std::uint64_t endpoints = 0;
};

class EndpointStore
{
public:
    explicit EndpointStore(Database& database) : m_database(database) {}

    /// In the order of their names; at most kEndpointsMax.
    [[nodiscard]] std::vector<webhook::EndpointHealth> all();
    /// One for each state, in their order.
    [[nodiscard]] std::vector<EndpointCount> count_by_state();
    /// One DbTransaction of its own. Of two runs that write the same endpoint the last one counts.
    void save(const webhook::Breaker::Changes& changes);
    /// Deletes the record of an endpoint, whatever its state; false if there is none.
    bool forget(std::string_view endpoint);

private:
    Database& m_database;
};

/// More endpoints than this that fail at once are treated as if they answered.
inline constexpr std::size_t kEndpointsMax = 10'000;

} // namespace ctrip::store
