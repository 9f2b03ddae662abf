// SPDX-License-Identifier: MIT
// What an explanation is made of, and what it is made from.
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

/// What an explanation rests on, by name: printed as JSON, and never renamed.
using FactValue = std::variant<std::monostate, bool, std::uint64_t, std::string>;
using NamedFacts = std::vector<std::pair<std::string, FactValue>>;

struct Explanation
{
    std::string subject; ///< The payment's id, or the transaction's hash.
    std::string verdict; ///< One word with underscores for programs.
    NamedFacts facts;
    std::vector<NamedFacts> transfers;  ///< Of a transaction: each of its payments to us.
    std::vector<std::string> sentences; ///< Plain words, each whole.
    std::string next;                   ///< What to do.
    /// Nodes that could not be asked, in their client's words. Where it is not empty, this is what
    /// the database knows.
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
