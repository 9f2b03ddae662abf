// SPDX-License-Identifier: MIT
#include "store/schema/tables.hpp"

#include <array>

namespace ctrip::store {

namespace {

using enum ColumnKind;

constexpr std::array kCountersColumns{Column{"name", text}, Column{"value", number}};
constexpr std::array<std::string_view, 1> kCountersKey{"name"};

constexpr std::array kChainsColumns{Column{"chain_id", number},     Column{"name", text},
                                    Column{"cursor_block", number}, Column{"cursor_hash", text},
                                    Column{"cursor_time", number},  Column{"head_block", number},
                                    Column{"final_block", number},  Column{"updated_at", number}};
constexpr std::array<std::string_view, 1> kChainsKey{"chain_id"};

constexpr std::array kCheckpointsColumns{Column{"chain_id", number}, Column{"block_number", number},
                                         Column{"block_hash", text}, Column{"block_time", number}};
constexpr std::array<std::string_view, 2> kCheckpointsKey{"chain_id", "block_number"};

constexpr std::array kNodesColumns{
    Column{"chain_id", number},        Column{"node", text},
    Column{"paused_until_ms", number}, Column{"failures", number},
    Column{"logs_blocks_max", number}, Column{"batch_max", number},
    Column{"calls_max", number},       Column{"requests_max", number},
    Column{"balance_way", text},       Column{"trace_way", text},
    Column{"updated_ms", number}};
constexpr std::array<std::string_view, 2> kNodesKey{"chain_id", "node"};

constexpr std::array kPaymentsColumns{Column{"id", text},
                                      Column{"status", text},
                                      Column{"chain", text},
                                      Column{"chain_id", number},
                                      Column{"token", text},
                                      Column{"symbol", text},
                                      Column{"decimals", number},
                                      Column{"wallet_id", text},
                                      Column{"derivation_index", number},
                                      Column{"address", text},
                                      Column{"amount", amount},
                                      Column{"amount_min", amount},
                                      Column{"received", amount},
                                      Column{"received_late", amount},
                                      Column{"flags", text},
                                      Column{"seq", number},
                                      Column{"confirmations_required", number},
                                      Column{"detected_in_block", number},
                                      Column{"reference", text},
                                      Column{"metadata", text},
                                      Column{"webhook_url", text},
                                      Column{"idempotency_key", text},
                                      Column{"request_digest", text},
                                      Column{"expires_at", number},
                                      Column{"watch_until", number},
                                      Column{"created_at", number},
                                      Column{"updated_at", number},
                                      Column{"deadline_read", number},
                                      Column{"swept", number},
                                      Column{"sweep_due", number},
                                      Column{"revision", number},
                                      Column{"number", number},
                                      Column{"accepted", amount},
                                      Column{"cancelled", number},
                                      Column{"vanished", number},
                                      Column{"asked_block", number},
                                      Column{"asked_time", number}};
constexpr std::array<std::string_view, 1> kPaymentsKey{"id"};

constexpr std::array kTransfersColumns{
    Column{"chain_id", number}, Column{"tx_hash", text},      Column{"log_index", number},
    Column{"payment_id", text}, Column{"token", text},        Column{"from_address", text},
    Column{"to_address", text}, Column{"amount", amount},     Column{"block_number", number},
    Column{"block_hash", text}, Column{"block_time", number}, Column{"standing", text},
    Column{"depth", text},      Column{"orphaned", number}};
constexpr std::array<std::string_view, 3> kTransfersKey{"chain_id", "tx_hash", "log_index"};

constexpr std::array kPaymentHistoryColumns{Column{"payment_id", text}, Column{"seq", number},
                                            Column{"event", text},      Column{"status_from", text},
                                            Column{"status_to", text},  Column{"reason", text},
                                            Column{"at", number}};
constexpr std::array<std::string_view, 2> kPaymentHistoryKey{"payment_id", "seq"};

constexpr std::array kWebhooksColumns{Column{"id", text},
                                      Column{"payment_id", text},
                                      Column{"seq", number},
                                      Column{"event", text},
                                      Column{"url", text},
                                      Column{"body", text},
                                      Column{"state", text},
                                      Column{"attempts", number},
                                      Column{"created_at_ms", number},
                                      Column{"next_attempt_ms", number},
                                      Column{"attempted_ms", number},
                                      Column{"last_status", number},
                                      Column{"last_error", text},
                                      Column{"claimed_by", number}};
constexpr std::array<std::string_view, 1> kWebhooksKey{"id"};

constexpr std::array kSweepTxsColumns{
    Column{"chain_id", number},     Column{"tx_hash", text},        Column{"kind", text},
    Column{"state", text},          Column{"sender", text},         Column{"nonce", number},
    Column{"raw_tx", text},         Column{"signed_block", number}, Column{"signed_time", number},
    Column{"block_number", number}, Column{"block_hash", text},     Column{"fee", amount},
    Column{"created_at", number},   Column{"updated_at", number}};
constexpr std::array<std::string_view, 2> kSweepTxsKey{"chain_id", "tx_hash"};

constexpr std::array kSweepsColumns{Column{"id", text},
                                    Column{"chain_id", number},
                                    Column{"payment_id", text},
                                    Column{"kind", text},
                                    Column{"state", text},
                                    Column{"from_address", text},
                                    Column{"to_address", text},
                                    Column{"token", text},
                                    Column{"symbol", text},
                                    Column{"decimals", number},
                                    Column{"amount", amount},
                                    Column{"tx_hash", text},
                                    Column{"block_number", number},
                                    Column{"block_hash", text},
                                    Column{"fee", amount},
                                    Column{"note", text},
                                    Column{"created_at", number},
                                    Column{"updated_at", number}};
constexpr std::array<std::string_view, 1> kSweepsKey{"id"};

constexpr std::array kSweepPlansColumns{Column{"payment_id", text}, Column{"token", text},
                                        Column{"state", text},      Column{"strategy", text},
                                        Column{"reason", text},     Column{"updated_at", number},
                                        Column{"ask_at", number},   Column{"searched_to", number}};
constexpr std::array<std::string_view, 2> kSweepPlansKey{"payment_id", "token"};

constexpr std::array kSweepAuthorizationsColumns{
    Column{"chain_id", number}, Column{"address", text},    Column{"sweeper", text},
    Column{"nonce", number},    Column{"y_parity", number}, Column{"r", text},
    Column{"s", text}};
constexpr std::array<std::string_view, 4> kSweepAuthorizationsKey{"chain_id", "address", "sweeper",
                                                                  "nonce"};

constexpr std::array kJobRunsColumns{Column{"job", text},          Column{"chain", text},
                                     Column{"started_ms", number}, Column{"duration_ms", number},
                                     Column{"exit_code", number},  Column{"message", text}};
constexpr std::array<std::string_view, 2> kJobRunsKey{"job", "chain"};

constexpr std::array kArchivedPaymentsColumns{
    Column{"id", text},       Column{"chain_id", number},
    Column{"address", text},  Column{"derivation_index", number},
    Column{"number", number}, Column{"idempotency_key", text},
    Column{"file", text},     Column{"archived_at", number}};
constexpr std::array<std::string_view, 1> kArchivedPaymentsKey{"id"};

constexpr std::array kArchivedTransfersColumns{
    Column{"chain_id", number}, Column{"tx_hash", text},     Column{"log_index", number},
    Column{"payment_id", text}, Column{"token", text},       Column{"from_address", text},
    Column{"to_address", text}, Column{"amount", amount},    Column{"block_number", number},
    Column{"block_hash", text}, Column{"block_time", number}};
constexpr std::array<std::string_view, 3> kArchivedTransfersKey{"chain_id", "tx_hash", "log_index"};

constexpr std::array kLasting{
    Table{.name = "counters",
          .key = kCountersKey,
          .columns = kCountersColumns,
          .reference = std::nullopt},
    Table{
        .name = "chains", .key = kChainsKey, .columns = kChainsColumns, .reference = std::nullopt},
    Table{.name = "checkpoints",
          .key = kCheckpointsKey,
          .columns = kCheckpointsColumns,
          .reference = Reference{.column = "chain_id", .table = "chains", .key = "chain_id"}},
    Table{.name = "nodes", .key = kNodesKey, .columns = kNodesColumns, .reference = std::nullopt},
    Table{.name = "payments",
          .key = kPaymentsKey,
          .columns = kPaymentsColumns,
          .reference = std::nullopt},
    Table{.name = "transfers",
          .key = kTransfersKey,
          .columns = kTransfersColumns,
          .reference = Reference{.column = "payment_id", .table = "payments", .key = "id"}},
    Table{.name = "payment_history",
          .key = kPaymentHistoryKey,
          .columns = kPaymentHistoryColumns,
          .reference = Reference{.column = "payment_id", .table = "payments", .key = "id"}},
    Table{.name = "webhooks",
          .key = kWebhooksKey,
          .columns = kWebhooksColumns,
          .reference = Reference{.column = "payment_id", .table = "payments", .key = "id"}},
    Table{.name = "sweep_txs",
          .key = kSweepTxsKey,
          .columns = kSweepTxsColumns,
          .reference = std::nullopt},
    Table{.name = "sweeps",
          .key = kSweepsKey,
          .columns = kSweepsColumns,
          .reference = Reference{.column = "payment_id", .table = "payments", .key = "id"}},
    Table{.name = "sweep_plans",
          .key = kSweepPlansKey,
          .columns = kSweepPlansColumns,
          .reference = Reference{.column = "payment_id", .table = "payments", .key = "id"}},
    Table{.name = "sweep_authorizations",
          .key = kSweepAuthorizationsKey,
          .columns = kSweepAuthorizationsColumns,
          .reference = std::nullopt},
    Table{.name = "job_runs",
          .key = kJobRunsKey,
          .columns = kJobRunsColumns,
          .reference = std::nullopt},
    Table{.name = "archived_payments",
          .key = kArchivedPaymentsKey,
          .columns = kArchivedPaymentsColumns,
          .reference = std::nullopt},
    Table{.name = "archived_transfers",
          .key = kArchivedTransfersKey,
          .columns = kArchivedTransfersColumns,
          .reference =
              Reference{.column = "payment_id", .table = "archived_payments", .key = "id"}},
};

constexpr std::array<std::string_view, 3> kOthers{"address_filter", "schema_migrations", "moved"};

} // namespace

std::span<const Table> lasting_tables() noexcept
{
    return kLasting;
}

std::span<const std::string_view> other_tables() noexcept
{
    return kOthers;
}

} // namespace ctrip::store
