// SPDX-License-Identifier: MIT
#include "store/metrics/metered_database.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

TEST_CASE("a statement is called by its verb and its table, never by a value",
          "[store][statement_name]")
{
    const struct
    {
        std::string_view sql;
        std::string name;
    } cases[]{
        {"SELECT a, b FROM payments WHERE id = $1", "select payments"},
        {"INSERT INTO job_runs (job, chain) VALUES ($1, $2)", "insert job_runs"},
        {"UPDATE webhooks SET state = 'dead'", "update webhooks"},
        {"DELETE FROM doubts", "delete doubts"},
        {"BEGIN IMMEDIATE", "begin"},
        {"COMMIT", "commit"},
        {"SELECT 1", "select"},
        {"SELECT x FROM (SELECT y FROM chains) AS z", "select"},
        {"WITH chosen AS (SELECT w.id FROM webhooks w) UPDATE webhooks SET a = 1", "with webhooks"},
        {"PRAGMA page_count", "pragma"},
        {"", ""},
    };
    for (const auto& [sql, name] : cases) {
        CAPTURE(sql);
        CHECK(store::statement_name(sql) == name);
    }
}
