// SPDX-License-Identifier: MIT
#include "job/explain/words.hpp"

#include "store/run_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ctrip::job {

namespace {

/// Timers run the jobs every few seconds: a job idle this long is probably not scheduled.
constexpr std::int64_t kOldRun_s = 600;
constexpr int kLockedExit = 75; // Another run did the work.

struct Unit
{
    std::int64_t seconds;
    std::string_view name;
};
constexpr std::array<Unit, 4> kUnits{
    {{86'400, "day"}, {3'600, "hour"}, {60, "minute"}, {1, "second"}}};

} // namespace

std::string money_text(const evm::Amount& amount, unsigned decimals, const std::string& symbol)
{
    return fmt::format("{} {}", evm::format_units(amount, decimals), symbol);
}

std::string count_text(std::uint64_t count, std::string_view one)
{
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string span_text(std::int64_t seconds)
{
    for (const Unit& unit : kUnits) {
        if (seconds >= unit.seconds) {
            return count_text(static_cast<std::uint64_t>(seconds / unit.seconds), unit.name);
        }
    }
    return "0 seconds";
}

std::string blocks_text(std::uint64_t from, std::uint64_t to)
{
    return from == to ? fmt::format("block {}", from) : fmt::format("blocks {} to {}", from, to);
}

std::string doubt_text(const store::Doubt& doubt, const std::string& chain)
{
    return fmt::format("Since {} no node shows {} of {} ({}). Add another node to the "
                       "chain's rpc_urls, or run 'ctrip scan --chain {} --from {} --to {}' when a "
                       "node has them.",
                       base::to_rfc3339(doubt.since_s), store::hidden_text(doubt.transactions),
                       blocks_text(doubt.from, doubt.to), doubt.reason, chain, doubt.from,
                       doubt.to);
}

std::string run_text(const ExplainContext& context, std::string_view job, const std::string& chain)
{
    const std::vector<store::JobRun> runs = store::RunStore{context.database}.all();
    const auto run = std::find_if(runs.begin(), runs.end(), [&](const store::JobRun& r) {
        return r.job == job && r.chain == chain;
    });
    if (run == runs.end()) {
        return fmt::format("'ctrip {}' has never run{}.", job,
                           chain.empty() ? "" : " on this chain");
    }
    const std::int64_t age_s =
        std::max<std::int64_t>(context.clock.now_s() - run->started_ms / 1000, 0);
    if (run->exit_code != 0 && run->exit_code != kLockedExit) {
        return fmt::format("The last run of 'ctrip {}', {} ago, failed with {}: {}.", job,
                           span_text(age_s), run->exit_code, run->message);
    }
    return age_s > kOldRun_s
               ? fmt::format("'ctrip {}' last ran {} ago; its timer seems to be stopped.", job,
                             span_text(age_s))
               : std::string{};
}

} // namespace ctrip::job
