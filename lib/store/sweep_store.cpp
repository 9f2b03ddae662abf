// SPDX-License-Identifier: MIT
#include "store/sweep_store.hpp"

#include "store/id_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::store {

namespace {

constexpr std::array<std::string_view, 3> kKindNames{"native", "token", "topup"};
constexpr std::array<std::string_view, 6> kStateNames{"signed", "broadcast", "mined",
                                                      "final",  "failed",    "dropped"};

constexpr std::string_view kSelect =
    "SELECT id, chain_id, payment_id, kind, state, from_address, to_address, token, symbol, "
    "decimals, amount, nonce, "
    "tx_hash, raw_tx, fee_max, block_number, block_hash, fee, note, created_at FROM sweeps";

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

Sweep to_sweep(const Row& row)
{
    Sweep sweep;
    sweep.id = row.text(0);
    sweep.chain_id = row.unsigned_integer(1);
    sweep.payment_id = row.text(2);
    sweep.kind = parse<SweepKind>(kKindNames, row.text(3));
    sweep.state = parse<SweepState>(kStateNames, row.text(4));
    sweep.from = row.address(5);
    sweep.to = row.address(6);
    sweep.token = row.optional_address(7);
    sweep.symbol = row.text(8);
    sweep.decimals = static_cast<unsigned>(row.unsigned_integer(9));
    sweep.amount = row.amount(10);
    sweep.nonce = row.unsigned_integer(11);
    sweep.tx_hash = row.tx_hash(12);
    sweep.raw_tx = row.text(13);
    sweep.fee_max = row.amount(14);
    sweep.block_number = row.optional_unsigned(15);
    sweep.block_hash = row.is_null(16) ? std::nullopt : std::optional{row.block_hash(16)};
    sweep.fee = row.optional_amount(17);
    sweep.note = row.text(18);
    sweep.created_at_s = row.integer(19);
    return sweep;
}

std::vector<Sweep> to_sweeps(const Rows& rows)
{
    std::vector<Sweep> sweeps;
    sweeps.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(sweeps), to_sweep);
    return sweeps;
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

SweepKind parse_sweep_kind(std::string_view name)
{
    return parse<SweepKind>(kKindNames, name);
}

SweepState parse_sweep_state(std::string_view name)
{
    return parse<SweepState>(kStateNames, name);
}

SweepStore::SweepStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

void SweepStore::insert(Sweep& sweep)
{
    const std::int64_t now_ms = m_clock.now_ms();
    sweep.id = m_ids.next(now_ms);
    m_database.execute(
        "INSERT INTO sweeps (id, chain_id, payment_id, kind, state, from_address, to_address, "
        "token, symbol, decimals, amount, "
        "nonce, tx_hash, raw_tx, fee_max, note, created_at, updated_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17)",
        {sweep.id, sweep.chain_id, sweep.payment_id, to_string(sweep.kind), to_string(sweep.state),
         sweep.from, sweep.to, sweep.token, sweep.symbol, sweep.decimals, sweep.amount, sweep.nonce,
         sweep.tx_hash, sweep.raw_tx, sweep.fee_max, sweep.note, now_ms / 1000});
}

std::vector<Sweep> SweepStore::open(evm::ChainId chain_id, std::size_t max)
{
    return to_sweeps(m_database.query(
        fmt::format("{} WHERE chain_id = $1 AND state IN ('signed', 'broadcast', 'mined') "
                    "ORDER BY created_at, id LIMIT $2",
                    kSelect),
        {chain_id, std::uint64_t{max}}));
}

std::vector<Sweep> SweepStore::of_payment(std::string_view payment_id)
{
    return to_sweeps(m_database.query(
        fmt::format("{} WHERE payment_id = $1 ORDER BY created_at, id", kSelect), {payment_id}));
}

bool SweepStore::is_top_up(std::string_view payment_id, const evm::TxHash& tx_hash)
{
    return m_database
        .query_row("SELECT 1 FROM sweeps WHERE payment_id = $1 AND tx_hash = $2 AND kind = 'topup'",
                   {payment_id, tx_hash})
        .has_value();
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

void SweepStore::update(const Sweep& sweep)
{
    m_database.execute("UPDATE sweeps SET state = $1, block_number = $2, block_hash = $3, fee = "
                       "$4, note = $5, amount = $6, "
                       "updated_at = $7 WHERE id = $8",
                       {to_string(sweep.state), sweep.block_number, sweep.block_hash, sweep.fee,
                        sweep.note, sweep.amount, m_clock.now_s(), sweep.id});
}

std::optional<std::uint64_t> SweepStore::next_nonce(evm::ChainId chain_id, const evm::Address& from)
{
    const auto row = m_database.query_row("SELECT MAX(nonce) FROM sweeps WHERE chain_id = $1 AND "
                                          "from_address = $2 AND state <> 'dropped'",
                                          {chain_id, from});
    const auto nonce = row->optional_unsigned(0);
    return nonce ? std::optional{*nonce + 1} : std::nullopt;
}

} // namespace ctrip::store
