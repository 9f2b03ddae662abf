// SPDX-License-Identifier: MIT
#include "job/findings.hpp"

#include "job/shared/oddity_words.hpp"
#include "rpc/oddity.hpp"
#include "store/chain_store.hpp"
#include "store/doubt_store.hpp"
#include "store/oddity_store.hpp"
#include "store/outbox/endpoint_store.hpp"
#include "store/sweep_store.hpp"
#include "store/webhook_store.hpp"

#include <fmt/format.h>
#include <sys/statvfs.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>

namespace ctrip::job {

namespace {

using store::JobRun;

constexpr std::int64_t kSecond_ms = 1'000;
/// A job that looks seldom: sweep has this many times the time of the others.
constexpr std::int64_t kSweepFactor = 6;
constexpr std::int64_t kReconcileSilence_s = std::int64_t{8} * 86'400;
constexpr std::int64_t kLagUsual_s = 600;
/// Blocks of the chain that the newest one read may be old, where that is longer than configured.
constexpr std::int64_t kLagBlocks = 50;
/// How far block times may be ahead of this host's clock.
constexpr std::int64_t kClockAhead_s = 120;
/// Rows that one look reads at most, however many wait.
constexpr std::uint64_t kRowsMax = 1'000;
constexpr std::size_t kReasonsMax = 5;
// Exit codes of cli/exit_code.hpp that no later run mends by itself.
constexpr std::array<int, 3> kLastingCodes{70, 77, 78};
constexpr int kRequestCode = 65;

/// "45 s", "12 min", "5 h", "3 d".
std::string short_span(std::int64_t seconds)
{
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    seconds = std::max<std::int64_t>(seconds, 0);
    if (seconds < 2 * minute) {
        return fmt::format("{} s", seconds);
    }
    if (seconds < 2 * hour) {
        return fmt::format("{} min", seconds / minute);
    }
    return seconds < 2 * day ? fmt::format("{} h", seconds / hour)
                             : fmt::format("{} d", seconds / day);
}

std::string name_of(const JobRun& run)
{
    return run.chain.empty() ? fmt::format("job '{}'", run.job)
                             : fmt::format("job '{}' of chain '{}'", run.job, run.chain);
}

std::string subject_of(const JobRun& run)
{
    return run.chain.empty() ? "job/" + run.job : fmt::format("job/{}/{}", run.job, run.chain);
}

class ProblemSearch
{
public:
    explicit ProblemSearch(const FindingsInput& input)
        : m_input(input), m_now_ms(input.clock.now_ms()), m_now_s(input.clock.now_s())
    {
    }

    std::vector<Finding> run()
    {
        m_chains = store::ChainStore{m_input.database, m_input.clock}.all();
        std::erase_if(m_chains,
                      [&](const store::ChainState& chain) { return !is_configured(chain.name); });
        look_at_jobs();
        look_at_chains();
        look_at_doubts();
        look_at_oddities();
        look_at_webhooks();
        look_at_sweeps();
        look_at_disk();
        std::stable_partition(m_found.begin(), m_found.end(),
                              [](const Finding& one) { return one.needs_person; });
        return std::move(m_found);
    }

private:
    [[nodiscard]] bool is_configured(const std::string& chain) const
    {
        const auto& chains = m_input.config.chains;
        return std::any_of(chains.begin(), chains.end(),
                           [&](const config::Chain& one) { return one.name == chain; });
    }

    void add(bool needs_person, std::string subject, std::string text)
    {
        m_found.push_back({needs_person, std::move(text), std::move(subject)});
    }
    void fail(std::string subject, std::string text)
    {
        add(true, std::move(subject), std::move(text));
    }
    void warn(std::string subject, std::string text)
    {
        add(false, std::move(subject), std::move(text));
    }

    /// In milliseconds; 0: it is not watched.
    [[nodiscard]] std::int64_t silence_ms(const std::string& job) const
    {
        const std::int64_t configured_s = m_input.config.health.stalled_after.count();
        if (configured_s == 0) {
            return 0;
        }
        if (job == "scan" || job == "confirm" || job == "send-webhooks") {
            return configured_s * kSecond_ms;
        }
        if (job == "sweep") {
            return configured_s * kSweepFactor * kSecond_ms;
        }
        return job == "reconcile" ? kReconcileSilence_s * kSecond_ms : 0;
    }

    void look_at_jobs()
    {
        std::vector<JobRun> runs = store::RunStore{m_input.database}.all();
        std::erase_if(runs, [&](const JobRun& run) {
            return !run.chain.empty() && !is_configured(run.chain);
        });
        // What could not be recorded is what happened last.
        for (const JobRun& late : m_input.unrecorded) {
            bool is_known = false;
            for (JobRun& run : runs) {
                const bool is_its =
                    run.job == late.job && (late.chain == "*" || late.chain == run.chain);
                if (is_its) {
                    is_known = true;
                    if (late.started_ms > run.started_ms) {
                        run.started_ms = late.started_ms;
                        run.duration_ms = late.duration_ms;
                        run.exit_code = late.exit_code;
                        run.message = late.message;
                    }
                }
            }
            if (!is_known) {
                runs.push_back(late);
                runs.back().chain = late.chain == "*" ? "" : late.chain;
            }
        }
        for (const JobRun& run : runs) {
            look_at(run);
        }
    }

    void look_at(const JobRun& run)
    {
        const std::int64_t limit_ms = silence_ms(run.job);
        const std::int64_t quiet_ms = m_now_ms - run.last_success_ms.value_or(run.started_ms);
        const bool is_failing = run.exit_code != 0;
        const bool is_lasting = std::find(kLastingCodes.begin(), kLastingCodes.end(),
                                          run.exit_code) != kLastingCodes.end() ||
                                (run.job == "reconcile" && run.exit_code == kRequestCode);
        const bool is_stalled = limit_ms > 0 && quiet_ms > limit_ms;
        if (!is_failing && !is_stalled) {
            return;
        }
        if (!is_failing) {
            fail(subject_of(run), fmt::format("{} has not run for {}; is its timer enabled?",
                                              name_of(run), short_span(quiet_ms / kSecond_ms)));
            return;
        }
        std::string text = fmt::format("{} failed {} ago ({}): {}", name_of(run),
                                       short_span((m_now_ms - run.started_ms) / kSecond_ms),
                                       run.exit_code, run.message);
        if (is_stalled) {
            text += run.last_success_ms ? fmt::format("; its last success was {} ago",
                                                      short_span(quiet_ms / kSecond_ms))
                                        : std::string{"; it has never succeeded"};
        }
        add(is_lasting || is_stalled, subject_of(run), std::move(text));
    }

    /// 0: it is not watched, as a local chain, which makes a block only for a transaction.
    [[nodiscard]] std::int64_t lag_s() const
    {
        if (const auto& configured = m_input.config.health.lag_after) {
            return configured->count();
        }
        return m_input.config.environment == config::Environment::production ? kLagUsual_s : 0;
    }

    /// The mean distance of blocks between the oldest and the newest checkpoint; 0 where there are
    /// too few.
    [[nodiscard]] double block_time_s(const store::ChainState& chain) const
    {
        std::array<std::optional<store::Row>, 2> ends;
        for (const bool is_newest : {false, true}) {
            ends[is_newest ? 1 : 0] = m_input.database.query_row(
                fmt::format("SELECT block_number, block_time FROM checkpoints WHERE chain_id = $1 "
                            "ORDER BY block_number{} LIMIT 1",
                            is_newest ? " DESC" : ""),
                {chain.chain_id});
        }
        if (!ends[0] || !ends[1] || ends[0]->integer(0) == ends[1]->integer(0)) {
            return 0;
        }
        return static_cast<double>(ends[1]->integer(1) - ends[0]->integer(1)) /
               static_cast<double>(ends[1]->integer(0) - ends[0]->integer(0));
    }

    void look_at_chains()
    {
        const std::int64_t limit_s = lag_s();
        for (const store::ChainState& chain : m_chains) {
            if (!chain.cursor) {
                continue;
            }
            const std::int64_t age_s = m_now_s - chain.cursor->time_s;
            if (age_s < -kClockAhead_s) {
                fail("clock/" + chain.name,
                     fmt::format("chain '{}': its newest block is {} ahead of this host's clock; "
                                 "set the clock",
                                 chain.name, short_span(-age_s)));
            }
            if (limit_s == 0 || age_s <= limit_s) {
                continue;
            }
            const bool is_set = m_input.config.health.lag_after.has_value();
            const auto by_blocks =
                is_set ? 0 : static_cast<std::int64_t>(kLagBlocks * block_time_s(chain));
            if (age_s > std::max(limit_s, by_blocks)) {
                const std::uint64_t behind = chain.head.value_or(0) > chain.cursor->block
                                                 ? *chain.head - chain.cursor->block
                                                 : 0;
                fail("lag/" + chain.name,
                     behind > 0
                         ? fmt::format("chain '{}': scan is {} blocks behind, the newest it has "
                                       "read is {} old",
                                       chain.name, behind, short_span(age_s))
                         : fmt::format("chain '{}': its nodes show no block newer than {}; are "
                                       "they in step?",
                                       chain.name, short_span(age_s)));
            }
        }
    }

    void look_at_doubts()
    {
        store::DoubtStore doubts{m_input.database, m_input.clock};
        for (const store::ChainState& chain : m_chains) {
            const auto summary = doubts.summary(chain.chain_id);
            if (!summary) {
                continue;
            }
            const std::int64_t limit_s = m_input.config.health.doubt_after.count();
            const bool is_old = limit_s > 0 && m_now_s - summary->since_s > limit_s;
            if (is_old || summary->looks >= store::kLooksToWarn) {
                add(is_old, "doubt/" + chain.name,
                    fmt::format("chain '{}': since {} no node shows {} of {}; add another "
                                "node to rpc_urls",
                                chain.name, base::to_rfc3339(summary->since_s),
                                store::hidden_text(summary->transactions),
                                store::to_text(*summary)));
            }
        }
    }

    /// What nodes keep showing that contradicts itself, and what to do.
    void look_at_oddities()
    {
        for (const store::Oddity& oddity :
             store::OddityStore{m_input.database, m_input.clock}.all()) {
            const auto chain =
                std::find_if(m_chains.begin(), m_chains.end(), [&](const store::ChainState& one) {
                    return one.chain_id == oddity.chain_id;
                });
            if (chain != m_chains.end() && is_lasting(oddity, m_now_ms) &&
                oddity.kind != rpc::to_string(rpc::OddityKind::batch_transaction)) {
                warn("oddity/" + chain->name,
                     fmt::format("chain '{}': {} (in {} runs, last {}); {}", chain->name,
                                 what_of(oddity.kind), oddity.runs, oddity.subject,
                                 advice_of(oddity.kind)));
            }
        }
    }

    /// Without a usual endpoint, a message of a payment without a URL waits for good: its shop
    /// reads `ctrip events`.
    [[nodiscard]] std::optional<std::int64_t> oldest_with_endpoint_ms() const
    {
        const auto row = m_input.database.query_row(
            "SELECT created_at_ms FROM (SELECT created_at_ms, url, endpoint FROM webhooks WHERE "
            "state = 'pending' ORDER BY created_at_ms LIMIT $1) oldest WHERE url IS NOT NULL OR "
            "endpoint <> '' ORDER BY created_at_ms LIMIT 1",
            {kRowsMax});
        return row ? std::optional{row->integer(0)} : std::nullopt;
    }

    void look_at_webhooks()
    {
        const store::WebhookBacklog backlog = store::WebhookStore{m_input.database}.backlog();
        const std::int64_t limit_s = m_input.config.health.backlog_after.count();
        const std::optional<std::int64_t> oldest_ms =
            m_input.config.webhooks.url ? backlog.oldest_pending_ms : oldest_with_endpoint_ms();
        const std::int64_t age_s = oldest_ms ? (m_now_ms - *oldest_ms) / kSecond_ms : 0;
        if (limit_s > 0 && age_s > limit_s) {
            fail("webhooks",
                 fmt::format("{} webhook messages wait, the oldest for {}; 'ctrip webhooks list "
                             "--state pending' says why",
                             backlog.pending, short_span(age_s)));
        }
        if (backlog.dead > 0) {
            warn("webhooks/dead",
                 fmt::format("{} webhook messages were given up; 'ctrip webhooks list --state "
                             "dead' names them, 'ctrip webhooks retry --dead' sends them again",
                             backlog.dead));
        }
        using State = webhook::EndpointHealth::State;
        for (const webhook::EndpointHealth& one : store::EndpointStore{m_input.database}.all()) {
            if (one.state == State::disabled) {
                fail("endpoint/" + one.endpoint,
                     fmt::format("webhook endpoint '{}' answered 410 Gone; 'ctrip webhooks enable "
                                 "{}' sends to it again",
                                 one.endpoint, one.endpoint));
            } else if (one.state == State::open) {
                warn("endpoint/" + one.endpoint,
                     fmt::format("webhook endpoint '{}' has failed {} times since {}: {}",
                                 one.endpoint, one.failures,
                                 base::to_rfc3339(one.since_ms / kSecond_ms), one.last_error));
            }
        }
    }

    void look_at_sweeps()
    {
        store::SweepStore sweeps{m_input.database, m_input.clock};
        const std::int64_t limit_s = m_input.config.health.sweep_after.count();
        for (const store::ChainState& chain : m_chains) {
            std::uint64_t unmined = 0;
            std::int64_t age_s = 0;
            for (const store::SweepTxCount& one : sweeps.open_by_state(chain.chain_id)) {
                if (one.state == store::SweepTxState::signed_ ||
                    one.state == store::SweepTxState::broadcast) {
                    unmined += one.count;
                    age_s = std::max(age_s, m_now_s - one.oldest_s);
                }
            }
            if (limit_s > 0 && age_s > limit_s) {
                fail("sweeps/" + chain.name,
                     fmt::format("chain '{}': {} transactions of sweeps are not mined, the oldest "
                                 "since {}; 'ctrip list --sweeps' names them",
                                 chain.name, unmined, short_span(age_s)));
            }
        }
        look_at_deposits();
    }

    /// Deposits that can't be swept now, by reason.
    void look_at_deposits()
    {
        struct Group
        {
            std::size_t deposits = 0;
            std::int64_t since_s = 0;
        };
        std::map<std::pair<std::string, std::string>, Group> groups; // By chain and reason.
        for (const store::Row& row : m_input.database.query(
                 "SELECT p.chain, s.reason, s.updated_at FROM (SELECT payment_id, reason, "
                 "updated_at FROM sweep_plans WHERE state = 'blocked' LIMIT $1) s JOIN payments p "
                 "ON p.id = s.payment_id",
                 {kRowsMax})) {
            Group& group = groups[{row.text(0), row.text(1)}];
            group.since_s =
                group.deposits == 0 ? row.integer(2) : std::min(group.since_s, row.integer(2));
            ++group.deposits;
        }
        std::size_t told = 0;
        const std::int64_t limit_s = m_input.config.health.sweep_after.count();
        for (const auto& [name, group] : groups) {
            const auto& [chain, reason] = name;
            const std::int64_t waits_s = m_now_s - group.since_s;
            const bool is_operators = reason.find("sponsor") != std::string::npos ||
                                      reason.find("treasury") != std::string::npos;
            const bool needs_person = is_operators && limit_s > 0 && waits_s > limit_s;
            if (!needs_person && ++told > kReasonsMax) {
                continue;
            }
            add(needs_person, "deposits/" + chain,
                fmt::format("chain '{}': {} deposits wait to be swept, the first "
                            "since {}: {}",
                            chain, group.deposits, short_span(waits_s), reason));
        }
    }

    void look_at_disk()
    {
        const std::uint64_t limit = m_input.config.health.disk_free_bytes;
        if (m_input.disk && m_input.disk->free_bytes < limit) {
            constexpr std::uint64_t mebi = 1ULL << 20U;
            fail("disk",
                 fmt::format("'{}' has {} MiB left, and a full disk stops every job; make room",
                             m_input.disk->path, m_input.disk->free_bytes / mebi));
        }
    }

    const FindingsInput& m_input;
    std::int64_t m_now_ms;
    std::int64_t m_now_s;
    std::vector<store::ChainState> m_chains; ///< Of the configuration.
    std::vector<Finding> m_found;
};

} // namespace

std::optional<DiskSpace> disk_space(const std::string& path)
{
    std::error_code ignored;
    std::filesystem::path folder = std::filesystem::absolute(path, ignored);
    while (!folder.empty() && folder != folder.root_path() &&
           !std::filesystem::is_directory(folder, ignored)) {
        folder = folder.parent_path();
    }
    struct statvfs found = {};
    if (statvfs(folder.c_str(), &found) != 0) {
        return std::nullopt;
    }
    return DiskSpace{.path = folder.string(),
                     .free_bytes = std::uint64_t{found.f_bavail} * found.f_frsize};
}

std::vector<Finding> find_problems(const FindingsInput& input)
{
    return ProblemSearch{input}.run();
}

} // namespace ctrip::job
