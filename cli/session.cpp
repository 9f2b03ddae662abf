// SPDX-License-Identifier: MIT
#include "cli/session.hpp"

#include "base/check.hpp"
#include "base/error.hpp"
#include "cli/keys/account.hpp"
#include "cli/node.hpp"
#include "cli/state_folder.hpp"
#include "cli/terminal.hpp"
#include "config/load.hpp"
#include "config/secrets.hpp"
#include "config/well_known.hpp"
#include "evm/sweeper.hpp"
#include "job/shared/lock_names.hpp"
#include "job/shared/node_memory.hpp"
#include "store/metrics/metered_database.hpp"
#include "store/open_database.hpp"
#include "store/schema/migrator.hpp"
#include "store/schema/moved.hpp"
#include "telemetry/run_recorder.hpp"
#include "wallet/signer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace ctrip::cli {

namespace {

std::string_view environment(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

bool wants_color(const std::string& option, int descriptor)
{
    if (option != "auto") {
        return option == "always";
    }
    return isatty(descriptor) == 1 && environment("NO_COLOR").empty() &&
           environment("TERM") != "dumb";
}

base::LogOptions log_options(const GlobalOptions& options)
{
    const auto level = base::parse_log_level(options.log_level);
    const auto format = base::parse_log_format(options.log_format);
    CTRIP_CHECK(level && format);
    return {.level = *level,
            .format = *format,
            .color = wants_color(options.color, STDERR_FILENO),
            .terminal = isatty(STDERR_FILENO) == 1};
}

/// The log's context while a run of a job lives. `chain` may be empty.
class RunContext
{
public:
    RunContext(base::Log& log, std::string_view job, const std::string& chain,
               const std::string& run_id)
        : m_log(log)
    {
        base::LogFields context{{"job", std::string{job}}};
        if (!chain.empty()) {
            context.emplace_back("chain", chain);
        }
        context.emplace_back("run_id", run_id);
        m_log.set_context(std::move(context));
    }
    RunContext(const RunContext&) = delete;
    RunContext& operator=(const RunContext&) = delete;
    ~RunContext() { m_log.set_context({}); }

private:
    base::Log& m_log;
};

/// What tells this installation's runs from those of others of the same user.
std::string installation_of(const std::string& config_file)
{
    std::string path = config_file;
    if (path.empty()) {
        path = environment("CTRIP_CONFIG");
    }
    std::error_code ignored;
    return path.empty() ? path
                        : std::filesystem::absolute(path, ignored).lexically_normal().string();
}

bool is_by_chain(std::string_view job)
{
    constexpr std::array<std::string_view, 4> jobs{"scan", "confirm", "sweep", "reconcile"};
    return std::find(jobs.begin(), jobs.end(), job) != jobs.end();
}

} // namespace

Session::Session(const GlobalOptions& options)
    : m_config_file(options.config_file), m_installation(installation_of(options.config_file)),
      m_spool(state_folder(), m_installation), m_log(log_options(options), m_clock),
      m_out(wants_color(options.color, STDOUT_FILENO)),
      m_shows_progress(isatty(STDERR_FILENO) == 1 && options.log_format == "text" &&
                       environment("TERM") != "dumb"),
      m_telemetry(state_folder(), m_installation, m_clock, m_log)
{
}

Session::~Session() = default;

void Session::fail(std::string_view job, ExitCode code, const std::string& message)
{
    const bool is_run = !job.empty() && code != ExitCode::usage;
    if (is_run) {
        m_run_id = telemetry::new_run_id(m_started_ms);
        const RunContext context{m_log, job, {}, m_run_id};
        m_log.error(message, {{"event", "job.failed"}});
    } else {
        m_log.error(message);
    }
    if (code == ExitCode::defect) {
        m_telemetry.keep_defect({.job = job, .chain = {}, .run_id = m_run_id}, message);
    }
    if (job.empty() || m_recorded || (!is_run && !m_log.is_unattended())) {
        return;
    }
    store::JobRun run{.job = std::string{job},
                      .chain = is_by_chain(job) ? "*" : "",
                      .started_ms = m_started_ms,
                      .duration_ms = std::max<std::int64_t>(m_clock.now_ms() - m_started_ms, 0),
                      .exit_code = static_cast<int>(code),
                      .message = message,
                      .run_id = m_run_id};
    if (m_chain_names.empty()) {
        static_cast<void>(m_spool.add(run));
    }
    for (const std::string& chain : m_chain_names) {
        run.chain = chain;
        static_cast<void>(m_spool.add(run));
    }
}

telemetry::RecorderParts Session::recorder_parts()
{
    return {
        .database = database(), .meter = m_meter, .spool = m_spool, .clock = m_clock, .log = m_log};
}

/// What earlier runs could not write. Never an error of this run.
void Session::take_up_runs()
{
    if (std::exchange(m_took_up, true)) {
        return;
    }
    std::vector<std::string> names;
    for (const config::Chain& chain : config().chains) {
        names.push_back(chain.name);
    }
    try {
        m_spool.take([&](const std::vector<store::JobRun>& runs) {
            for (const store::JobRun& run : store::RunStore{database()}.take_up(runs, names)) {
                telemetry::count_run(m_meter, run);
            }
        });
    } catch (const std::exception& error) {
        m_log.debug("earlier runs could not be recorded", {{"reason", error.what()}});
    }
}

void Session::report(std::string_view line, std::string_view summary, bool has_changed)
{
    m_out.line(line);
    if (has_changed && m_log.is_unattended()) {
        m_log.info(summary, {{"event", "job.done"}});
    }
}

const config::Config& Session::config()
{
    if (!m_config) {
        m_config.emplace(config::load(m_config_file));
        m_config->ask_password = ask_password;
        m_telemetry.configure(m_config->telemetry, m_meter);
        if (!m_config->notice.empty()) {
            m_log.warning(m_config->notice);
        }
    }
    return *m_config;
}

std::string Session::disk_path()
{
    const auto path = config::sqlite_path(config().database.url);
    return path && !path->starts_with(':') ? *path : state_folder();
}

std::unique_ptr<store::Database> Session::open_database(store::OpenMode mode)
{
    config::check_database_location(config());
    check_connection(config().database.origin, config().database.url);
    const std::optional<base::Secret> password = config::load_database_password(config());
    auto database =
        store::open_database(config().database.url, mode, password ? &*password : nullptr);
    if (mode == store::OpenMode::create) {
        check_encoding(*database);
    }
    return database;
}

std::unique_ptr<store::Database> Session::open_database(const std::string& url,
                                                        store::OpenMode mode)
{
    config::check_database_location(config().environment, url);
    check_connection("the database that is not the configured one", url);
    auto database = store::open_database(url, mode);
    if (mode == store::OpenMode::create) {
        check_encoding(*database);
    }
    return database;
}

void Session::check_connection(const std::string& origin, const std::string& url)
{
    if (config().environment != config::Environment::production ||
        config().database.allow_plaintext) {
        return;
    }
    if (const auto way = store::exposed_connection(url)) {
        throw Error{ErrorKind::config,
                    fmt::format("{}: {} may be reached over a network without TLS, where the "
                                "database can be read and changed on the way; write "
                                "sslmode=verify-full into the URL, or set "
                                "database.allow_plaintext: true",
                                origin, *way)};
    }
}

/// Not where a database is only read from: `migrate copy` is the way out of such a one.
void Session::check_encoding(store::Database& database)
{
    if (config().environment != config::Environment::production ||
        config().database.allow_other_encoding) {
        return;
    }
    const std::string encoding = database.encoding();
    if (encoding != "UTF8" && encoding != "UTF-8") {
        throw Error{ErrorKind::config,
                    fmt::format("{}: '{}' stores text as {}, so a reference may be refused or come "
                                "back as another; make one by 'createdb -E UTF8 -T template0' (or "
                                "a new file) and move there by 'ctrip migrate copy', or set "
                                "database.allow_other_encoding: true",
                                config().database.origin, database.public_url(), encoding)};
    }
}

store::Database& Session::database()
{
    if (!m_database) {
        std::unique_ptr<store::Database> database = open_database(store::OpenMode::existing);
        check_encoding(*database);
        store::Migrator{*database, m_clock}.require_current();
        store::require_not_moved(*database);
        m_database = std::make_unique<store::MeteredDatabase>(std::move(database), m_meter, m_log);
    }
    return *m_database;
}

/// Reconnects between runs, since the server may have restarted. Within a run a lost connection is
/// kept: the run's lock and its references to the database belong to it.
store::Database& Session::database_for_run()
{
    if (m_database && !m_database->is_usable()) {
        m_database.reset();
    }
    return database();
}

const wallet::AccountXpub& Session::account()
{
    if (!m_account) {
        m_account.emplace(open_account(config()));
    }
    return *m_account;
}

const wallet::AccountXpub* Session::account_if_readable()
{
    try {
        const config::Wallet& wallet = config().wallet;
        return wallet.xpub || !needs_password(wallet) ? &account() : nullptr;
    } catch (const Error&) {
        return nullptr;
    }
}

const wallet::AccountXpub* Session::account_to_watch()
{
    const wallet::AccountXpub* const account = account_if_readable();
    return account != nullptr && config::is_anvil_xpub(account->serialize()) ? nullptr : account;
}

std::span<const evm::Address> Session::own_senders()
{
    if (!m_own_senders) {
        std::vector<evm::Address> own;
        if (config().treasury) {
            own.push_back(*config().treasury);
        }
        const std::optional<base::Secret> bytes = config::find_own_sponsor_key(config());
        auto key = bytes ? crypto::PrivateKey::from_bytes(bytes->expose()) : std::nullopt;
        if (key) {
            own.push_back(wallet::Signer{std::move(*key)}.address());
        }
        const std::size_t accounts = own.size();
        for (std::size_t i = 0; i < accounts; ++i) {
            for (const evm::SweeperVersion version : evm::kSweeperVersions) {
                own.push_back(evm::sweeper_address(own[i], version));
            }
        }
        m_own_senders = std::move(own);
    }
    return *m_own_senders;
}

const job::OwnAddresses* Session::own_addresses()
{
    if (!m_own_addresses) {
        const wallet::AccountXpub* const own = account_if_readable();
        if (own == nullptr) {
            return nullptr;
        }
        std::vector<wallet::AccountXpub> accounts;
        accounts.push_back(wallet::AccountXpub::parse(own->serialize()));
        for (const std::string& xpub : config().wallet.former_xpubs) {
            accounts.push_back(wallet::AccountXpub::parse(xpub));
        }
        m_own_addresses.emplace(std::move(accounts));
    }
    return &*m_own_addresses;
}

std::vector<const config::Chain*> Session::chains(const std::vector<std::string>& names)
{
    std::vector<const config::Chain*> chosen;
    for (const std::string& name : names) {
        // Throws for an unknown name before any chain is processed.
        static_cast<void>(config::find_chain(config(), name));
    }
    for (const config::Chain& chain : config().chains) {
        if (names.empty() || std::find(names.begin(), names.end(), chain.name) != names.end()) {
            chosen.push_back(&chain);
        }
    }
    return chosen;
}

ExitCode Session::for_each_chain(std::string_view job, const std::vector<std::string>& names,
                                 const ChainWork& work)
{
    ExitCode worst = ExitCode::ok;
    m_chain_names = names;
    for (const config::Chain* chain : chains(names)) {
        worst =
            worse_of(worst, run_locked(job, chain->name, [&] {
                         job::StoredNodeMemory memory{chain->chain_id, database(), m_clock, m_log};
                         const std::unique_ptr<rpc::ChainClient> client =
                             connect(config(), *chain, m_log, memory, m_meter);
                         work({.config = config(),
                               .chain = *chain,
                               .database = database(),
                               .client = *client,
                               .clock = m_clock,
                               .log = m_log,
                               .own_addresses = [this] { return own_addresses(); },
                               .own_senders = [this] { return own_senders(); }});
                     }));
    }
    return worst;
}

ExitCode Session::run_job(std::string_view job, const std::function<void()>& work)
{
    return run_locked(job, {}, work);
}

ExitCode Session::run_shared_job(std::string_view job, const std::function<void()>& work)
{
    m_run_id = telemetry::new_run_id(m_clock.now_ms());
    const RunContext context{m_log, job, {}, m_run_id};
    database_for_run().name_connection(fmt::format("ctrip/{}", job));
    return run_recorded(job, {}, work);
}

ExitCode Session::run_locked(std::string_view job, const std::string& chain,
                             const std::function<void()>& work)
{
    m_run_id = telemetry::new_run_id(m_clock.now_ms());
    const RunContext context{m_log, job, chain, m_run_id};
    const std::string where = chain.empty() ? std::string{} : fmt::format(" of chain '{}'", chain);
    store::Database& database = database_for_run();
    database.name_connection(fmt::format("ctrip/{}{}{}", job, chain.empty() ? "" : "/", chain));
    const std::unique_ptr<store::Lock> lock = database.try_lock(job::lock_name(job, chain));
    if (!lock) {
        telemetry::record_skipped(recorder_parts(), {.job = job, .chain = chain});
        m_log.error(
            fmt::format("another run of {} holds the lock{}; wait until it ends", job, where),
            {{"event", "job.skipped"}});
        return ExitCode::locked;
    }
    return run_recorded(job, chain, work);
}

ExitCode Session::run_recorded(std::string_view job, const std::string& chain,
                               const std::function<void()>& work)
{
    take_up_runs();
    m_recorded = true;
    telemetry::RunRecorder recorder{recorder_parts(),
                                    {.job = job, .chain = chain, .run_id = m_run_id}};
    std::string message;
    ExitCode code = ExitCode::ok;
    if (!std::exchange(m_is_started, true)) {
        m_meter.histogram(meter::Family::job_start, {job}).observe(m_clock.now_ms() - m_started_ms);
    }
    const RunIdentity run{.job = job, .chain = chain, .run_id = m_run_id};
    m_telemetry.begin_run(run);
    try {
        work();
    } catch (const Error& error) {
        code = exit_code_of(error.kind());
        message = error.what();
    } catch (const std::exception& error) {
        code = ExitCode::defect;
        message = fmt::format("defect in ctrip: {}; please report it", error.what());
    }
    if (code != ExitCode::ok) {
        m_log.error(chain.empty() ? message : fmt::format("{}: {}", chain, message),
                    {{"job", std::string{job}}, {"event", "job.failed"}});
    }
    if (code == ExitCode::defect) {
        m_telemetry.keep_defect(run, message);
    }
    recorder.finish(static_cast<int>(code), message);
    m_telemetry.end_run(run, static_cast<int>(code), message);
    return code;
}

} // namespace ctrip::cli
