// SPDX-License-Identifier: MIT
#include "config/yaml_value.hpp"
#include "parsing.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;

namespace {

std::string yaml_error(const std::string& text)
{
    return test::error_of([&] { static_cast<void>(config::parse_yaml("f", text)); }).first;
}

std::string nested(std::size_t levels)
{
    return std::string(levels, '[') + std::string(levels, ']');
}

} // namespace

TEST_CASE("a document becomes a tree that remembers its lines", "[config][yaml_value]")
{
    const config::Value root =
        config::parse_yaml("f", "# comment\na: 1\nb:\n  - x\n  - {c: \"2\"}\nd:\n");
    REQUIRE(root.kind == config::ValueKind::map);
    REQUIRE(root.items.size() == 3);
    CHECK(root.items[0].key == "a");
    CHECK(root.items[0].text == "1");
    CHECK(root.items[0].line == 2);
    REQUIRE(root.items[1].items.size() == 2);
    CHECK(root.items[1].key_line == 3);
    CHECK(root.items[1].items[1].items[0].text == "2");
    CHECK(root.items[1].items[1].line == 5);
    CHECK(root.items[2].kind == config::ValueKind::null);
    CHECK(config::parse_yaml("f", "").kind == config::ValueKind::null);
    CHECK(config::parse_yaml("f", "# nothing\n").kind == config::ValueKind::null);
}

TEST_CASE("what YAML allows and a configuration does not need is refused", "[config][yaml_value]")
{
    const struct
    {
        const char* what;
        std::string text;
        const char* expected;
    } cases[]{
        {"broken brackets", "a: 1\nb: [1, 2\n", "not valid YAML"},
        {"a tab as indentation", "a:\n\tb: 1\n", "f:2: not valid YAML"},
        {"a second document", "a: 1\n---\nb: 2\n", "a second YAML document begins"},
        {"an anchor", "a: 1\nb: &x 2\n", "f:2: anchors"},
        {"an alias", "a: &x 1\nb: *x\n", "anchors"},
        {"a tag", "a: !!binary aaaa\n", "f:1: YAML tags"},
        {"a duplicate key", "a: 1\nb: 2\na: 3\n", "f:3: duplicate key 'a', first on line 1"},
        {"a duplicate key within", "x:\n  a: 1\n  a: 1\n", "f:3: duplicate key 'a'"},
        {"a list as a key", "? [a]\n: 1\n", "f:1: a key must be a plain name"},
        {"no key", "~: 1\n", "f:1: a key must be a plain name"},
        {"17 levels", nested(17), "f:1: nested more than 16 levels deep"},
        {"100,000 levels", nested(100'000), "f:1: nested more than 16 levels deep"},
    };
    for (const auto& [what, text, expected] : cases) {
        DYNAMIC_SECTION(what)
        {
            CHECK_THAT(yaml_error(text), Catch::Contains(expected));
        }
    }
    CHECK(yaml_error(nested(16)) == "no error");
}

TEST_CASE("the number of values and of keys is bounded", "[config][yaml_value]")
{
    std::string list = "[";
    for (int i = 0; i < 100'001; ++i) {
        list += "1,";
    }
    CHECK_THAT(yaml_error(list + "]"), Catch::Contains("more than 100000 values"));

    std::string map;
    for (int i = 0; i < 1'000; ++i) {
        map += fmt::format("k{}: 1\n", i);
    }
    CHECK(yaml_error(map) == "no error");
    CHECK_THAT(yaml_error(map + "last: 1\n"), Catch::Contains("f:1001: more than 1000 keys"));
}

TEST_CASE("foreign text is quoted short and clean", "[config][yaml_value]")
{
    CHECK(config::in_quotes("a") == "'a'");
    CHECK(config::in_quotes("a\nb") == "(unprintable text)");
    CHECK(config::in_quotes(std::string(60, 'x')) == "'" + std::string(60, 'x') + "'");
    CHECK(config::in_quotes(std::string(61, 'x')) == "'" + std::string(60, 'x') + "…'");
    CHECK(config::in_quotes(std::string(59, 'x') + "éé") == "'" + std::string(59, 'x') + "…'");
}
