// SPDX-License-Identifier: MIT
// The whole way of closed payments into a real file and back, and files that are not what they
// were.
#include "base/gzip_file.hpp"
#include "integration/archive_fixture.hpp"
#include "integration/part.hpp"
#include "job/archive.hpp"
#include "payment/render.hpp"
#include "store/archive/archive_index.hpp"
#include "store/chain_store.hpp"
#include "store/payment_details.hpp"
#include "store/payment_store.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

struct Stage
{
    explicit Stage(std::uint64_t payments)
    {
        for (std::uint64_t n = 1; n <= payments; ++n) {
            insert_closed(fresh, n);
        }
        fs::create_directory(folder.path("out"));
    }

    job::ArchiveReport archive()
    {
        return job::archive(job(), {.choice = all_closed(fresh), .folder = folder.path("out")});
    }

    job::RestoreReport restore(const std::string& file, std::vector<std::string> ids = {},
                               bool late_counts = false)
    {
        return job::restore(job(),
                            {.file = file, .ids = std::move(ids), .late_counts = late_counts});
    }

    [[nodiscard]] job::ArchiveJob job()
    {
        return {.database = fresh.database(), .clock = fresh.clock, .log = log, .on_progress = {}};
    }

    /// Nothing was changed, for this reason.
    void check_refused(const std::string& file, const std::string& what, ErrorKind kind,
                       const std::vector<std::string>& ids = {})
    {
        const std::uint64_t archived = count_rows(fresh.database(), "archived_payments");
        const std::uint64_t present = count_rows(fresh.database(), "payments");
        try {
            static_cast<void>(restore(file, ids));
            FAIL_CHECK("nothing was refused");
        } catch (const Error& error) {
            CHECK(error.kind() == kind);
            CHECK_THAT(error.what(), Contains(what));
        }
        CHECK(count_rows(fresh.database(), "archived_payments") == archived);
        CHECK(count_rows(fresh.database(), "payments") == present);
    }

    [[nodiscard]] std::size_t files() const
    {
        std::size_t count = 0;
        for ([[maybe_unused]] const auto& file : fs::directory_iterator(folder.path("out"))) {
            ++count;
        }
        return count;
    }

    FreshDatabase fresh;
    TempFolder folder;
    base::Log log{{.level = base::LogLevel::error}, fresh.clock};
};

/// Money for the archived payment 1, in second 5,000: its deadline was in second 1,000.
void keep_late_transfer(Stage& stage)
{
    store::ArchiveIndex archive{stage.fresh.database()};
    payment::Booking booking = booking_of(payment_of(1), 60);
    booking.transfer.block_number = 500;
    booking.transfer.block_hash = block_of(500);
    booking.transfer.block_time_s = 5'000;
    REQUIRE(archive.keep(booking.transfer, *archive.find(id_of(1))));
}

std::vector<std::string> lines_of(const std::string& path)
{
    base::GzipReader file{path, 1'000'000};
    std::vector<std::string> lines;
    std::string line;
    while (file.next(line)) {
        lines.push_back(line);
    }
    return lines;
}

void write_lines(const std::string& path, const std::vector<std::string>& lines)
{
    std::ofstream file{path, std::ios::binary};
    for (const std::string& line : lines) {
        file << line << "\n";
    }
}

std::string bytes_of(const std::string& path)
{
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

TEST_CASE("payments of many pages go into one file and come back as they were",
          "[store][archive_job]")
{
    // A page has 200 payments: one page and a payment, or two and a part.
    const std::uint64_t many = plays_all() ? 450 : 201;
    Stage stage{many};
    const std::vector<std::string> before = payment_rows(stage.fresh.database());
    const job::ArchiveReport report = stage.archive();
    CHECK(report.payments == many);
    CHECK(report.left == 0);
    CHECK(report.bytes == fs::file_size(report.file));
    struct stat status = {};
    REQUIRE(::stat(report.file.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    CHECK(stage.files() == 1);
    CHECK(lines_of(report.file).size() == many + 2);
    CHECK(payment_rows(stage.fresh.database()).empty());

    CHECK(stage.archive().file.empty()); // Nothing is left to archive, so no file is made.
    CHECK(stage.files() == 1);

    CHECK(stage.restore(report.file).payments == many);
    CHECK(payment_rows(stage.fresh.database()) == before);
    const job::RestoreReport again = stage.restore(report.file);
    CHECK(again.payments == 0);
    CHECK(again.present == many);
    CHECK(payment_rows(stage.fresh.database()) == before);
}

TEST_CASE("a dry run counts and writes nothing", "[store][archive_job]")
{
    Stage stage{3};
    const job::ArchiveReport report = job::archive(
        stage.job(), {.choice = all_closed(stage.fresh), .folder = "", .dry_run = true});
    CHECK(report.payments == 3);
    CHECK(report.file.empty());
    CHECK(stage.files() == 0);
    CHECK(count_rows(stage.fresh.database(), "payments") == 3);
}

TEST_CASE("only the named payments come back", "[store][archive_job]")
{
    Stage stage{5};
    const std::string file = stage.archive().file;
    CHECK(stage.restore(file, {id_of(4), id_of(1)}).payments == 2);
    CHECK(count_rows(stage.fresh.database(), "payments") == 2);
    CHECK(count_rows(stage.fresh.database(), "transfers") == 2);
    CHECK(count_rows(stage.fresh.database(), "archived_payments") == 3);
    stage.check_refused(file, "has the id '" + id_of(6) + "'", ErrorKind::not_found,
                        {id_of(2), id_of(6)});
    const job::RestoreReport rest = stage.restore(file);
    CHECK(rest.payments == 3);
    CHECK(rest.present == 2);
}

TEST_CASE("a payment that is in two files comes back from the one it was archived in",
          "[store][archive_job]")
{
    Stage stage{2};
    const std::string first = stage.archive().file;
    stage.restore(first);
    const std::string second = stage.archive().file;
    REQUIRE(first != second);
    CHECK(stage.restore(first).elsewhere == 2);
    CHECK(count_rows(stage.fresh.database(), "payments") == 0);
    stage.check_refused(first, "is archived in '" + fs::path(second).filename().string() + "'",
                        ErrorKind::request, {id_of(1)});
    // By the name that it was written under, whatever it is called now.
    const std::string renamed = stage.folder.path("renamed");
    fs::rename(second, renamed);
    CHECK(stage.restore(renamed).payments == 2);
}

TEST_CASE("money that came meanwhile is booked and told", "[store][archive_job]")
{
    Stage stage{1};
    const std::string file = stage.archive().file;
    store::Database& database = stage.fresh.database();
    keep_late_transfer(stage);

    CHECK(stage.restore(file).transfers == 1);
    store::PaymentStore payments{database};
    const auto payment = payments.find(id_of(1));
    REQUIRE(payment);
    CHECK(payment->status == payment::Status::settled);
    CHECK(payment->received == evm::Amount{200});
    CHECK(payment->received_late == evm::Amount{100});
    CHECK(payment->flags.has(payment::Flag::late));
    CHECK(payment->seq == 3);
    const payment::Details details = store::details_of(database, stage.fresh.clock, payment->id);
    REQUIRE(details.bookings.size() == 2);
    CHECK(details.bookings.back().standing == payment::Standing::late);
    CHECK(details.bookings.back().depth == payment::Depth::seen);
    CHECK(details.webhooks.back().event == "payment.late");
    CHECK(details.webhooks.back().state == "pending");
    // With a message that waits and a transfer that is not final it is not closed any more.
    CHECK(stage.archive().file.empty());
}

TEST_CASE("late money that came meanwhile counts where the policy says so", "[store][archive_job]")
{
    Stage stage{1};
    const std::string file = stage.archive().file;
    keep_late_transfer(stage);
    CHECK(stage.restore(file, {}, true).transfers == 1);
    const payment::Details details =
        store::details_of(stage.fresh.database(), stage.fresh.clock, id_of(1));
    REQUIRE(details.bookings.size() == 2);
    CHECK(details.bookings.back().standing == payment::Standing::counts);
}

TEST_CASE("a file that is cut off anywhere restores nothing", "[store][archive_job]")
{
    Stage stage{3};
    const std::string file = stage.archive().file;
    const std::string whole = bytes_of(file);
    const std::string cut = stage.folder.path("cut.gz");
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 60) {
        std::ofstream{cut, std::ios::binary} << whole.substr(0, size);
        stage.check_refused(cut, fmt::format("file '{}'", cut), ErrorKind::request);
    }
    const std::vector<std::string> lines = lines_of(file);
    for (std::size_t count = 1; count < lines.size(); ++count) {
        write_lines(cut, {lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(count)});
        stage.check_refused(cut, fmt::format("line {}: the file is cut off here", count + 1),
                            ErrorKind::request);
    }
    write_lines(cut, lines); // Unpacked, and whole.
    CHECK(stage.restore(cut).payments == 3);
}

TEST_CASE("a file that was damaged restores nothing", "[store][archive_job]")
{
    Stage stage{3};
    const std::string file = stage.archive().file;
    const std::string whole = bytes_of(file);
    const std::string damaged = stage.folder.path("damaged.gz");
    for (std::size_t at = 12; at < whole.size(); at += 1 + whole.size() / 60) {
        std::string bytes = whole;
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        std::ofstream{damaged, std::ios::binary} << bytes;
        stage.check_refused(damaged, fmt::format("file '{}'", damaged), ErrorKind::request);
    }
}

TEST_CASE("a file with other lines than were written restores nothing", "[store][archive_job]")
{
    Stage stage{3};
    const std::vector<std::string> lines = lines_of(stage.archive().file);
    REQUIRE(lines.size() == 5);
    const std::string other = stage.folder.path("other");
    const auto refused = [&](const std::vector<std::string>& changed, const std::string& what) {
        write_lines(other, changed);
        stage.check_refused(other, what, ErrorKind::request);
    };
    const auto replaced = [&](std::size_t line, const std::string& from, const std::string& to) {
        std::vector<std::string> changed = lines;
        const std::size_t at = changed[line].find(from);
        REQUIRE(at != std::string::npos);
        changed[line].replace(at, from.size(), to);
        return changed;
    };
    refused({}, "not a file of 'ctrip archive'");
    refused({"hello"}, "not a file of 'ctrip archive'");
    refused({lines[1], lines[4]}, "not a file of 'ctrip archive'");
    refused(replaced(0, "\"version\":1", "\"version\":2"), "line 1: this program reads version 1");
    refused(replaced(0, "\"file\":\"", "\"file\":\"../"), "line 1: 'file' is not");
    refused({lines[0], lines[1], lines[2], lines[4]}, "line 4: the counts");
    refused({lines[0], lines[1], lines[1], lines[2], lines[3], lines[4]}, "line 6: the counts");
    refused(replaced(4, "\"sweeps\":3", "\"sweeps\":2"), "line 5: the counts");
    refused({lines[0], lines[1], lines[2], lines[3], lines[4], lines[1]},
            "line 6: there is data after the last line");
    refused(replaced(3, "\"amount\":\"100\"", "\"amount\":\"x\""),
            "line 4: payment: 'amount' has no such value");
    refused(replaced(2, "\"number\":", "\"number\":1"), "is not what was archived");
    stage.check_refused(stage.folder.path("none"), "No such file", ErrorKind::request);
}

TEST_CASE("what can't be written is not deleted", "[store][archive_job]")
{
    Stage stage{2};
    const auto archive_to = [&](const std::string& folder) {
        return job::archive(stage.job(), {.choice = all_closed(stage.fresh), .folder = folder});
    };
    CHECK_THROWS_WITH(archive_to(stage.folder.path("nowhere")), Contains("No such file"));
    CHECK_THROWS_WITH(archive_to("/dev/null"), Contains("Not a directory"));
    CHECK(count_rows(stage.fresh.database(), "payments") == 2);
}

TEST_CASE("a file that is not finished leaves no trace", "[base][gzip_file]")
{
    TempFolder folder;
    const std::string path = folder.path("a.gz");
    const auto parts = [&] {
        return std::count_if(fs::directory_iterator{fs::path{path}.parent_path()}, {},
                             [](const auto& entry) { return entry.path().extension() == ".part"; });
    };
    {
        base::GzipWriter file{path};
        file.line("one");
        CHECK(parts() == 1);
        base::GzipWriter killed{path}; // What one leaves behind is in nobody's way.
        CHECK(parts() == 2);
    }
    CHECK(parts() == 0);
    CHECK_FALSE(fs::exists(path));
    base::GzipWriter file{path};
    file.line("");
    file.line("two");
    const std::uint64_t size = file.finish();
    CHECK(size == fs::file_size(path));
    CHECK(parts() == 0);
    CHECK(lines_of(path) == std::vector<std::string>{"", "two"});
    base::GzipWriter second{path};
    second.line("three");
    CHECK_THROWS_WITH(second.finish(), Contains("File exists"));
    CHECK(lines_of(path) == std::vector<std::string>{"", "two"});
}
