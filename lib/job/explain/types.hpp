// SPDX-License-Identifier: MIT
// Inputs and result of an explanation.
#pragma once

#include "base/clock.hpp"
#include "config/config.hpp"
#include "rpc/block_source.hpp"
#include "store/database.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace ctrip::job {

/// The named values on which an explanation rests. Printed as JSON: add, never rename.
using FactValue = std::variant<std::monostate, bool, std::uint64_t, std::string>;
using NamedFacts = std::vector<std::pair<std::string, FactValue>>;

struct Explanation
{
    std::string subject; ///< The payment's id, or the transaction's hash.
    std::string verdict; ///< One word with underscores for programs.
    NamedFacts facts;
    std::vector<NamedFacts> transfers;  ///< Of a transaction: each transfer to a payment's address.
    std::vector<std::string> sentences; ///< Whole sentences in plain words.
    std::string next;                   ///< What to do.
    /// Errors of nodes that could not be asked. If there are any, the explanation is by the
    /// database alone.
    std::vector<std::string> unreachable;
};

/// Where to look: a chain and its nodes.
struct ExplainChain
{
    const config::Chain& chain;
    rpc::BlockSource& client;
};

struct ExplainContext
{
    const config::Config& config;
    store::Database& database;
    const base::Clock& clock;
};

} // namespace ctrip::job
