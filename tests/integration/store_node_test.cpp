// SPDX-License-Identifier: MIT
// What is remembered of nodes, in a real database.
#include "integration/fresh_database.hpp"
#include "job/shared/node_memory.hpp"
#include "store/node_store.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace ctrip;
using namespace ctrip::test;

namespace {

const std::string kNode = "0123456789abcdef0123456789abcdef";

rpc::NodeFacts some_facts()
{
    return {.paused_until_ms = 1'795'320'010'000,
            .failures = 3,
            .logs_blocks_max = 500,
            .batch_max = 5,
            .calls_max = 50,
            .requests_max = 2,
            .balance_way = "multicall",
            .trace_way = "debug"};
}

} // namespace

TEST_CASE("what was learnt of a node comes back as it was kept", "[store][node_store]")
{
    FreshDatabase fresh;
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    job::StoredNodeMemory memory{kChain, fresh.database(), fresh.clock, log};
    CHECK(memory.find(kNode) == rpc::NodeFacts{});
    memory.save(kNode, {}, some_facts());
    CHECK(memory.find(kNode) == some_facts());
    job::StoredNodeMemory of_another_chain{kChain + 1, fresh.database(), fresh.clock, log};
    CHECK(of_another_chain.find(kNode) == rpc::NodeFacts{});
    memory.save(kNode, some_facts(), {});
    CHECK(memory.find(kNode) == rpc::NodeFacts{});
}

TEST_CASE("runs that learn different things of a node at the same time lose none of them",
          "[store][node_store]")
{
    FreshDatabase fresh;
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    job::StoredNodeMemory memory{kChain, fresh.database(), fresh.clock, log};
    memory.save(kNode, {}, some_facts());
    rpc::NodeFacts scan = some_facts();
    scan.logs_blocks_max = 250;
    rpc::NodeFacts confirm = some_facts();
    confirm.paused_until_ms = 0;
    confirm.failures = 0;
    memory.save(kNode, some_facts(), scan);
    memory.save(kNode, some_facts(), confirm);
    rpc::NodeFacts both = confirm;
    both.logs_blocks_max = 250;
    CHECK(memory.find(kNode) == both);
}

TEST_CASE("nothing is written of a node of which nothing new was learnt", "[store][node_store]")
{
    FreshDatabase fresh;
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    job::StoredNodeMemory memory{kChain, fresh.database(), fresh.clock, log};
    memory.save(kNode, {}, {});
    memory.save(kNode, some_facts(), some_facts());
    CHECK_FALSE(store::NodeStore(fresh.database(), fresh.clock).find(kChain, kNode).has_value());
}

TEST_CASE("a memory without its table does not fail the job", "[store][node_store]")
{
    FreshDatabase fresh{FreshDatabase::Schema::none};
    // Its lines are no part of the tests' output.
    const base::Log log{{.level = base::LogLevel::error}, fresh.clock};
    job::StoredNodeMemory memory{kChain, fresh.database(), fresh.clock, log};
    CHECK(memory.find(kNode) == rpc::NodeFacts{});
    memory.save(kNode, {}, some_facts());
    CHECK(fresh.database().is_usable());
}
