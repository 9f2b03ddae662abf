// SPDX-License-Identifier: MIT
// What a command works with: opened on demand, so that a command pays only for what it uses.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "config/config.hpp"
#include "job/shared/chain_job.hpp"
#include "store/database.hpp"
#include "wallet/deposit_addresses.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::cli {

/// The options that every command takes, as they were given.
struct GlobalOptions
{
    std::string config_file; ///< Empty: not given.
    std::string log_format = "text";
    std::string log_level = "info";
    std::string color = "auto";
};

class Session
{
public:
    /// Opens nothing. The options were checked when they were parsed.
    explicit Session(const GlobalOptions& options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] const base::Clock& clock() const noexcept { return m_clock; }
    [[nodiscard]] const base::Log& log() const noexcept { return m_log; }
    [[nodiscard]] Output& out() noexcept { return m_out; }
    /// Whether a person watches standard error, so that a progress line is welcome there.
    [[nodiscard]] bool shows_progress() const noexcept { return m_shows_progress; }

    [[nodiscard]] const config::Config& config();
    /// A connection of one's own, whatever schema it finds. Only `migrate` and `serve-health` want
    /// that.
    [[nodiscard]] std::unique_ptr<store::Database> open_database(store::OpenMode mode);
    /// The same of another database than the configured one, without the configured password.
    [[nodiscard]] std::unique_ptr<store::Database> open_database(const std::string& url,
                                                                 store::OpenMode mode);
    /// Open, on exactly this program's schema, and not moved elsewhere (Error{config} otherwise).
    /// The same one until the next run of a job begins.
    [[nodiscard]] store::Database& database();
    /// The account that deposit addresses come from: the configured xpub, else the mnemonic's.
    /// Error{config} where both are there and belong to different wallets.
    [[nodiscard]] const wallet::AccountXpub& account();

    /// Those named, each once, in the order of the configuration; all where none is named.
    /// Error{request} for an unknown one.
    [[nodiscard]] std::vector<const config::Chain*> chains(const std::vector<std::string>& names);

    using ChainWork = std::function<void(const job::ChainJob&)>;
    /// Runs `work` on each of these chains, under the lock of job and chain, and records the run.
    /// One dead chain does not hold up the others: its error is logged, the next chain is worked
    /// on, and the worst code is the answer.
    [[nodiscard]] ExitCode for_each_chain(std::string_view job,
                                          const std::vector<std::string>& names,
                                          const ChainWork& work);

    /// Runs a job that is not by chain, in the same way: lock, record, error to the log and its
    /// code as the answer.
    [[nodiscard]] ExitCode run_job(std::string_view job, const std::function<void()>& work);

    /// Runs a job that many runs may be at side by side: no lock (what one run does not do twice is
    /// the job's own care), else in the same way: record, error to the log and its code as the
    /// answer.
    [[nodiscard]] ExitCode run_shared_job(std::string_view job, const std::function<void()>& work);

private:
    [[nodiscard]] store::Database& database_for_run();
    [[nodiscard]] ExitCode run_locked(std::string_view job, const std::string& chain,
                                      const std::function<void()>& work);
    [[nodiscard]] ExitCode run_recorded(std::string_view job, const std::string& chain,
                                        const std::function<void()>& work);

    base::SystemClock m_clock;
    std::string m_config_file;
    base::Log m_log;
    Output m_out;
    bool m_shows_progress = false;
    std::optional<config::Config> m_config;
    std::unique_ptr<store::Database> m_database;
    std::optional<wallet::AccountXpub> m_account;
};

} // namespace ctrip::cli
