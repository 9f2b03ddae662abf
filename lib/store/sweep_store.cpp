// SPDX-License-Identifier: MIT
#include "store/sweep_store.hpp"

#include "base/check.hpp"
#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace ctrip::store {

namespace {

constexpr std::int64_t kDay_s = std::int64_t{24} * 60 * 60;

constexpr std::array<std::string_view, 5> kKindNames{"native", "token", "topup", "batch",
                                                     "foreign"};
constexpr std::array<std::string_view, 6> kSweepStateNames{"signed", "broadcast", "mined",
                                                           "final",  "failed",    "dropped"};
constexpr std::array<std::string_view, 6> kTxKindNames{"native", "token",  "topup",
                                                       "batch",  "deploy", "undelegate"};
constexpr std::array<std::string_view, 6> kTxStateNames{"signed", "broadcast", "mined",
                                                        "final",  "replaced",  "dropped"};

/// A column's position in a row of sweeps, and in one of sweep_txs.
consteval std::size_t sweep_column(std::string_view column)
{
    return place_of(kSweeps, column);
}
consteval std::size_t in_tx(std::string_view column)
{
    return place_of(kSweepTxs, column);
}

const std::string& select_sweeps()
{
    static const std::string sql = select_from(kSweeps);
    return sql;
}

template <typename Enum, std::size_t N>
Enum parse(const std::array<std::string_view, N>& names, std::string_view name)
{
    const auto* const found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
        throw Error{ErrorKind::unavailable,
                    fmt::format("database: a sweep has the unknown kind or state '{}'", name)};
    }
    return static_cast<Enum>(found - names.begin());
}

std::optional<evm::BlockHash> optional_block_hash(const Row& row, std::size_t column)
{
    return row.is_null(column) ? std::nullopt : std::optional{row.block_hash(column)};
}

Sweep to_sweep(const Row& row)
{
    return {.id = row.text(sweep_column("id")),
            .chain_id = row.unsigned_integer(sweep_column("chain_id")),
            .payment_id = row.text(sweep_column("payment_id")),
            .kind = parse<SweepKind>(kKindNames, row.text(sweep_column("kind"))),
            .state = parse<SweepState>(kSweepStateNames, row.text(sweep_column("state"))),
            .from = row.address(sweep_column("from_address")),
            .to = row.address(sweep_column("to_address")),
            .token = row.optional_address(sweep_column("token")),
            .symbol = row.text(sweep_column("symbol")),
            .decimals = static_cast<unsigned>(row.unsigned_integer(sweep_column("decimals"))),
            .amount = row.amount(sweep_column("amount")),
            .tx_hash = row.tx_hash(sweep_column("tx_hash")),
            .block_number = row.optional_unsigned(sweep_column("block_number")),
            .block_hash = optional_block_hash(row, sweep_column("block_hash")),
            .fee = row.optional_amount(sweep_column("fee")),
            .note = row.text(sweep_column("note")),
            .created_at_s = row.integer(sweep_column("created_at"))};
}

SweepTx to_tx(const Row& row)
{
    return {.chain_id = row.unsigned_integer(in_tx("chain_id")),
            .hash = row.tx_hash(in_tx("tx_hash")),
            .kind = parse<SweepTxKind>(kTxKindNames, row.text(in_tx("kind"))),
            .state = parse<SweepTxState>(kTxStateNames, row.text(in_tx("state"))),
            .sender = row.address(in_tx("sender")),
            .nonce = row.unsigned_integer(in_tx("nonce")),
            .raw = row.text(in_tx("raw_tx")),
            .signed_block = row.unsigned_integer(in_tx("signed_block")),
            .signed_time_s = row.integer(in_tx("signed_time")),
            .block_number = row.optional_unsigned(in_tx("block_number")),
            .block_hash = optional_block_hash(row, in_tx("block_hash")),
            .fee = row.optional_amount(in_tx("fee")),
            .created_at_s = row.integer(in_tx("created_at"))};
}

std::vector<Sweep> to_sweeps(const Rows& rows)
{
    std::vector<Sweep> sweeps;
    sweeps.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(sweeps), to_sweep);
    return sweeps;
}

/// The state of the sweeps of a transaction, as far as its own state gives it; `final` also needs
/// the receipt.
std::string_view state_of_sweeps(SweepTxState state)
{
    CTRIP_CHECK(state != SweepTxState::final && state != SweepTxState::replaced);
    return kTxStateNames[static_cast<std::size_t>(state)];
}

} // namespace

std::string_view to_string(SweepKind kind) noexcept
{
    return kKindNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(SweepState state) noexcept
{
    return kSweepStateNames[static_cast<std::size_t>(state)];
}

std::string_view to_string(SweepTxKind kind) noexcept
{
    return kTxKindNames[static_cast<std::size_t>(kind)];
}

std::string_view to_string(SweepTxState state) noexcept
{
    return kTxStateNames[static_cast<std::size_t>(state)];
}

bool is_paid_by_deposit(SweepKind kind) noexcept
{
    return kind == SweepKind::native || kind == SweepKind::token;
}

SweepStore::SweepStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

/// Signatures are deterministic (RFC 6979): what no node took and what is planned after it can be
/// the same bytes. Then the row begins again.
void SweepStore::insert(SweepTx& tx, std::span<Sweep> sweeps)
{
    if (m_database.execute("DELETE FROM sweep_txs WHERE chain_id = $1 AND tx_hash = $2 AND state "
                           "= 'dropped'",
                           {tx.chain_id, tx.hash}) != 0) {
        m_database.execute("DELETE FROM sweeps WHERE chain_id = $1 AND tx_hash = $2",
                           {tx.chain_id, tx.hash});
    }
    tx.created_at_s = m_clock.now_s();
    static const std::string sql = insert_into(kSweepTxs);
    m_database.execute(sql, row_of(kSweepTxs, {{in_tx("chain_id"), tx.chain_id},
                                               {in_tx("tx_hash"), tx.hash},
                                               {in_tx("kind"), to_string(tx.kind)},
                                               {in_tx("state"), to_string(tx.state)},
                                               {in_tx("sender"), tx.sender},
                                               {in_tx("nonce"), tx.nonce},
                                               {in_tx("raw_tx"), tx.raw},
                                               {in_tx("signed_block"), tx.signed_block},
                                               {in_tx("signed_time"), tx.signed_time_s},
                                               {in_tx("created_at"), tx.created_at_s},
                                               {in_tx("updated_at"), tx.created_at_s}}));
    for (Sweep& sweep : sweeps) {
        sweep.tx_hash = tx.hash;
        insert(sweep);
    }
}

void SweepStore::insert(Sweep& sweep)
{
    const std::int64_t now_ms = m_clock.now_ms();
    sweep.id = m_ids.next(now_ms);
    sweep.created_at_s = now_ms / 1000;
    static const std::string sql = insert_into(kSweeps);
    m_database.execute(sql, row_of(kSweeps, {{sweep_column("id"), sweep.id},
                                             {sweep_column("chain_id"), sweep.chain_id},
                                             {sweep_column("payment_id"), sweep.payment_id},
                                             {sweep_column("kind"), to_string(sweep.kind)},
                                             {sweep_column("state"), to_string(sweep.state)},
                                             {sweep_column("from_address"), sweep.from},
                                             {sweep_column("to_address"), sweep.to},
                                             {sweep_column("token"), sweep.token},
                                             {sweep_column("symbol"), sweep.symbol},
                                             {sweep_column("decimals"), sweep.decimals},
                                             {sweep_column("amount"), sweep.amount},
                                             {sweep_column("tx_hash"), sweep.tx_hash},
                                             {sweep_column("block_number"), sweep.block_number},
                                             {sweep_column("block_hash"), sweep.block_hash},
                                             {sweep_column("fee"), sweep.fee},
                                             {sweep_column("note"), sweep.note},
                                             {sweep_column("created_at"), sweep.created_at_s},
                                             {sweep_column("updated_at"), sweep.created_at_s}}));
}

void SweepStore::replace(SweepTx& old, SweepTx& fresh)
{
    old.state = SweepTxState::replaced;
    update(old);
    insert(fresh, {});
    hand_over(old, fresh);
}

void SweepStore::hand_over(const SweepTx& from, const SweepTx& to)
{
    m_database.execute(
        "UPDATE sweeps SET tx_hash = $1, state = $2, updated_at = $3 WHERE chain_id "
        "= $4 AND tx_hash = $5",
        {to.hash, state_of_sweeps(to.state), m_clock.now_s(), from.chain_id, from.hash});
}

std::vector<SweepTx> SweepStore::open(evm::ChainId chain_id, std::size_t max)
{
    std::vector<SweepTx> txs;
    static const std::string sql =
        select_from(kSweepTxs) + " WHERE chain_id = $1 AND state IN ('signed', 'broadcast', "
                                 "'mined', 'replaced') ORDER BY sender, nonce, created_at LIMIT $2";
    const Rows rows = m_database.query(sql, {chain_id, std::uint64_t{max}});
    std::transform(rows.begin(), rows.end(), std::back_inserter(txs), to_tx);
    return txs;
}

evm::Amount SweepStore::sponsored_since(evm::ChainId chain_id, base::UnixSeconds since_s)
{
    const auto row = m_database.query_row(
        fmt::format("SELECT {} FROM sweep_txs WHERE created_at >= $1 AND chain_id = $2 AND state = "
                    "'final' AND kind <> 'native'",
                    m_database.exact_sum("fee")),
        {since_s, chain_id});
    return row->amount(0);
}

std::vector<SweepTx> SweepStore::signed_since(evm::ChainId chain_id, base::UnixSeconds since_s)
{
    std::vector<SweepTx> txs;
    static const std::string sql =
        select_from(kSweepTxs) +
        " WHERE created_at >= $1 AND chain_id = $2 AND state IN ('signed', "
        "'broadcast', 'mined', 'final')";
    const Rows rows = m_database.query(sql, {since_s, chain_id});
    std::transform(rows.begin(), rows.end(), std::back_inserter(txs), to_tx);
    return txs;
}

bool SweepStore::has_open(evm::ChainId chain_id)
{
    return m_database
        .query_row(
            "SELECT 1 FROM sweep_txs WHERE chain_id = $1 AND state IN ('signed', "
            "'broadcast', 'mined', 'replaced') AND state <> 'replaced' AND sender > '' LIMIT 1",
            {chain_id})
        .has_value();
}

std::vector<SweepTxCount> SweepStore::open_by_state(evm::ChainId chain_id)
{
    std::vector<SweepTxCount> counts;
    for (const Row& row : m_database.query(
             // The second column of the partial index is named, or SQLite's planner picks the
             // primary key.
             "SELECT state, COUNT(*), MIN(created_at) FROM sweep_txs WHERE chain_id = $1 AND state "
             "IN ('signed', 'broadcast', 'mined', 'replaced') AND sender > '' GROUP BY state ORDER "
             "BY state",
             {chain_id})) {
        counts.push_back({.state = parse<SweepTxState>(kTxStateNames, row.text(0)),
                          .count = row.unsigned_integer(1),
                          .oldest_s = row.integer(2)});
    }
    return counts;
}

std::vector<Sweep> SweepStore::of_tx(evm::ChainId chain_id, const evm::TxHash& hash)
{
    static const std::string sql =
        select_sweeps() + " WHERE chain_id = $1 AND tx_hash = $2 ORDER BY id";
    return to_sweeps(m_database.query(sql, {chain_id, hash}));
}

std::vector<Sweep> SweepStore::of_payment(std::string_view payment_id)
{
    static const std::string sql =
        select_sweeps() + " WHERE payment_id = $1 ORDER BY created_at, id";
    return to_sweeps(m_database.query(sql, {payment_id}));
}

std::vector<Sweep> SweepStore::of_payments(std::span<const std::string> payment_ids)
{
    std::vector<Sweep> sweeps;
    by_chunks(payment_ids, [&](std::span<const std::string> ids) {
        std::vector<Value> values;
        const std::string these = append_list(values, ids);
        const std::vector<Sweep> some = to_sweeps(m_database.query(
            fmt::format("{} WHERE payment_id IN {}", select_sweeps(), these), values));
        sweeps.insert(sweeps.end(), some.begin(), some.end());
    });
    return sweeps;
}

std::vector<Sweep> SweepStore::list(std::span<const evm::ChainId> chain_ids,
                                    const std::optional<std::string>& after, std::uint64_t max)
{
    std::vector<Value> values;
    std::string sql = select_sweeps() + " WHERE 1 = 1";
    if (!chain_ids.empty()) {
        sql += fmt::format(" AND chain_id IN {}", append_list(values, chain_ids));
    }
    if (after) {
        values.emplace_back(*after);
        sql += fmt::format(" AND id < ${}", values.size());
    }
    values.emplace_back(max);
    sql += fmt::format(" ORDER BY id DESC LIMIT ${}", values.size());
    return to_sweeps(m_database.query(sql, values));
}

bool SweepStore::is_top_up(evm::ChainId chain_id, const evm::TxHash& hash)
{
    return m_database
        .query_row("SELECT 1 FROM sweep_txs WHERE chain_id = $1 AND tx_hash = $2 AND kind = "
                   "'topup'",
                   {chain_id, hash})
        .has_value();
}

void SweepStore::update(const Sweep& sweep)
{
    m_database.execute("UPDATE sweeps SET state = $1, block_number = $2, block_hash = $3, fee = "
                       "$4, note = $5, amount = $6, "
                       "updated_at = $7 WHERE id = $8",
                       {to_string(sweep.state), sweep.block_number, sweep.block_hash, sweep.fee,
                        sweep.note, sweep.amount, m_clock.now_s(), sweep.id});
}

void SweepStore::update(const SweepTx& tx)
{
    m_database.execute("UPDATE sweep_txs SET state = $1, block_number = $2, block_hash = "
                       "$3, fee = $4, updated_at = $5 WHERE chain_id = $6 AND tx_hash = $7",
                       {to_string(tx.state), tx.block_number, tx.block_hash, tx.fee,
                        m_clock.now_s(), tx.chain_id, tx.hash});
}

void SweepStore::update_with_sweeps(const SweepTx& tx, std::string_view note)
{
    update(tx);
    m_database.execute("UPDATE sweeps SET state = $1, block_number = $2, block_hash = $3, fee = "
                       "NULL, note = $4, updated_at = $5 WHERE chain_id = $6 AND tx_hash = $7",
                       {state_of_sweeps(tx.state), tx.block_number, tx.block_hash, note,
                        m_clock.now_s(), tx.chain_id, tx.hash});
}

std::vector<SweepCost> SweepStore::costs(std::span<const evm::ChainId> chain_ids,
                                         base::UnixSeconds since_s)
{
    std::vector<Value> values{Value{since_s}};
    std::string where = "t.created_at >= $1 AND t.state = 'final'";
    if (!chain_ids.empty()) {
        where += fmt::format(" AND t.chain_id IN {}", append_list(values, chain_ids));
    }
    using Key = std::tuple<base::UnixSeconds, evm::ChainId, SweepTxKind>;
    std::map<Key, SweepCost> costs;
    const auto cost_of = [&](const Row& row) -> SweepCost& {
        const Key key{row.integer(0) * kDay_s, row.unsigned_integer(1),
                      parse<SweepTxKind>(kTxKindNames, row.text(2))};
        SweepCost& cost = costs[key];
        std::tie(cost.day_s, cost.chain_id, cost.kind) = key;
        return cost;
    };
    for (const Row& row : m_database.query(
             fmt::format("SELECT t.created_at / {}, t.chain_id, t.kind, COUNT(*), {} FROM "
                         "sweep_txs t WHERE {} GROUP BY 1, 2, 3",
                         kDay_s, m_database.exact_sum("t.fee"), where),
             values)) {
        SweepCost& cost = cost_of(row);
        cost.txs = row.unsigned_integer(3);
        cost.fee = row.amount(4);
    }
    for (const Row& row : m_database.query(
             fmt::format("SELECT t.created_at / {}, t.chain_id, t.kind, "
                         "SUM(CASE s.state WHEN 'final' THEN 1 ELSE 0 END), "
                         "SUM(CASE s.state WHEN 'failed' THEN 1 ELSE 0 END) FROM sweep_txs t JOIN "
                         "sweeps s ON s.chain_id = t.chain_id AND s.tx_hash = t.tx_hash WHERE {} "
                         "GROUP BY 1, 2, 3",
                         kDay_s, where),
             values)) {
        SweepCost& cost = cost_of(row);
        cost.sweeps = row.unsigned_integer(3);
        cost.failed = row.unsigned_integer(4);
    }
    std::vector<SweepCost> list;
    std::transform(costs.begin(), costs.end(), std::back_inserter(list),
                   [](const auto& entry) { return entry.second; });
    return list;
}

std::optional<std::uint64_t> SweepStore::next_nonce(evm::ChainId chain_id,
                                                    const evm::Address& sender)
{
    const auto row = m_database.query_row("SELECT MAX(nonce) FROM sweep_txs WHERE chain_id = $1 "
                                          "AND sender = $2 AND state IN ('signed', 'broadcast', "
                                          "'mined', 'final')",
                                          {chain_id, sender});
    const auto nonce = row->optional_unsigned(0);
    return nonce ? std::optional{*nonce + 1} : std::nullopt;
}

std::uint64_t SweepStore::free_nonce(evm::ChainId chain_id, const evm::Address& sender,
                                     std::uint64_t from)
{
    for (const Row& row : m_database.query(
             "SELECT DISTINCT nonce FROM sweep_txs WHERE chain_id = $1 AND sender = $2 "
             "AND nonce >= $3 AND state IN ('signed', 'broadcast', 'mined', 'final') "
             "ORDER BY nonce",
             {chain_id, sender, from})) {
        if (row.unsigned_integer(0) != from) {
            break;
        }
        ++from;
    }
    return from;
}

} // namespace ctrip::store
