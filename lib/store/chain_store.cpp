// SPDX-License-Identifier: MIT
#include "store/chain_store.hpp"

#include "store/schema/table_sql.hpp"
#include "store/schema/tables.hpp"

#include <fmt/format.h>

#include <limits>

namespace ctrip::store {

namespace {

consteval std::size_t chain_column(std::string_view column)
{
    return place_of(kChains, column);
}

ChainState to_state(const Row& row)
{
    ChainState state{.chain_id = row.unsigned_integer(chain_column("chain_id")),
                     .name = row.text(chain_column("name"))};
    if (!row.is_null(chain_column("cursor_block"))) {
        state.cursor = Cursor{.block = row.unsigned_integer(chain_column("cursor_block")),
                              .hash = row.block_hash(chain_column("cursor_hash")),
                              .time_s = row.integer(chain_column("cursor_time"))};
    }
    state.head = row.optional_unsigned(chain_column("head_block"));
    state.final_block = row.optional_unsigned(chain_column("final_block"));
    state.second_block = row.optional_unsigned(chain_column("second_block"));
    state.updated_at_s = row.integer(chain_column("updated_at"));
    state.light_verification =
        row.optional_text(chain_column("light_verification")).value_or(std::string{});
    return state;
}

std::vector<Value> to_values(evm::ChainId chain_id, const Checkpoint& checkpoint)
{
    return row_of(kCheckpoints, {{place_of(kCheckpoints, "chain_id"), chain_id},
                                 {place_of(kCheckpoints, "block_number"), checkpoint.block},
                                 {place_of(kCheckpoints, "block_hash"), checkpoint.hash},
                                 {place_of(kCheckpoints, "block_time"), checkpoint.time_s}});
}

[[noreturn]] void throw_moved()
{
    throw Error{ErrorKind::locked, "another run of scan moved the chain's cursor; run again"};
}

} // namespace

ChainStore::ChainStore(Database& database, const base::Clock& clock)
    : m_database(database), m_clock(clock)
{
}

std::optional<ChainState> ChainStore::find(evm::ChainId chain_id)
{
    static const std::string sql = select_from(kChains) + " WHERE chain_id = $1";
    const auto row = m_database.query_row(sql, {chain_id});
    return row ? std::optional{to_state(*row)} : std::nullopt;
}

std::optional<ChainState> ChainStore::find_shared(evm::ChainId chain_id)
{
    const auto row = m_database.query_row(
        fmt::format("{} WHERE chain_id = $1{}", select_from(kChains), m_database.for_share()),
        {chain_id});
    return row ? std::optional{to_state(*row)} : std::nullopt;
}

std::optional<evm::BlockNumber> ChainStore::head(evm::ChainId chain_id)
{
    const auto row =
        m_database.query_row("SELECT head_block FROM chains WHERE chain_id = $1", {chain_id});
    return row ? row->optional_unsigned(0) : std::nullopt;
}

NativeLogsShown ChainStore::native_logs(evm::ChainId chain_id)
{
    const auto row = m_database.query_row("SELECT native_logs_in_row, native_logs_after, "
                                          "native_logs_refuted FROM chains WHERE chain_id = $1",
                                          {chain_id});
    return row ? NativeLogsShown{.in_row = row->unsigned_integer(0),
                                 .after = row->optional_unsigned(1),
                                 .refuted = row->integer(2) != 0}
               : NativeLogsShown{};
}

void ChainStore::set_native_logs(evm::ChainId chain_id, const NativeLogsShown& shown)
{
    m_database.execute("UPDATE chains SET native_logs_in_row = $1, native_logs_after = $2, "
                       "native_logs_refuted = $3 WHERE chain_id = $4",
                       {shown.in_row, shown.after, std::int64_t{shown.refuted}, chain_id});
}

std::vector<ChainState> ChainStore::all()
{
    std::vector<ChainState> states;
    for (const Row& row : m_database.query(select_from(kChains) + " ORDER BY name")) {
        states.push_back(to_state(row));
    }
    return states;
}

void ChainStore::hold(evm::ChainId chain_id)
{
    const std::string_view for_update = m_database.for_update();
    if (!for_update.empty()) {
        static_cast<void>(m_database.query(
            fmt::format("SELECT 1 FROM chains WHERE chain_id = $1{}", for_update), {chain_id}));
    }
}

void ChainStore::hold_all(const std::set<evm::ChainId>& chain_ids)
{
    for (const evm::ChainId chain_id : chain_ids) {
        hold(chain_id);
    }
}

void ChainStore::ensure(evm::ChainId chain_id, std::string_view name)
{
    const std::optional<ChainState> known = find(chain_id);
    if (known && known->name == name) {
        return; // The common case costs no write.
    }
    m_database.execute(insert_into(kChains) +
                           " ON CONFLICT (chain_id) DO UPDATE SET name = excluded.name",
                       row_of(kChains, {{chain_column("chain_id"), chain_id},
                                        {chain_column("name"), name},
                                        {chain_column("updated_at"), m_clock.now_s()},
                                        {chain_column("native_logs_in_row"), 0},
                                        {chain_column("native_logs_refuted"), 0}}));
}

void ChainStore::advance(evm::ChainId chain_id, const std::optional<Cursor>& expected,
                         const Cursor& to, std::optional<evm::BlockNumber> second_block)
{
    constexpr std::string_view update =
        "UPDATE chains SET cursor_block = $1, cursor_hash = $2, cursor_time = $3, updated_at = $4, "
        "second_block = COALESCE(CAST($6 AS BIGINT), second_block) WHERE chain_id = $5 AND ";
    const Value second = second_block ? Value{*second_block} : Value{};
    const base::UnixSeconds now_s = m_clock.now_s();
    const std::uint64_t moved =
        expected
            ? m_database.execute(fmt::format("{} cursor_block = $7 AND cursor_hash = $8", update),
                                 {to.block, to.hash, to.time_s, now_s, chain_id, second,
                                  expected->block, expected->hash})
            : m_database.execute(fmt::format("{} cursor_block IS NULL", update),
                                 {to.block, to.hash, to.time_s, now_s, chain_id, second});
    if (moved != 1) {
        throw_moved();
    }
    static const std::string sql = upsert_into(kCheckpoints);
    m_database.execute(sql, to_values(chain_id, {to.block, to.hash, to.time_s}));
}

void ChainStore::rewind(evm::ChainId chain_id, const Cursor& expected, const Checkpoint& to)
{
    const std::uint64_t moved = m_database.execute(
        "UPDATE chains SET cursor_block = $1, cursor_hash = $2, cursor_time = $3, updated_at = $4, "
        "second_block = CASE WHEN second_block > $1 THEN $1 ELSE second_block END "
        "WHERE chain_id = $5 AND cursor_block = $6 AND cursor_hash = $7",
        {to.block, to.hash, to.time_s, m_clock.now_s(), chain_id, expected.block, expected.hash});
    if (moved != 1) {
        throw_moved();
    }
    m_database.execute("DELETE FROM checkpoints WHERE chain_id = $1 AND block_number > $2",
                       {chain_id, to.block});
}

std::vector<Checkpoint> ChainStore::checkpoints(evm::ChainId chain_id, std::size_t max,
                                                std::optional<evm::BlockNumber> below)
{
    constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();
    std::vector<Checkpoint> checkpoints;
    static const std::string sql =
        select_from(kCheckpoints) +
        " WHERE chain_id = $1 AND block_number < $2 ORDER BY block_number DESC LIMIT $3";
    for (const Row& row : m_database.query(
             sql, {chain_id, below ? Value{*below} : Value{no_limit}, std::uint64_t{max}})) {
        checkpoints.push_back({row.unsigned_integer(place_of(kCheckpoints, "block_number")),
                               row.block_hash(place_of(kCheckpoints, "block_hash")),
                               row.integer(place_of(kCheckpoints, "block_time"))});
    }
    return checkpoints;
}

void ChainStore::remember(evm::ChainId chain_id, std::span<const Checkpoint> checkpoints)
{
    static const std::string sql =
        insert_into(kCheckpoints) + " ON CONFLICT (chain_id, block_number) DO NOTHING";
    for (const Checkpoint& checkpoint : checkpoints) {
        m_database.execute(sql, to_values(chain_id, checkpoint));
    }
}

void ChainStore::forget_before(evm::ChainId chain_id, evm::BlockNumber block)
{
    m_database.execute("DELETE FROM checkpoints WHERE chain_id = $1 AND block_number < $2 AND "
                       "block_number <= (SELECT block_number FROM checkpoints "
                       "WHERE chain_id = $1 ORDER BY block_number DESC LIMIT 1 OFFSET $3)",
                       {chain_id, block, std::uint64_t{kCheckpointsKept}});
}

// An unchanged value is not written, so that a run without news does not wait for the disk.

void ChainStore::set_head(evm::ChainId chain_id, evm::BlockNumber head)
{
    m_database.execute("UPDATE chains SET head_block = $1, updated_at = $2 WHERE chain_id = $3 AND "
                       "(head_block IS NULL OR head_block <> $1)",
                       {head, m_clock.now_s(), chain_id});
}

void ChainStore::set_second_block(evm::ChainId chain_id, evm::BlockNumber second_block)
{
    m_database.execute("UPDATE chains SET second_block = $1 WHERE chain_id = $2 AND "
                       "(second_block IS NULL OR second_block <> $1)",
                       {second_block, chain_id});
}

void ChainStore::set_final_block(evm::ChainId chain_id, evm::BlockNumber final_block)
{
    m_database.execute("UPDATE chains SET final_block = $1 WHERE chain_id = $2 AND "
                       "(final_block IS NULL OR final_block <> $1)",
                       {final_block, chain_id});
}

void ChainStore::set_light_verification(evm::ChainId chain_id, std::string_view words)
{
    m_database.execute("UPDATE chains SET light_verification = $1 WHERE chain_id = $2",
                       {words, chain_id});
}

} // namespace ctrip::store
