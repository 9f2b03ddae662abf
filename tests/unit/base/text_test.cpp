// SPDX-License-Identifier: MIT
#include "base/text.hpp"

#include <catch2/catch.hpp>

using namespace ctrip;
using Parts = std::vector<std::string>;

TEST_CASE("the nearest word is found within a few edits", "[base][text]")
{
    const Parts known{"chains", "treasury", "webhooks", "health"};
    CHECK(base::nearest("chain", known) == "chains");
    CHECK(base::nearest("tresury", known) == "treasury");
    CHECK(base::nearest("webhoks", known) == "webhooks");
    CHECK(base::nearest("chains", known) == "chains");
    CHECK_FALSE(base::nearest("database", known).has_value());
    CHECK_FALSE(base::nearest("", known).has_value());
    CHECK_FALSE(base::nearest("chain", {}).has_value());
}

TEST_CASE("the first of equally near words wins", "[base][text]")
{
    CHECK(base::nearest("cat", {"bat", "hat"}) == "bat");
}

TEST_CASE("trimming takes blanks at the ends only", "[base][text]")
{
    CHECK(base::trim("  a b\t\r\n") == "a b");
    CHECK(base::trim("a") == "a");
    CHECK(base::trim(" \n").empty());
    CHECK(base::trim("").empty());
}

TEST_CASE("text splits into the parts between separators", "[base][text]")
{
    CHECK(base::split("", ',').empty());
    CHECK(base::split("a", ',') == Parts{"a"});
    CHECK(base::split("a,b", ',') == Parts{"a", "b"});
    CHECK(base::split(",a,,b,", ',') == Parts{"", "a", "", "b", ""});
    CHECK(base::split(",", ',') == Parts{"", ""});
}

TEST_CASE("joining undoes splitting", "[base][text]")
{
    CHECK(base::join({}, ", ").empty());
    CHECK(base::join({"a"}, ", ") == "a");
    CHECK(base::join({"a", "b", "c"}, ", ") == "a, b, c");
    CHECK(base::join({"", "a", ""}, ",") == ",a,");
    for (const char* text : {"a,b", ",a,,b,", ",", "x"}) {
        CHECK(base::join(base::split(text, ','), ",") == text);
    }
}

TEST_CASE("printable UTF-8 is told from what would garble a terminal or a database", "[base][text]")
{
    for (const char* text : {"", "USDT", "\xc2\xa0", "\xe2\x82\xae", "\xf0\x9f\x92\xb0",
                             "\xef\xbf\xbd", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf", "\xee\x80\x80"}) {
        CAPTURE(text);
        CHECK(base::is_printable_utf8(text));
    }
    const std::pair<const char*, std::string> bad[]{
        {"a zero byte", std::string(1, '\0')},
        {"an escape", "\x1b[0m"},
        {"a line break", "a\nb"},
        {"delete", "\x7f"},
        {"a C1 control", "\xc2\x9f"},
        {"a lone continuation", "\x80"},
        {"an overlong slash", "\xc0\xaf"},
        {"an overlong of three", "\xe0\x9f\xbf"},
        {"an overlong of four", "\xf0\x8f\xbf\xbf"},
        {"a surrogate", "\xed\xa0\x80"},
        {"above U+10FFFF", "\xf4\x90\x80\x80"},
        {"no such lead", "\xff"},
        {"cut short", "\xe2\x82"},
        {"a wrong continuation", "\xe2\x28\xae"},
    };
    for (const auto& [what, text] : bad) {
        DYNAMIC_SECTION(what)
        {
            CHECK_FALSE(base::is_printable_utf8(text));
        }
    }
}

TEST_CASE("lower case is of ASCII letters only, and keeps the length", "[base][text]")
{
    CHECK(base::to_lower("Ab-Z[@`{\xc3\x84") == "ab-z[@`{\xc3\x84");
    CHECK(base::equal_but_case("UsDc", "uSdC"));
    CHECK_FALSE(base::equal_but_case("usd", "usdc"));
    CHECK_FALSE(base::equal_but_case("usd@", "usd`"));
}

TEST_CASE("what nobody sees in a text is found", "[base][text]")
{
    const struct
    {
        const char* what;
        std::string text;
        char32_t code;
        std::size_t offset;
    } cases[]{
        {"a zero byte", std::string("a\0b", 3), 0, 1},
        {"a line end", "ab\r", '\r', 2},
        {"a tab", "\tab", '\t', 0},
        {"delete", "a\x7f", 0x7f, 1},
        {"a C1 control", "\xc2\x85", 0x85, 0},
        {"a no-break space", "a\xc2\xa0z", 0xa0, 1},
        {"a soft hyphen", "\xc2\xad", 0xad, 0},
        {"a zero-width space", "ab\xe2\x80\x8b", 0x200b, 2},
        {"a right-to-left mark", "\xe2\x80\x8f", 0x200f, 0},
        {"a line separator", "\xe2\x80\xa8", 0x2028, 0},
        {"a word joiner", "\xe2\x81\xa0", 0x2060, 0},
        {"an isolate", "\xe2\x81\xa9", 0x2069, 0},
        {"a byte order mark", "\xef\xbb\xbfkey", 0xfeff, 0},
        {"a Hangul filler", "\xe3\x85\xa4", 0x3164, 0},
        {"an empty Braille pattern", "\xe2\xa0\x80", 0x2800, 0},
        {"a tag", "\xf3\xa0\x81\x81", 0xe0041, 0},
        {"a variation selector", "e\xef\xb8\x8f", 0xfe0f, 1},
        {"behind a byte that is no UTF-8", "\xff\xe2\x80\x8b", 0x200b, 1},
        {"behind a sequence cut short", "\xe2\x80\n", '\n', 2},
    };
    for (const auto& [what, text, code, offset] : cases) {
        INFO(what);
        const auto found = base::find_hidden(text);
        REQUIRE(found);
        CHECK(found->code == code);
        CHECK(found->offset == offset);
        CHECK_FALSE(base::find_hidden(text, std::u32string(1, code)));
    }
    for (const char* text : {"", "a b", "~!\"", "p\xc3\xa4ss", "\xc2\xa1", "\xe3\x81\x82",
                             "\xf0\x9f\x94\x91", "\xff", "\xe2\x80"}) {
        INFO(text);
        CHECK_FALSE(base::find_hidden(text));
    }
}
