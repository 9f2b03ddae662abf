// SPDX-License-Identifier: MIT
#include "store/sweep_store.hpp"

#include "base/check.hpp"
#include "store/sql_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace ctrip::store {

namespace {

constexpr std::int64_t kDay_s = 24 * 60 * 60;

constexpr std::array<std::string_view, 5> kKindNames{"native", "token", "topup", "batch",
                                                     "foreign"};
constexpr std::array<std::string_view, 6> kStateNames{"signed", "broadcast", "mined",
                                                      "final",  "failed",    "dropped"};
constexpr std::array<std::string_view, 5> kTxKindNames{"native", "token", "topup", "batch",
                                                       "deploy"};
constexpr std::array<std::string_view, 6> kTxStateNames{"signed", "broadcast", "mined",
                                                        "final",  "replaced",  "dropped"};

constexpr std::string_view kSelect =
    "SELECT id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, "
    "decimals, amount, tx_hash, block_number, block_hash, fee, note, created_at FROM sweeps";
constexpr std::string_view kSelectTx =
    "SELECT chain_id, tx_hash, kind, state, sender, nonce, raw_tx, signed_block, signed_time, "
    "block_number, block_hash, fee, created_at FROM sweep_txs";

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
    return {.id = row.text(0),
            .chain_id = row.unsigned_integer(1),
            .payment_id = row.text(2),
            .kind = parse<SweepKind>(kKindNames, row.text(3)),
            .state = parse<SweepState>(kStateNames, row.text(4)),
            .from = row.address(5),
            .to = row.address(6),
            .token = row.optional_address(7),
            .symbol = row.text(8),
            .decimals = static_cast<unsigned>(row.unsigned_integer(9)),
            .amount = row.amount(10),
            .tx_hash = row.tx_hash(11),
            .block_number = row.optional_unsigned(12),
            .block_hash = optional_block_hash(row, 13),
            .fee = row.optional_amount(14),
            .note = row.text(15),
            .created_at_s = row.integer(16)};
}

SweepTx to_tx(const Row& row)
{
    return {.chain_id = row.unsigned_integer(0),
            .hash = row.tx_hash(1),
            .kind = parse<SweepTxKind>(kTxKindNames, row.text(2)),
            .state = parse<SweepTxState>(kTxStateNames, row.text(3)),
            .sender = row.address(4),
            .nonce = row.unsigned_integer(5),
            .raw = row.text(6),
            .signed_block = row.unsigned_integer(7),
            .signed_time_s = row.integer(8),
            .block_number = row.optional_unsigned(9),
            .block_hash = optional_block_hash(row, 10),
            .fee = row.optional_amount(11),
            .created_at_s = row.integer(12)};
}

std::vector<Sweep> to_sweeps(const Rows& rows)
{
    std::vector<Sweep> sweeps;
    sweeps.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(sweeps), to_sweep);
    return sweeps;
}

/// What is known of a sweep by the state of its transaction alone; how it ended is told by the
/// receipt.
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
    return kStateNames[static_cast<std::size_t>(state)];
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

void SweepStore::insert(SweepTx& tx, std::span<Sweep> sweeps)
{
    tx.created_at_s = m_clock.now_s();
    m_database.execute(
        "INSERT INTO sweep_txs (chain_id, tx_hash, kind, state, sender, nonce, raw_tx, "
        "signed_block, signed_time, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $10)",
        {tx.chain_id, tx.hash, to_string(tx.kind), to_string(tx.state), tx.sender, tx.nonce, tx.raw,
         tx.signed_block, tx.signed_time_s, tx.created_at_s});
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
    m_database.execute(
        "INSERT INTO sweeps (id, chain_id, payment_id, kind, state, from_address, to_address, "
        "token, symbol, decimals, amount, tx_hash, block_number, block_hash, fee, note, "
        "created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, "
        "$14, $15, $16, $17, $17)",
        {sweep.id, sweep.chain_id, sweep.payment_id, to_string(sweep.kind), to_string(sweep.state),
         sweep.from, sweep.to, sweep.token, sweep.symbol, sweep.decimals, sweep.amount,
         sweep.tx_hash, sweep.block_number, sweep.block_hash, sweep.fee, sweep.note,
         sweep.created_at_s});
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
    const Rows rows = m_database.query(
        fmt::format("{} WHERE chain_id = $1 AND state IN ('signed', 'broadcast', 'mined', "
                    "'replaced') ORDER BY sender, nonce, created_at LIMIT $2",
                    kSelectTx),
        {chain_id, std::uint64_t{max}});
    std::transform(rows.begin(), rows.end(), std::back_inserter(txs), to_tx);
    return txs;
}

std::uint64_t SweepStore::count_open(evm::ChainId chain_id)
{
    return m_database
        // In the words of the index and with its second column: else SQLite takes the primary key.
        .query_row("SELECT COUNT(*) FROM sweep_txs WHERE chain_id = $1 AND state IN ('signed', "
                   "'broadcast', 'mined', 'replaced') AND state <> 'replaced' AND sender > ''",
                   {chain_id})
        ->unsigned_integer(0);
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

std::vector<Sweep> SweepStore::of_tx(evm::ChainId chain_id, const evm::TxHash& hash)
{
    return to_sweeps(m_database.query(
        fmt::format("{} WHERE chain_id = $1 AND tx_hash = $2 ORDER BY id", kSelect),
        {chain_id, hash}));
}

std::vector<Sweep> SweepStore::of_payment(std::string_view payment_id)
{
    return to_sweeps(m_database.query(
        fmt::format("{} WHERE payment_id = $1 ORDER BY created_at, id", kSelect), {payment_id}));
}

std::vector<Sweep> SweepStore::of_payments(std::span<const std::string> payment_ids)
{
    std::vector<Sweep> sweeps;
    by_chunks(payment_ids, [&](std::span<const std::string> ids) {
        std::vector<Value> values;
        const std::string places = places_for(ids, values);
        const std::vector<Sweep> some = to_sweeps(
            m_database.query(fmt::format("{} WHERE payment_id IN ({})", kSelect, places), values));
        sweeps.insert(sweeps.end(), some.begin(), some.end());
    });
    return sweeps;
}

std::vector<Sweep> SweepStore::list(std::span<const evm::ChainId> chain_ids,
                                    const std::optional<std::string>& after, std::uint64_t max)
{
    std::vector<Value> values;
    std::string sql = fmt::format("{} WHERE 1 = 1", kSelect);
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

} // namespace ctrip::store
