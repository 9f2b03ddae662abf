// SPDX-License-Identifier: MIT
// What a command works with: configuration, database, account, chains, log, output. Each is opened
// on first use.
#pragma once

#include "base/clock.hpp"
#include "base/log.hpp"
#include "cli/exit_code.hpp"
#include "cli/output.hpp"
#include "cli/telemetry/run_telemetry.hpp"
#include "config/config.hpp"
#include "job/shared/chain_job.hpp"
#include "job/shared/own_address.hpp"
#include "meter/meter.hpp"
#include "store/database.hpp"
#include "telemetry/run_recorder.hpp"
#include "telemetry/run_spool.hpp"
#include "wallet/deposit_addresses.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ctrip::cli {

/// The options that every command accepts, as given.
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
    /// Opens nothing. `options` must have passed Arguments::parse().
    explicit Session(const GlobalOptions& options);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    [[nodiscard]] const base::Clock& clock() const noexcept { return m_clock; }
    [[nodiscard]] const base::Log& log() const noexcept { return m_log; }
    [[nodiscard]] Output& out() noexcept { return m_out; }
    /// The result of a run: `line` on standard output, and where the run has changed something and
    /// no terminal is watched, `summary` in the log.
    void report(std::string_view line, std::string_view summary, bool has_changed);
    /// Whether to show progress lines: standard error is a terminal and the log format is text.
    [[nodiscard]] bool shows_progress() const noexcept { return m_shows_progress; }

    /// Logs an error that ended the command. Where it is a run of `job` that recorded nothing, the
    /// failure is kept for the next run that can write to the database; not where the command line
    /// is wrong and somebody typed it.
    void fail(std::string_view job, ExitCode code, const std::string& message);
    /// Failures of this installation's jobs that no run has taken into the database yet.
    [[nodiscard]] std::vector<store::JobRun> unrecorded_runs() const { return m_spool.all(); }

    /// What waits to be sent by `telemetry flush`.
    [[nodiscard]] const RunTelemetry& run_telemetry() const noexcept { return m_telemetry; }
    /// What tells this installation from others of the same user: the configuration's path.
    [[nodiscard]] const std::string& installation() const noexcept { return m_installation; }

    [[nodiscard]] const config::Config& config();
    /// Where ctrip writes on this host: the folder of the database, or of the state.
    [[nodiscard]] std::string disk_path();
    /// A new connection to the configured database, without a schema check. For `migrate` and
    /// `serve-health` only. In production, throws Error{config} for one that others can read on the
    /// way, and with OpenMode::create for an encoding other than UTF-8.
    [[nodiscard]] std::unique_ptr<store::Database> open_database(store::OpenMode mode);
    /// The same for the database at `url`; the configured password is not used.
    [[nodiscard]] std::unique_ptr<store::Database> open_database(const std::string& url,
                                                                 store::OpenMode mode);
    /// The configured database, opened at the first call. Throws Error{config} unless its schema is
    /// this program's and its data was not moved. A reference is valid until the next job run.
    [[nodiscard]] store::Database& database();
    /// What this process counted and has not stored yet. database() counts its statements here.
    [[nodiscard]] meter::Meter& meter() noexcept { return m_meter; }
    /// The account that deposit addresses come from: the configured xpub, else the mnemonic's.
    /// Throws Error{config} if both are readable and belong to different wallets.
    [[nodiscard]] const wallet::AccountXpub& account();
    /// Null where that takes a password, or this user can't read it.
    [[nodiscard]] const wallet::AccountXpub* account_if_readable();
    /// That account and those of wallet.former_xpubs; null where the account can't be read.
    [[nodiscard]] const job::OwnAddresses* own_addresses();

    /// The same, and null for Anvil's account: local nodes fund its addresses.
    [[nodiscard]] const wallet::AccountXpub* account_to_watch();
    /// Treasury, sponsor and their Sweepers, as far as this host knows them without a password. An
    /// account whose key is public is not one of them.
    [[nodiscard]] std::span<const evm::Address> own_senders();

    /// The named chains, each once, in the order of the configuration; all if `names` is empty.
    /// Throws Error{request} for an unknown name.
    [[nodiscard]] std::vector<const config::Chain*> chains(const std::vector<std::string>& names);

    using ChainWork = std::function<void(const job::ChainJob&)>;
    /// Runs `work` on each of these chains, under the lock of job and chain, and records each run.
    /// An error is logged and the next chain follows; returns the worst exit code.
    [[nodiscard]] ExitCode for_each_chain(std::string_view job,
                                          const std::vector<std::string>& names,
                                          const ChainWork& work);

    /// Runs a job that is not per chain: takes its lock, records the run, logs an error and returns
    /// its exit code.
    [[nodiscard]] ExitCode run_job(std::string_view job, const std::function<void()>& work);

    /// Like run_job() but without a lock: several runs may work at once, and the job itself keeps
    /// them from doing the same work.
    [[nodiscard]] ExitCode run_shared_job(std::string_view job, const std::function<void()>& work);

private:
    void take_up_runs();
    [[nodiscard]] telemetry::RecorderParts recorder_parts();
    void check_connection(const std::string& origin, const std::string& url);
    void check_encoding(store::Database& database);
    [[nodiscard]] store::Database& database_for_run();
    [[nodiscard]] ExitCode run_locked(std::string_view job, const std::string& chain,
                                      const std::function<void()>& work);
    [[nodiscard]] ExitCode run_recorded(std::string_view job, const std::string& chain,
                                        const std::function<void()>& work);

    base::SystemClock m_clock;
    std::int64_t m_started_ms = m_clock.now_ms();
    std::string m_config_file;
    std::string m_installation;
    telemetry::RunSpool m_spool;
    std::vector<std::string> m_chain_names; ///< That the run was asked for; empty: all.
    bool m_recorded = false;                ///< A run of this process is in the database or spool.
    bool m_took_up = false;
    bool m_is_started = false; ///< A run has begun.
    std::string m_run_id;      ///< Of the run that is under way, or was last.
    base::Log m_log;
    Output m_out;
    bool m_shows_progress = false;
    std::optional<config::Config> m_config;
    RunTelemetry m_telemetry;
    meter::Meter m_meter;
    std::unique_ptr<store::Database> m_database;
    std::optional<wallet::AccountXpub> m_account;
    std::optional<std::vector<evm::Address>> m_own_senders;
    std::optional<job::OwnAddresses> m_own_addresses;
};

} // namespace ctrip::cli
