// SPDX-License-Identifier: MIT
#include "integration/full_database.hpp"

#include "evm/amount.hpp"
#include "store/payment_store.hpp"
#include "store/schema/table_sql.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace ctrip::test {

using store::Database;
using store::DbTransaction;
using store::Table;
using store::Value;

namespace {

constexpr std::string_view kLargest =
    "115792089237316195423570985008687907853269984665640564039457584007913129639935";

} // namespace

const Table& table_named(std::string_view name)
{
    const auto tables = store::lasting_tables();
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const Table& table) { return table.name == name; });
    REQUIRE(found != tables.end());
    return *found;
}

void put(Database& database, std::string_view table, const std::vector<std::vector<Value>>& rows)
{
    database.insert_rows(table, store::column_names(table_named(table)), rows);
}

void fill(FreshDatabase& fresh)
{
    const evm::Amount largest = *evm::Amount::from_decimal(kLargest);
    const std::vector<std::string> statuses{"pending", "detected", "confirmed", "paid",
                                            "settled", "expired",  "failed"};
    std::vector<payment::Payment> payments;
    for (std::uint64_t n = 1; n <= statuses.size(); ++n) {
        payment::Payment payment = payment_of(n);
        payment.amount = largest;
        payment.amount_min = largest;
        payment.idempotency_key =
            n % 2 == 0 ? std::optional{fmt::format("key {}", n)} : std::nullopt;
        payment.reference = "tab\there, backslash \\N, quote ', \xC3\xA9\xF0\x9F\x98\x80";
        payment.metadata = {{"kunde", "\xE4\xB8\x83"}, {"", "\n"}};
        payments.push_back(payment);
    }
    insert(fresh, payments);
    Database& db = fresh.database();
    DbTransaction transaction{db};
    static_cast<void>(store::PaymentStore{db}.reserve_indexes(8));
    put(db, "chains",
        {{kChain, "anvil", 12, block_of(12), 1'200, 14, 7, 99, 10, 3, 11, 1, "headers receipts"},
         {kChain + 1, "never scanned", {}, {}, {}, {}, {}, 99, {}, 0, {}, 0, {}}});
    put(db, "doubts", {{kChain, 5, 8, 500, 800, "a node shows no logs", 1, 98, 2, 99, 6}});
    put(db, "checkpoints", {{kChain, 11, block_of(11), 1'100}, {kChain, 12, block_of(12), 1'200}});
    for (std::uint64_t n = 1; n <= statuses.size(); ++n) {
        const std::string id = id_of(n);
        db.execute("UPDATE payments SET status = $2, received = $3, flags = 'overpaid multiple', "
                   "detected_in_block = 10, swept = 1 WHERE id = $1",
                   {id, statuses[n - 1], n == 1 ? "0" : std::string{kLargest}});
        put(db, "transfers",
            {{kChain,
              tx_of(n),
              -1,
              id,
              {},
              address_of(90),
              address_of(n),
              "1",
              10,
              block_of(10),
              900,
              "counts",
              "final",
              0},
             {kChain, tx_of(n), 3, id, address_of(91), address_of(90), address_of(n), kLargest, 11,
              block_of(11), 910, "wrong_token", "seen", 1}});
        put(db, "payment_history",
            {{id, 1, "payment.detected", "pending", "detected", "", 901, {}},
             {id, 2, "payment.confirmed", "detected", "confirmed", "said: \"so\"", 902,
              "alice@till"}});
        put(db, "webhooks",
            {{fmt::format("msg_{}", n),
              id,
              1,
              "payment.detected",
              "",
              {},
              "{\"a\": \"\\n\"}",
              "delivered",
              1,
              -2,
              0,
              1,
              2,
              {},
              3,
              200,
              {},
              {},
              2 * n},
             {fmt::format("msg_{}b", n), id, 2, "payment.confirmed", "erp", "https://shop.example/",
              "{}", "dead", 9, 1, 1, 1, 2, 7, 3, 500, "no\nanswer", 63, 0}});
        put(db, "webhook_attempts",
            {{id, fmt::format("msg_{}", n), 1, 3, 4, 200, "192.0.2.1", "o\tk", {}},
             {id, fmt::format("msg_{}b", n), 9, 3, 4, {}, {}, "", "no\nanswer"}});
        put(db, "sweeps",
            {{fmt::format("sweep {}", n),
              kChain,
              id,
              "native",
              "final",
              address_of(n),
              address_of(92),
              {},
              "ETH",
              18,
              kLargest,
              tx_of(50 + n),
              12,
              block_of(12),
              "0",
              "",
              5,
              6}});
        put(db, "sweep_txs",
            {{kChain, tx_of(50 + n), "native", "final", address_of(n), n, "0xf8", 11, 910, 12,
              block_of(12), "0", 5, 6}});
        put(db, "sweep_plans",
            {{id, address_of(91), "blocked", "batched", "said: \"no\"", 7, 8, 9}});
        put(db, "sweep_authorizations",
            {{kChain, address_of(n), address_of(93), n, 1, tx_of(60 + n), tx_of(70 + n)}});
    }
    put(db, "nodes",
        {{kChain,
          "00112233445566778899aabbccddeeff",
          5,
          2,
          500,
          {},
          50,
          {},
          "override",
          {},
          9,
          20,
          1,
          2,
          3,
          4,
          5}});
    put(db, "webhook_endpoints", {{"shop.example:443", "open", 5, 1, 2, 3, "msg_1b", "HTTP 500"}});
    put(db, "oddities", {{kChain, "missing_block", 3, 2, "block 7", 9}});
    put(db, "chain_limits",
        {{kChain, "tx_fee_max", kLargest, 9}, {kChain, "tx_gas_max", "16777216", 10}});
    put(db, "job_runs",
        {{"scan", "anvil", 1, 2, 0, "", "00112233445566778899aabbccddeeff", 3, 4, 5},
         {"send-webhooks", "", 1, 2, 69, "away", {}, {}, 0, {}}});
    put(db, "metric_values",
        {{"ctrip_job_duration_seconds", "job=\"scan\",chain=\"a\\\"b\"", "sum", 0, 5},
         {"ctrip_job_runs_total", "job=\"scan\"", "", 77, -1}});
    put(db, "archived_payments",
        {{id_of(900), kChain, address_of(900), 900, 900, "old key", "2025.jsonl.gz", 77}});
    put(db, "archived_transfers",
        {{kChain,
          tx_of(900),
          0,
          id_of(900),
          {},
          address_of(90),
          address_of(900),
          kLargest,
          9,
          block_of(9),
          800}});
    put(db, "unissued_money",
        {{kChain, address_of(950), "", "wallet", 950, kLargest, 9, tx_of(950), 800}});
    transaction.commit();
}

std::map<std::string, std::vector<std::vector<Value>>> dump(Database& database)
{
    std::map<std::string, std::vector<std::vector<Value>>> all;
    for (const Table& table : store::lasting_tables()) {
        std::string columns;
        for (const std::string_view name : store::column_names(table)) {
            columns += (columns.empty() ? "" : ", ") + std::string{name};
        }
        std::string key;
        for (const std::string_view name : table.key) {
            key += (key.empty() ? "" : ", ") + std::string{name};
        }
        auto& rows = all[std::string{table.name}];
        for (const store::Row& row : database.query(
                 fmt::format("SELECT {} FROM {} ORDER BY {}", columns, table.name, key))) {
            rows.push_back(row.values());
        }
    }
    return all;
}

} // namespace ctrip::test
