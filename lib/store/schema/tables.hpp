// SPDX-License-Identifier: MIT
// Every table that `migrate copy` copies, with all its columns. Select lists, inserts, `migrate
// copy` and the archive are derived from them. A test compares them with the schema of both
// engines.
#pragma once

#include "store/schema/table.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace ctrip::store {

namespace columns {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kIndexMax = 2'147'483'647;

constexpr Column of(std::string_view name, ColumnForm form)
{
    return {.name = name, .form = form};
}
constexpr Column text(std::string_view name)
{
    return of(name, ColumnForm::text);
}
constexpr Column uuid(std::string_view name)
{
    return of(name, ColumnForm::uuid);
}
constexpr Column address(std::string_view name)
{
    return of(name, ColumnForm::address);
}
constexpr Column hash(std::string_view name)
{
    return of(name, ColumnForm::hash);
}
constexpr Column amount(std::string_view name, std::int64_t min = 0)
{
    return {.name = name, .form = ColumnForm::amount, .min = min};
}
constexpr Column number(std::string_view name, std::int64_t min = 0, std::int64_t max = kMost)
{
    return {.name = name, .form = ColumnForm::integer, .min = min, .max = max};
}
constexpr Column flag(std::string_view name)
{
    return number(name, 0, 1);
}
constexpr Column time(std::string_view name)
{
    return number(name, kLeast);
}
constexpr Column nullable(Column column)
{
    column.nullable = true;
    return column;
}
constexpr Column later(Column column)
{
    column.later = true;
    return column;
}

inline constexpr std::array kCounters{text("name"), number("value")};
inline constexpr std::array kChains{number("chain_id", 1),
                                    text("name"),
                                    nullable(number("cursor_block")),
                                    nullable(hash("cursor_hash")),
                                    nullable(time("cursor_time")),
                                    nullable(number("head_block")),
                                    nullable(number("final_block")),
                                    time("updated_at"),
                                    nullable(number("second_block")),
                                    later(number("native_logs_in_row")),
                                    later(nullable(number("native_logs_after"))),
                                    later(number("native_logs_refuted")),
                                    later(nullable(text("light_verification")))};
inline constexpr std::array kCheckpoints{number("chain_id", 1), number("block_number"),
                                         hash("block_hash"), time("block_time")};
inline constexpr std::array kDoubts{number("chain_id", 1), number("from_block"), number("to_block"),
                                    time("from_time"),     time("to_time"),      text("reason"),
                                    flag("transactions"),  time("since"),        number("looks"),
                                    time("looked_at"),     number("next_block")};
inline constexpr std::array kNodes{number("chain_id", 1),
                                   text("node"),
                                   time("paused_until_ms"),
                                   number("failures"),
                                   nullable(number("logs_blocks_max")),
                                   nullable(number("batch_max")),
                                   nullable(number("calls_max")),
                                   nullable(number("requests_max")),
                                   nullable(text("balance_way")),
                                   nullable(text("trace_way")),
                                   time("updated_ms"),
                                   nullable(number("topics_max")),
                                   time("logs_blocks_grow_ms"),
                                   time("batch_grow_ms"),
                                   time("calls_grow_ms"),
                                   time("requests_grow_ms"),
                                   time("topics_grow_ms")};
inline constexpr std::array kOddities{number("chain_id", 1), text("kind"),    number("total"),
                                      number("runs"),        text("subject"), time("seen_ms")};
inline constexpr std::array kPayments{uuid("id"),
                                      of("status", ColumnForm::status),
                                      text("chain"),
                                      number("chain_id", 1),
                                      nullable(address("token")),
                                      text("symbol"),
                                      number("decimals", 0, 77),
                                      text("wallet_id"),
                                      number("derivation_index", 0, kIndexMax),
                                      address("address"),
                                      amount("amount", 1),
                                      amount("amount_min", 1),
                                      amount("received"),
                                      amount("received_late"),
                                      of("flags", ColumnForm::flags),
                                      number("seq"),
                                      number("confirmations_required", 1),
                                      nullable(number("detected_in_block")),
                                      nullable(text("reference")),
                                      of("metadata", ColumnForm::metadata),
                                      nullable(text("webhook_url")),
                                      nullable(text("idempotency_key")),
                                      text("request_digest"),
                                      time("expires_at"),
                                      time("watch_until"),
                                      time("created_at"),
                                      time("updated_at"),
                                      flag("deadline_read"),
                                      flag("swept"),
                                      flag("sweep_due"),
                                      number("revision"),
                                      number("number"),
                                      later(nullable(amount("accepted", 1))),
                                      later(flag("cancelled")),
                                      later(flag("vanished")),
                                      later(nullable(number("asked_block"))),
                                      later(time("asked_time")),
                                      later(nullable(number("created_block"))),
                                      later(nullable(amount("base_line"))),
                                      later(number("other_transfers"))};
inline constexpr std::array kUnissuedMoney{number("chain_id", 1),
                                           address("address"),
                                           text("token"),
                                           text("wallet_id"),
                                           number("derivation_index", 0, kIndexMax),
                                           amount("amount"),
                                           number("block_number"),
                                           nullable(hash("tx_hash")),
                                           time("found_at")};
inline constexpr std::array kTransfers{
    number("chain_id", 1),          hash("tx_hash"),
    number("log_index", -1),        uuid("payment_id"),
    nullable(address("token")),     address("from_address"),
    address("to_address"),          amount("amount", 1),
    number("block_number"),         hash("block_hash"),
    number("block_time"),           of("standing", ColumnForm::standing),
    of("depth", ColumnForm::depth), flag("orphaned")};
inline constexpr std::array kPaymentHistory{uuid("payment_id"),
                                            number("seq", 1),
                                            of("event", ColumnForm::event),
                                            of("status_from", ColumnForm::status),
                                            of("status_to", ColumnForm::status),
                                            text("reason"),
                                            time("at"),
                                            later(nullable(text("actor")))};
inline constexpr std::array kWebhooks{text("id"),
                                      uuid("payment_id"),
                                      number("seq", 1),
                                      of("event", ColumnForm::event),
                                      later(text("endpoint")),
                                      nullable(text("url")),
                                      text("body"),
                                      text("state"),
                                      number("attempts"),
                                      later(number("step_shift", kLeast)),
                                      later(flag("replayed")),
                                      time("created_at_ms"),
                                      time("next_attempt_ms"),
                                      later(nullable(time("resume_ms"))),
                                      nullable(time("attempted_ms")),
                                      nullable(number("last_status")),
                                      nullable(text("last_error")),
                                      nullable(number("claimed_by")),
                                      later(nullable(number("position")))};
inline constexpr std::array kWebhookAttempts{
    uuid("payment_id"),        text("message_id"),    number("number", 1),
    time("ended_ms"),          number("duration_ms"), nullable(number("status")),
    nullable(text("address")), text("answer"),        nullable(text("error"))};
inline constexpr std::array kWebhookEndpoints{
    text("endpoint"), text("state"),    number("failures"), time("since_ms"),
    time("probe_ms"), number("probes"), text("probe_id"),   text("last_error")};
inline constexpr std::array kSweepTxs{number("chain_id", 1),
                                      hash("tx_hash"),
                                      text("kind"),
                                      text("state"),
                                      address("sender"),
                                      number("nonce"),
                                      text("raw_tx"),
                                      number("signed_block"),
                                      time("signed_time"),
                                      nullable(number("block_number")),
                                      nullable(hash("block_hash")),
                                      nullable(amount("fee")),
                                      time("created_at"),
                                      time("updated_at")};
inline constexpr std::array kSweeps{uuid("id"),
                                    number("chain_id", 1),
                                    uuid("payment_id"),
                                    text("kind"),
                                    text("state"),
                                    address("from_address"),
                                    address("to_address"),
                                    nullable(address("token")),
                                    text("symbol"),
                                    number("decimals", 0, 77),
                                    amount("amount"),
                                    hash("tx_hash"),
                                    nullable(number("block_number")),
                                    nullable(hash("block_hash")),
                                    nullable(amount("fee")),
                                    text("note"),
                                    time("created_at"),
                                    time("updated_at")};
inline constexpr std::array kSweepPlans{
    uuid("payment_id"), text("token"),      text("state"),  text("strategy"),
    text("reason"),     time("updated_at"), time("ask_at"), number("searched_to")};
inline constexpr std::array kSweepAuthorizations{
    number("chain_id", 1), address("address"), address("sweeper"), number("nonce"),
    flag("y_parity"),      hash("r"),          hash("s")};
inline constexpr std::array kChainLimits{number("chain_id", 1), text("name"), amount("value"),
                                         time("learnt_at")};
inline constexpr std::array kJobRuns{text("job"),
                                     text("chain"),
                                     time("started_ms"),
                                     number("duration_ms"),
                                     time("exit_code"),
                                     text("message"),
                                     nullable(text("run_id")),
                                     nullable(time("last_success_ms")),
                                     number("skipped"),
                                     nullable(number("memory_peak_bytes"))};
inline constexpr std::array kMetricValues{text("name"), text("labels"), text("part"),
                                          number("shard"), number("value", kLeast)};
inline constexpr std::array kArchivedPayments{
    uuid("id"),         number("chain_id", 1),
    address("address"), number("derivation_index", 0, kIndexMax),
    number("number"),   nullable(text("idempotency_key")),
    text("file"),       time("archived_at")};
inline constexpr std::array kArchivedTransfers{number("chain_id", 1),      hash("tx_hash"),
                                               number("log_index", -1),    uuid("payment_id"),
                                               nullable(address("token")), address("from_address"),
                                               address("to_address"),      amount("amount", 1),
                                               number("block_number"),     hash("block_hash"),
                                               number("block_time")};

} // namespace columns

namespace keys {

using Names = std::string_view;
inline constexpr std::array<Names, 1> kId{"id"};
inline constexpr std::array<Names, 1> kName{"name"};
inline constexpr std::array<Names, 1> kChain{"chain_id"};
inline constexpr std::array<Names, 2> kBlock{"chain_id", "block_number"};
inline constexpr std::array<Names, 2> kDoubt{"chain_id", "from_block"};
inline constexpr std::array<Names, 2> kNode{"chain_id", "node"};
inline constexpr std::array<Names, 2> kOddity{"chain_id", "kind"};
inline constexpr std::array<Names, 3> kTransfer{"chain_id", "tx_hash", "log_index"};
inline constexpr std::array<Names, 2> kStep{"payment_id", "seq"};
inline constexpr std::array<Names, 2> kTx{"chain_id", "tx_hash"};
inline constexpr std::array<Names, 3> kAttempt{"payment_id", "message_id", "number"};
inline constexpr std::array<Names, 1> kEndpoint{"endpoint"};
inline constexpr std::array<Names, 2> kPlan{"payment_id", "token"};
inline constexpr std::array<Names, 4> kAuthorization{"chain_id", "address", "sweeper", "nonce"};
inline constexpr std::array<Names, 2> kLimit{"chain_id", "name"};
inline constexpr std::array<Names, 2> kRun{"job", "chain"};
inline constexpr std::array<Names, 4> kMetric{"name", "labels", "part", "shard"};
inline constexpr std::array<Names, 3> kUnissued{"chain_id", "address", "token"};

} // namespace keys

inline constexpr Reference kOfPayment{.column = "payment_id", .table = "payments", .key = "id"};

inline constexpr Table kCounters{"counters", keys::kName, columns::kCounters};
inline constexpr Table kChains{"chains", keys::kChain, columns::kChains};
inline constexpr Table kCheckpoints{"checkpoints", keys::kBlock, columns::kCheckpoints,
                                    Reference{"chain_id", "chains", "chain_id"}};
inline constexpr Table kDoubts{"doubts", keys::kDoubt, columns::kDoubts,
                               Reference{"chain_id", "chains", "chain_id"}};
inline constexpr Table kNodes{"nodes", keys::kNode, columns::kNodes};
inline constexpr Table kOddities{"oddities", keys::kOddity, columns::kOddities};
inline constexpr Table kPayments{"payments", keys::kId, columns::kPayments};
inline constexpr Table kTransfers{"transfers", keys::kTransfer, columns::kTransfers, kOfPayment};
inline constexpr Table kPaymentHistory{"payment_history", keys::kStep, columns::kPaymentHistory,
                                       kOfPayment};
inline constexpr Table kWebhooks{"webhooks", keys::kId, columns::kWebhooks, kOfPayment};
inline constexpr Table kWebhookAttempts{"webhook_attempts", keys::kAttempt,
                                        columns::kWebhookAttempts, kOfPayment};
inline constexpr Table kWebhookEndpoints{"webhook_endpoints", keys::kEndpoint,
                                         columns::kWebhookEndpoints};
inline constexpr Table kSweepTxs{"sweep_txs", keys::kTx, columns::kSweepTxs};
inline constexpr Table kSweeps{"sweeps", keys::kId, columns::kSweeps, kOfPayment};
inline constexpr Table kSweepPlans{"sweep_plans", keys::kPlan, columns::kSweepPlans, kOfPayment};
inline constexpr Table kSweepAuthorizations{"sweep_authorizations", keys::kAuthorization,
                                            columns::kSweepAuthorizations};
inline constexpr Table kChainLimits{"chain_limits", keys::kLimit, columns::kChainLimits};
inline constexpr Table kUnissuedMoney{"unissued_money", keys::kUnissued, columns::kUnissuedMoney};
inline constexpr Table kJobRuns{"job_runs", keys::kRun, columns::kJobRuns};
inline constexpr Table kMetricValues{"metric_values", keys::kMetric, columns::kMetricValues};
inline constexpr Table kArchivedPayments{"archived_payments", keys::kId,
                                         columns::kArchivedPayments};
inline constexpr Table kArchivedTransfers{"archived_transfers", keys::kTransfer,
                                          columns::kArchivedTransfers,
                                          Reference{"payment_id", "archived_payments", "id"}};

/// All tables, each after the table that it refers to.
[[nodiscard]] std::span<const Table> lasting_tables() noexcept;

/// The other tables of this schema, which are not copied: caches, counts that triggers keep, the
/// schema's version, and the migration marker.
[[nodiscard]] std::span<const std::string_view> other_tables() noexcept;

} // namespace ctrip::store
