// SPDX-License-Identifier: MIT
// What a database promises whatever its engine: works, values, locks, and one clear error for each
// thing that can be wrong with it.
#include "base/error.hpp"
#include "integration/fresh_database.hpp"
#include "store/open_database.hpp"
#include "store/schema/migrator.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

using namespace ctrip;
using namespace ctrip::test;
using store::DbTransaction;
using store::OpenMode;
using store::Value;

namespace {

std::int64_t count_chains(store::Database& database)
{
    return database.query_row("SELECT COUNT(*) FROM chains")->integer(0);
}

void insert_chain(store::Database& database, int chain_id)
{
    database.execute("INSERT INTO chains (chain_id, name, updated_at) VALUES ($1, 'a', 0)",
                     {chain_id});
}

/// Runs `action` in a child process and waits for it; how it ended, as waitpid tells.
template <typename Action>
int in_child(Action&& action)
{
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        static_cast<void>(
            std::signal(SIGABRT, SIG_DFL)); // Catch's own would report a failure of the test.
        action();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    return status;
}

/// A server takes a moment to see that a process is gone; a file system does not.
bool comes_free(store::Database& database, std::string_view lock)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    do {
        if (database.try_lock(lock)) {
            return true;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    } while (on_postgres() && std::chrono::steady_clock::now() < deadline);
    return false;
}

/// The superuser may write everything: for as long as this lives, the test is somebody else.
class Nobody
{
public:
    Nobody() : m_before(::geteuid())
    {
        if (m_before == 0) {
            REQUIRE(::seteuid(65534) == 0);
        }
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
    ~Nobody() { static_cast<void>(::seteuid(m_before)); }

private:
    uid_t m_before;
};

/// What opening the database and writing to it says.
std::string failure(const std::string& url)
{
    try {
        const auto database = store::open_database(url, OpenMode::existing);
        static_cast<void>(store::Migrator{*database, StoppedClock{}}.status());
        database->execute("INSERT INTO chains (chain_id, name, updated_at) VALUES (1, 'a', 0)");
    } catch (const Error& error) {
        CHECK(error.kind() == ErrorKind::unavailable);
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("a DbTransaction is all or nothing", "[store][database]")
{
    FreshDatabase fresh;
    store::Database& database = fresh.database();
    SECTION("committed")
    {
        DbTransaction transaction{database};
        insert_chain(database, 1);
        transaction.commit();
        CHECK(count_chains(*fresh.open()) == 1);
    }
    SECTION("left by an exception")
    {
        const auto broken = [&] {
            DbTransaction transaction{database};
            insert_chain(database, 1);
            throw std::runtime_error{"in the middle"};
        };
        CHECK_THROWS_AS(broken(), std::runtime_error);
        CHECK(count_chains(database) == 0);
    }
    SECTION("left by a statement that the database refuses")
    {
        const auto broken = [&] {
            DbTransaction transaction{database};
            insert_chain(database, 1);
            insert_chain(database, 1);
            transaction.commit();
        };
        CHECK_THROWS_AS(broken(), Error);
        CHECK(count_chains(database) == 0);
    }
    SECTION("another connection sees nothing before the commit")
    {
        const auto other = fresh.open();
        DbTransaction transaction{database};
        insert_chain(database, 1);
        CHECK(count_chains(*other) == 0);
        transaction.commit();
        CHECK(count_chains(*other) == 1);
    }
    // Whatever happened, the next DbTransaction finds the database as it should be.
    DbTransaction transaction{database};
    insert_chain(database, 2);
    transaction.commit();
}

TEST_CASE("works do not nest", "[store][database]")
{
    FreshDatabase fresh;
    DbTransaction outer{fresh.database()};
    insert_chain(fresh.database(), 1);
    CHECK_THROWS_AS(DbTransaction{fresh.database()}, Error);
}

TEST_CASE("a killed process leaves nothing of its work", "[store][database]")
{
    FreshDatabase fresh;
    const int status = in_child([&] {
        const auto database = fresh.open();
        const DbTransaction transaction{*database};
        insert_chain(*database, 1);
        static_cast<void>(::raise(SIGKILL));
    });
    CHECK(WIFSIGNALED(status));
    CHECK(count_chains(fresh.database()) == 0);
    insert_chain(fresh.database(), 2);
}

TEST_CASE("values come back as they went in", "[store][database]")
{
    FreshDatabase fresh;
    store::Database& database = fresh.database();
    const base::Bytes bytes{0x00, 0xff, 0x00};
    // PostgreSQL wants to be told what a value is that goes into no column, and has no NUL in
    // texts.
    const std::string text = on_postgres() ? "a\nb'\\ü" : std::string{"a\0b'ü", 6};
    const auto row = database.query_row(
        on_postgres() ? "SELECT $1::bigint, $2::text, $3::bytea, $4::text, $5::boolean, "
                        "$6::bigint, $7::bigint"
                      : "SELECT $1, $2, $3, $4, $5, $6, $7",
        {std::int64_t{-9'223'372'036'854'775'807LL - 1}, text, bytes, std::nullopt, true,
         std::uint64_t{9'223'372'036'854'775'807ULL}, std::optional<std::int64_t>{}});
    REQUIRE(row);
    CHECK(row->integer(0) == std::numeric_limits<std::int64_t>::min());
    CHECK(row->text(1) == text);
    CHECK(row->bytes(2) == bytes);
    CHECK(row->is_null(3));
    CHECK(row->boolean(4));
    CHECK(row->unsigned_integer(5) == 9'223'372'036'854'775'807ULL);
    CHECK_FALSE(row->optional_integer(6));
    // Bound by number, whatever their order in the text, and as often as they occur.
    const auto mixed = database.query_row("SELECT $2, $1, $2", {"one", "two"});
    CHECK(mixed->text(0) == "two");
    CHECK(mixed->text(1) == "one");
    CHECK(mixed->text(2) == "two");
    CHECK_FALSE(database.query_row("SELECT 1 WHERE $1 = 2", {1}));
}

TEST_CASE("a text is never cut off at a NUL", "[store][database][postgres]")
{
    FreshDatabase fresh;
    for (int i = 0; i < 3; ++i) { // Sent whole, prepared, by name.
        CHECK_THROWS_WITH(fresh.database().query("SELECT $1", {std::string{"a\0b", 3}}),
                          Catch::Contains("NUL"));
    }
}

TEST_CASE("a value of another kind or form is an error and never a guess", "[store][database]")
{
    const store::Row row{{Value{"12x"}, Value{-1}, Value{}, Value{base::Bytes{1}}}};
    CHECK_THROWS_AS(row.integer(0), Error);
    CHECK_THROWS_AS(row.bytes(0), Error);
    CHECK_THROWS_AS(row.amount(0), Error);
    CHECK_THROWS_AS(row.address(0), Error);
    CHECK_THROWS_AS(row.tx_hash(0), Error);
    CHECK_THROWS_AS(row.block_hash(0), Error);
    CHECK_THROWS_AS(row.text(1), Error);
    CHECK_THROWS_AS(row.unsigned_integer(1), Error);
    CHECK_THROWS_AS(row.amount(1), Error);
    CHECK(row.integer(1) == -1);
    CHECK_THROWS_AS(row.integer(2), Error);
    CHECK_THROWS_AS(row.text(2), Error);
    CHECK_FALSE(row.optional_text(2));
    CHECK_THROWS_AS(row.text(3), Error);
    CHECK_THROWS_AS(row.optional_integer(0), Error);
    CHECK_THROWS_AS(row.integer(4), std::out_of_range);
}

TEST_CASE("a number that no database column holds is our own mistake", "[store][database]")
{
    const int status = in_child([] {
        static_cast<void>(::close(STDERR_FILENO)); // Its words are for a real defect.
        const Value value{std::uint64_t{9'223'372'036'854'775'808ULL}};
    });
    CHECK(WIFSIGNALED(status));
    CHECK(WTERMSIG(status) == SIGABRT);
}

TEST_CASE("the database keeps what the schema asks for", "[store][database]")
{
    FreshDatabase fresh;
    store::Database& database = fresh.database();
    const payment::Payment payment = payment_of(1);
    insert(fresh, {payment});
    CHECK_THROWS_AS(database.execute("UPDATE payments SET amount = '0'"), Error);
    CHECK_THROWS_AS(database.execute("UPDATE payments SET amount = '1e78'"), Error);
    CHECK_THROWS_AS(database.execute("UPDATE payments SET amount = '-1'"), Error);
    CHECK_THROWS_AS(database.execute("UPDATE payments SET amount = 'x'"), Error);
    CHECK_THROWS_AS(database.execute("UPDATE payments SET status = 'unknown'"), Error);
    CHECK_THROWS_AS(database.execute("UPDATE payments SET expires_at = 'soon'"), Error);
    CHECK_THROWS_AS(database.execute("INSERT INTO payment_history (payment_id, seq, event, "
                                     "status_from, status_to, reason, at) "
                                     "VALUES ('nobody', 1, '', '', '', '', 0)"),
                    Error);
    CHECK_THROWS_AS(database.execute("DELETE FROM payments WHERE nothing = 1"), Error);
}

TEST_CASE("a lock has one holder", "[store][lock]")
{
    FreshDatabase fresh;
    const auto other = fresh.open();
    auto held = fresh.database().try_lock("scan-anvil");
    REQUIRE(held);
    CHECK_FALSE(other->try_lock("scan-anvil"));
    CHECK_FALSE(fresh.database().try_lock("scan-anvil"));
    CHECK(other->try_lock("scan-bsc"));
    held.reset();
    CHECK(other->try_lock("scan-anvil"));
}

TEST_CASE("a lock goes with its process, however that ends", "[store][lock]")
{
    FreshDatabase fresh;
    int ready[2];
    REQUIRE(::pipe(ready) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const auto database = fresh.open();
        const auto held = database->try_lock("scan-anvil");
        static_cast<void>(::write(ready[1], held ? "y" : "n", 1));
        ::pause();
        ::_exit(0);
    }
    char answer = 0;
    REQUIRE(::read(ready[0], &answer, 1) == 1);
    CHECK(answer == 'y');
    CHECK_FALSE(fresh.database().try_lock("scan-anvil"));
    REQUIRE(::kill(child, SIGKILL) == 0);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(comes_free(fresh.database(), "scan-anvil"));
    ::close(ready[0]);
    ::close(ready[1]);
}

TEST_CASE("another scheme is a mistake in the configuration", "[store][database]")
{
    for (const char* url : {"mysql://u:secret@host/db", "ctrip.db", "", "sqlite://relative.db"}) {
        INFO(url);
        try {
            static_cast<void>(store::open_database(url, OpenMode::create));
            FAIL_CHECK("opened");
        } catch (const Error& error) {
            CHECK(error.kind() == ErrorKind::config);
            CHECK_THAT(error.what(), !Catch::Contains("secret"));
        }
    }
}

TEST_CASE("what is wrong with a database file is one line that names it", "[store][sqlite]")
{
    TempFolder folder;
    const std::string path = folder.path("ctrip.db");
    const std::string url = "sqlite://" + path;
    const auto migrate = [&] {
        const auto database = store::open_database(url, OpenMode::create);
        StoppedClock clock;
        store::Migrator migrator{*database, clock};
        static_cast<void>(migrator.migrate(migrator.latest()));
    };
    std::string said;
    SECTION("it is not there")
    {
        said = failure(url);
        CHECK_THAT(said, Catch::Contains("migrate up"));
        CHECK_FALSE(std::filesystem::exists(path));
    }
    SECTION("its folder is not there")
    {
        said = failure("sqlite://" + folder.path("none") + "/ctrip.db");
        CHECK_THAT(said, Catch::Contains(folder.path("none")));
    }
    SECTION("it is a folder")
    {
        std::filesystem::create_directory(path);
        said = failure(url);
    }
    SECTION("it is something else")
    {
        std::ofstream{path} << std::string(8'192, 'x');
        said = failure(url);
        CHECK_THAT(said, Catch::Contains("backup"));
    }
    SECTION("it is damaged")
    {
        migrate();
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekp(100);
        file << std::string(static_cast<std::size_t>(std::filesystem::file_size(path)) - 100,
                            '\x5a');
        file.close();
        said = failure(url);
        CHECK_THAT(said, Catch::Contains("backup"));
    }
    SECTION("it can't be written")
    {
        migrate();
        REQUIRE(::chmod(path.c_str(), 0444) == 0);
        REQUIRE(::chmod(folder.path("").c_str(), 0755) == 0);
        const Nobody nobody;
        said = failure(url);
        CHECK_THAT(said, Catch::Contains("writable"));
    }
    CHECK_THAT(said, Catch::Contains(folder.path("")));
    CHECK_THAT(said, !Catch::Contains("\n"));
}
