// SPDX-License-Identifier: MIT
#include "meter/families.hpp"

#include <array>

namespace ctrip::meter {

namespace {

using Names = std::string_view;
constexpr std::array<Names, 1> kOfChain{"chain"};
constexpr std::array<Names, 2> kOfJob{"job", "chain"};
constexpr std::array<Names, 3> kOfRun{"job", "chain", "outcome"};
constexpr std::array<Names, 2> kOfToken{"chain", "token"};
constexpr std::array<Names, 1> kOfReason{"reason"};
constexpr std::array<Names, 2> kOfEvent{"chain", "event"};
constexpr std::array<Names, 2> kOfFlag{"chain", "flag"};
constexpr std::array<Names, 2> kOfNode{"chain", "node"};
constexpr std::array<Names, 3> kOfMethod{"chain", "node", "method"};
constexpr std::array<Names, 3> kOfLimit{"chain", "node", "limit"};
constexpr std::array<Names, 2> kOfProof{"chain", "proof"};
constexpr std::array<Names, 3> kOfWaiting{"chain", "currency", "reason"};
constexpr std::array<Names, 1> kOfJobOnly{"job"};
constexpr std::array<Names, 3> kOfFailure{"chain", "node", "kind"};
constexpr std::array<Names, 1> kOfStatement{"statement"};
constexpr std::array<Names, 1> kOfEndpoint{"endpoint"};
constexpr std::array<Names, 2> kOfAttempt{"endpoint", "result"};
constexpr std::array<Names, 3> kOfTx{"chain", "kind", "event"};

/// From a fast statement to a node's time-out.
constexpr std::array<std::int64_t, 11> kCallMs{5,   10,    25,    50,    100,   250,
                                               500, 1'000, 2'500, 5'000, 30'000};
constexpr std::array<std::int64_t, 11> kRunMs{10,     50,     100,     500,     1'000,    5'000,
                                              15'000, 60'000, 300'000, 900'000, 3'600'000};
/// From a block to a day.
constexpr std::array<std::int64_t, 12> kLifeS{1,   5,   15,    30,    60,     120,
                                              300, 900, 1'800, 3'600, 21'600, 86'400};
constexpr std::array<std::int64_t, 8> kBlocks{1, 2, 5, 10, 50, 200, 1'000, 10'000};

/// Shares in 1/1,000: up to what max_cost allows, and beyond.
constexpr std::array<std::int64_t, 9> kShares{1, 2, 5, 10, 20, 50, 100, 200, 500};
/// Currencies in millionths of a whole unit.
constexpr std::int64_t kMicro = 1'000'000;

constexpr std::array kFamilies{
    FamilyFacts{"ctrip_job_runs_total", "Runs of jobs by how they ended.", Kind::counter, kOfRun},
    FamilyFacts{"ctrip_job_duration_seconds", "How long runs of jobs took.", Kind::histogram,
                kOfJob, kRunMs, 1'000},
    FamilyFacts{"ctrip_job_skipped_total",
                "Runs that did not work because another run of the job held the lock.",
                Kind::counter, kOfJob},
    FamilyFacts{"ctrip_job_start_seconds",
                "From the start of a job's process to the start of its first run.", Kind::histogram,
                kOfJobOnly, kCallMs, 1'000},
    FamilyFacts{"ctrip_payments_created_total", "Payments that were created.", Kind::counter,
                kOfToken},
    FamilyFacts{"ctrip_payments_refused_total",
                "Requests for payments that were refused, by the kind of error.", Kind::counter,
                kOfReason},
    FamilyFacts{"ctrip_payment_creation_duration_seconds",
                "How long it took to create a payment, or a batch of them, up to the commit.",
                Kind::histogram,
                {},
                kCallMs,
                1'000},
    FamilyFacts{"ctrip_payment_events_total",
                "Events of payments: status changes, and what is told without one.", Kind::counter,
                kOfEvent},
    FamilyFacts{"ctrip_payment_flags_total", "Flags that payments got.", Kind::counter, kOfFlag},
    FamilyFacts{"ctrip_payment_detection_seconds", "From creation to enough money.",
                Kind::histogram, kOfChain, kLifeS},
    FamilyFacts{"ctrip_block_detection_seconds",
                "From the newest counting block to the detection of its payment.", Kind::histogram,
                kOfChain, kLifeS},
    FamilyFacts{"ctrip_payment_confirmation_seconds", "From detected to confirmed.",
                Kind::histogram, kOfChain, kLifeS},
    FamilyFacts{"ctrip_payment_finality_seconds", "From detected to paid.", Kind::histogram,
                kOfChain, kLifeS},
    FamilyFacts{"ctrip_payment_settlement_seconds", "From detected to settled.", Kind::histogram,
                kOfChain, kLifeS},
    FamilyFacts{"ctrip_scan_blocks_total", "Blocks that scan read.", Kind::counter, kOfChain},
    FamilyFacts{"ctrip_scan_transfers_total", "Transfers that scan booked.", Kind::counter,
                kOfChain},
    FamilyFacts{"ctrip_scan_range_blocks", "Blocks that one run of scan read.", Kind::histogram,
                kOfChain, kBlocks},
    FamilyFacts{"ctrip_scan_proof_blocks_total",
                "Blocks that scan read, by what shows that nothing of them was left out: blocks "
                "(they were read whole), bloom (their headers' blooms), again (they are read "
                "twice), unwatched (nobody could be paid there).",
                Kind::counter, kOfProof},
    FamilyFacts{"ctrip_chain_head_timestamp_seconds",
                "Time of the newest block that a node showed to scan, by the chain.", Kind::gauge,
                kOfChain},
    FamilyFacts{"ctrip_reorganisations_total", "Reorganisations that scan followed.", Kind::counter,
                kOfChain},
    FamilyFacts{"ctrip_reorganisation_depth_blocks",
                "Blocks below the cursor that a reorganisation replaced.", Kind::histogram,
                kOfChain, kBlocks},
    FamilyFacts{"ctrip_node_calls_total", "JSON-RPC calls to nodes.", Kind::counter, kOfMethod},
    FamilyFacts{"ctrip_node_requests_total", "HTTP requests to nodes.", Kind::counter, kOfNode},
    FamilyFacts{"ctrip_node_request_duration_seconds", "How long HTTP requests to nodes took.",
                Kind::histogram, kOfNode, kCallMs, 1'000},
    FamilyFacts{"ctrip_node_failures_total", "Failures of nodes by kind.", Kind::counter,
                kOfFailure},
    FamilyFacts{"ctrip_node_pauses_total",
                "How often a node was given up for a while, and the next one asked.", Kind::counter,
                kOfNode},
    FamilyFacts{"ctrip_node_disagreements_total",
                "Answers in which a node showed something else than what was booked or than "
                "another node.",
                Kind::counter, kOfNode},
    FamilyFacts{"ctrip_node_limit",
                "What a node turned out to take at most in one request: blocks of logs, full "
                "blocks, calls, recipients, or requests at once.",
                Kind::gauge, kOfLimit},
    FamilyFacts{"ctrip_node_received_bytes_total", "Bytes of nodes' answers, unpacked.",
                Kind::counter, kOfNode},
    FamilyFacts{"ctrip_node_sent_bytes_total", "Bytes of requests' bodies to nodes.", Kind::counter,
                kOfNode},
    FamilyFacts{"ctrip_database_statements_total", "Statements that jobs ran.", Kind::counter,
                kOfStatement},
    FamilyFacts{"ctrip_database_statement_seconds_total",
                "Time that these statements took.",
                Kind::counter,
                kOfStatement,
                {},
                1'000'000},
    FamilyFacts{"ctrip_database_slow_statements_total", "Statements that took 5 seconds or longer.",
                Kind::counter, kOfStatement},
    FamilyFacts{"ctrip_database_lock_waits_total",
                "Database transactions that waited 10 ms or longer to begin.",
                Kind::counter,
                {}},
    FamilyFacts{"ctrip_database_lock_wait_seconds_total",
                "How long these waited.",
                Kind::counter,
                {},
                {},
                1'000'000},
    FamilyFacts{"ctrip_database_conflicts_total",
                "Database transactions that the engine rolled back because of another.",
                Kind::counter,
                {}},
    FamilyFacts{"ctrip_database_failures_total",
                "Statements that failed for another reason, connection failures included.",
                Kind::counter,
                {}},
    FamilyFacts{"ctrip_webhook_attempts_total", "Requests to webhook endpoints by result.",
                Kind::counter, kOfAttempt},
    FamilyFacts{"ctrip_webhook_attempt_duration_seconds",
                "How long requests to webhook endpoints took.", Kind::histogram, kOfEndpoint,
                kCallMs, 1'000},
    FamilyFacts{"ctrip_webhook_delay_seconds", "From an event to the delivery of its message.",
                Kind::histogram, kOfEndpoint, kRunMs, 1'000},
    FamilyFacts{"ctrip_webhook_dead_letters_total", "Messages that were given up.", Kind::counter,
                kOfEndpoint},
    FamilyFacts{"ctrip_webhook_replays_total", "Requests for messages sent again by hand.",
                Kind::counter, kOfEndpoint},
    FamilyFacts{"ctrip_sweep_transactions_total",
                "Transactions of sweeps by kind and what became of them.", Kind::counter, kOfTx},
    FamilyFacts{"ctrip_sweep_fees_native_total",
                "Fees of final transactions of sweeps, in whole units of the native currency.",
                Kind::counter,
                kOfChain,
                {},
                1'000'000'000},
    FamilyFacts{"ctrip_sweep_cost_ratio",
                "Fee of a final sweep of native money, as a share of what it moved.",
                Kind::histogram, kOfChain, kShares, 1'000},
    FamilyFacts{"ctrip_sweep_waiting_value",
                "Money that can't be swept now, in whole units of its currency.",
                Kind::gauge,
                kOfWaiting,
                {},
                kMicro},
    FamilyFacts{"ctrip_sweep_waiting_deposits", "Deposits that can't be swept now.", Kind::gauge,
                kOfWaiting},
    FamilyFacts{"ctrip_sponsor_balance",
                "What the sponsor has for gas, in whole units of the native currency.",
                Kind::gauge,
                kOfChain,
                {},
                kMicro},
    FamilyFacts{"ctrip_sponsor_left_seconds",
                "How long that lasts at the fees of the last 7 days; 10 years at most.",
                Kind::gauge, kOfChain},
};

} // namespace

const FamilyFacts& facts_of(Family family) noexcept
{
    return kFamilies[static_cast<std::size_t>(family)];
}

std::span<const FamilyFacts> all_families() noexcept
{
    return kFamilies;
}

} // namespace ctrip::meter
