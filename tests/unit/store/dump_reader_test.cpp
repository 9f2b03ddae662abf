// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "store/backup/postgres_dump.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <string>

using namespace ctrip;
using store::DumpReader;

namespace {

const std::string kDump = "SET statement_timeout = 0;\n"
                          "COPY public.archived_payments (id, file) FROM stdin;\n"
                          "1\tx\n"
                          "\\.\n"
                          "COPY another.payments (id) FROM stdin;\n"
                          "1\n"
                          "\\.\n"
                          "COPY public.payments (id, status) FROM stdin;\n" +
                          std::string(2'000, 'a') + "\tpaid\n" +
                          "b\t\\\\.\n"
                          "\\.\n"
                          "COPY public.schema_migrations (version, name) FROM stdin;\n"
                          "1\tinitial\n"
                          "12\tlast\n"
                          "3\tbooks\n"
                          "\\.\n";

std::map<std::string, std::string> variables_of(const std::string& url,
                                                const base::Secret* password = nullptr)
{
    std::map<std::string, std::string> found;
    for (const base::ChildVariable& one : store::libpq_variables(url, password)) {
        found[one.name] = one.value.expose_text();
    }
    return found;
}

} // namespace

TEST_CASE("payments and schema of a dump are found wherever it is cut", "[store][backup]")
{
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, kDump.size()}) {
        DumpReader reader{"public"};
        for (std::size_t at = 0; at < kDump.size(); at += size) {
            reader.read(std::string_view{kDump}.substr(at, size));
        }
        CHECK(reader.is_whole());
        CHECK(reader.facts() == store::BackupFacts{.schema_version = 12, .payments = 2});
    }
}

TEST_CASE("a schema whose name needs quotes is found in a dump", "[store][backup]")
{
    DumpReader reader{"my \"shop"};
    reader.read("COPY \"my \"\"shop\".payments (id) FROM stdin;\n1\n\\.\n");
    CHECK(reader.facts().payments == 1);
}

TEST_CASE("a dump that ends early is not whole", "[store][backup]")
{
    const std::size_t at = GENERATE(std::size_t{0}, kDump.find("b\t"), kDump.size() - 1);
    DumpReader reader{"public"};
    reader.read(std::string_view{kDump}.substr(0, at));
    CHECK_FALSE(reader.is_whole());
}

TEST_CASE("pg_dump gets a URL by variables", "[store][backup]")
{
    using Variables = std::map<std::string, std::string>;
    CHECK(variables_of("postgresql://ann:s%40e@a.example:1,b.example:2/shop?sslmode=require") ==
          Variables{{"PGHOST", "a.example,b.example"},
                    {"PGPORT", "1,2"},
                    {"PGUSER", "ann"},
                    {"PGPASSWORD", "s@e"},
                    {"PGDATABASE", "shop"},
                    {"PGSSLMODE", "require"}});
    const base::Secret password{std::string_view{"other"}};
    CHECK(variables_of("postgresql://ann:s@/shop?host=/run", &password) ==
          Variables{{"PGHOST", "/run"},
                    {"PGUSER", "ann"},
                    {"PGPASSWORD", "other"},
                    {"PGDATABASE", "shop"}});
    CHECK(variables_of("postgresql:///shop?keepalives=0", &password) ==
          Variables{{"PGPASSWORD", "other"}, {"PGDATABASE", "shop"}});
    CHECK_THROWS_WITH(variables_of("postgresql://h/d?sslpassword=secret"),
                      Catch::Contains("sslpassword") && !Catch::Contains("secret"));
    CHECK_THROWS_WITH(variables_of("postgresql://ann:secret@h/d?nonsense=1"),
                      "database.url: libpq can't read it");
}
