// SPDX-License-Identifier: MIT
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using store::Value;

TEST_CASE("statements name every column of a table in its order", "[store][table_sql]")
{
    CHECK(store::select_from(store::kCheckpoints) ==
          "SELECT chain_id, block_number, block_hash, block_time FROM checkpoints");
    CHECK(store::column_list(store::kSweepPlans, "s.") ==
          "s.payment_id, s.token, s.state, s.strategy, s.reason, s.updated_at, s.ask_at, "
          "s.searched_to");
    CHECK(store::insert_into(store::kCounters) ==
          "INSERT INTO counters (name, value) VALUES ($1, $2)");
    CHECK(store::column_names(store::kCounters) == std::vector<std::string_view>{"name", "value"});
}

TEST_CASE("an upsert replaces all but the key", "[store][table_sql]")
{
    CHECK(store::upsert_into(store::kCheckpoints) ==
          "INSERT INTO checkpoints (chain_id, block_number, block_hash, block_time) VALUES ($1, "
          "$2, $3, $4) ON CONFLICT (chain_id, block_number) DO UPDATE SET block_hash = "
          "excluded.block_hash, block_time = excluded.block_time");
}

TEST_CASE("a row has its cells in their places and NULL between them", "[store][table_sql]")
{
    const std::vector<Value> row =
        store::row_of(store::kCheckpoints, {{store::place_of(store::kCheckpoints, "block_time"), 7},
                                            {store::place_of(store::kCheckpoints, "chain_id"), 1}});
    CHECK(row == std::vector<Value>{1, {}, {}, 7});
}
