// SPDX-License-Identifier: MIT
// The file of runs that no database has yet: cut off, shared, full, taken up while others write.
#include "integration/fresh_database.hpp"
#include "telemetry/run_spool.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace ctrip;
using namespace ctrip::test;
using store::JobRun;
using telemetry::RunSpool;

namespace {

JobRun run_of(std::int64_t started_ms, const std::string& message = "no configuration")
{
    return {.job = "scan",
            .chain = "*",
            .started_ms = started_ms,
            .duration_ms = 5,
            .exit_code = 78,
            .message = message};
}

std::vector<std::int64_t> times(const std::vector<JobRun>& runs)
{
    std::vector<std::int64_t> found;
    for (const JobRun& run : runs) {
        found.push_back(run.started_ms);
    }
    return found;
}

std::vector<std::int64_t> take(const RunSpool& spool)
{
    std::vector<std::int64_t> taken;
    spool.take([&](const std::vector<JobRun>& runs) { taken = times(runs); });
    return taken;
}

} // namespace

TEST_CASE("runs come back in their order and once, each to its installation", "[run_spool]")
{
    const TempFolder folder;
    const RunSpool one{folder.path("state"), "/etc/one.yaml"}; // The folder is made.
    const RunSpool other{folder.path("state"), "/etc/other.yaml"};
    CHECK(one.all().empty());
    CHECK(take(one).empty());
    CHECK(one.add(run_of(20)));
    CHECK(other.add(run_of(15)));
    CHECK(one.add(run_of(10, "two\nlines")));
    REQUIRE(times(one.all()) == std::vector<std::int64_t>{10, 20});
    CHECK(one.all().front().message == "two lines");
    CHECK(one.all().front().chain == "*");
    CHECK(one.all().front().exit_code == 78);
    CHECK_THROWS(
        one.take([](const std::vector<JobRun>&) { throw std::runtime_error{"no database"}; }));
    CHECK(take(one) == std::vector<std::int64_t>{10, 20});
    CHECK(take(one).empty());
    CHECK(take(other) == std::vector<std::int64_t>{15});
}

TEST_CASE("a spool without a folder, or with one that can't be written, keeps nothing",
          "[run_spool]")
{
    const RunSpool none{"", "/etc/one.yaml"};
    CHECK_FALSE(none.add(run_of(1)));
    CHECK(none.all().empty());
    const RunSpool unwritable{"/proc/nothing", "/etc/one.yaml"};
    CHECK_FALSE(unwritable.add(run_of(1)));
    CHECK(take(unwritable).empty());
}

TEST_CASE("lines that are cut off or foreign are passed over", "[run_spool]")
{
    const TempFolder folder;
    const RunSpool spool{folder.path("."), "/etc/one.yaml"};
    CHECK(spool.add(run_of(1)));
    std::ofstream{folder.path("runs.jsonl"), std::ios::app}
        << "not json\n[]\n{\"installation\": \"/etc/one.yaml\"}\n{\"installation\": 5, \"job\": "
           "\"scan\", "
           "\"chain\": \"\", \"started_ms\": 1, \"duration_ms\": 1, \"exit_code\": 1, \"message\": "
           "\"\"}\n"
           "{\"installation\": \"/etc/one.yaml\", \"job\"\n";
    CHECK(spool.add(run_of(2)));
    CHECK(take(spool) == std::vector<std::int64_t>{1, 2});
    std::filesystem::remove(folder.path("runs.jsonl"));
    std::filesystem::create_symlink(folder.path("elsewhere"), folder.path("runs.jsonl"));
    CHECK_FALSE(spool.add(run_of(3)));
    CHECK_FALSE(std::filesystem::exists(folder.path("elsewhere")));
    std::filesystem::remove(folder.path("runs.jsonl"));
    REQUIRE(::mkfifo(folder.path("runs.jsonl").c_str(), 0600) == 0);
    CHECK(spool.all().empty()); // And it does not wait for a writer.
    CHECK_FALSE(spool.add(run_of(3)));
}

TEST_CASE("a spool that nobody takes up keeps the newest runs within 256 KiB", "[run_spool]")
{
    const TempFolder folder;
    const RunSpool spool{folder.path("."), "/etc/one.yaml"};
    constexpr std::int64_t kRuns = 2'000;
    const std::string long_text(5'000, 'x'); // A thousand are kept.
    for (std::int64_t n = 1; n <= kRuns; ++n) {
        REQUIRE(spool.add(run_of(n, long_text)));
    }
    CHECK(std::filesystem::file_size(folder.path("runs.jsonl")) <= 256U << 10U);
    const std::vector<std::int64_t> kept = times(spool.all());
    REQUIRE(kept.size() > 50);
    CHECK(kept.back() == kRuns);
    CHECK(kept.front() == kRuns - static_cast<std::int64_t>(kept.size()) + 1);
}

TEST_CASE("runs that are added while others are taken are neither lost nor taken twice",
          "[run_spool]")
{
    const TempFolder folder;
    constexpr std::int64_t kEach = 100;
    std::vector<std::thread> writers;
    for (std::int64_t writer = 0; writer < 2; ++writer) {
        writers.emplace_back([&, writer] {
            const RunSpool spool{folder.path("."), "/etc/one.yaml"};
            for (std::int64_t n = 0; n < kEach; ++n) {
                static_cast<void>(spool.add(run_of(writer * kEach + n + 1)));
            }
        });
    }
    const RunSpool reader{folder.path("."), "/etc/one.yaml"};
    std::vector<std::int64_t> taken;
    const auto take_some = [&] {
        for (const std::int64_t started : take(reader)) {
            taken.push_back(started);
        }
    };
    for (int i = 0; i < 50; ++i) {
        take_some();
    }
    for (std::thread& writer : writers) {
        writer.join();
    }
    take_some();
    std::sort(taken.begin(), taken.end());
    REQUIRE(taken.size() == 2 * kEach);
    CHECK(taken.front() == 1);
    CHECK(std::adjacent_find(taken.begin(), taken.end()) == taken.end());
}
