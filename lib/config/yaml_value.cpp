// SPDX-License-Identifier: MIT
#include "config/yaml_value.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <sstream>
#include <tuple>
#include <utility>

namespace ctrip::config {

namespace {

constexpr std::size_t kNestingMax = 16;
constexpr std::size_t kValuesMax = 100'000;
constexpr std::size_t kKeysMax = 1'000;
constexpr std::size_t kQuotedBytesMax = 60;

/// Builds the tree from the parser's events. Aliases are refused, so a small file can't become a
/// large tree.
class TreeBuilder final : public YAML::EventHandler
{
public:
    explicit TreeBuilder(const std::string& file) : m_file(file) {}

    [[nodiscard]] Value take() { return std::move(m_root); }

    void OnDocumentStart(const YAML::Mark& mark) override
    {
        if (m_started) {
            fail(mark, "a second YAML document begins; keep everything in one");
        }
        m_started = true;
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override
    {
        check(mark, {}, anchor);
        add(mark, {.kind = ValueKind::null, .line = mark.line + 1});
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override
    {
        fail(mark, "aliases (*name) are not used here; write the value out");
    }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override
    {
        check(mark, tag, anchor);
        if (expects_key()) {
            begin_member(mark, value);
            return;
        }
        add(mark, {.kind = ValueKind::scalar, .line = mark.line + 1, .text = value});
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value /*style*/) override
    {
        check(mark, tag, anchor);
        open(mark, ValueKind::list);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value /*style*/) override
    {
        check(mark, tag, anchor);
        open(mark, ValueKind::map);
    }
    void OnMapEnd() override { close(); }

private:
    struct Frame
    {
        Value value;
        std::optional<std::pair<std::string, int>> key; ///< Key whose value was not read yet.
    };

    [[noreturn]] void fail(const YAML::Mark& mark, std::string_view message) const
    {
        fail_at(m_file, mark.line + 1, message);
    }

    void check(const YAML::Mark& mark, std::string_view tag, YAML::anchor_t anchor)
    {
        if (anchor != 0) {
            fail(mark, "anchors (&name) are not used here; write the value out");
        }
        // The parser's tag is "?" for a plain value and "!" for a quoted one.
        if (!tag.empty() && tag != "?" && tag != "!") {
            fail(mark, "YAML tags (!name) are not used here; remove it");
        }
        if (++m_count > kValuesMax) {
            fail(mark, fmt::format("more than {} values; this is not a configuration", kValuesMax));
        }
    }

    [[nodiscard]] bool expects_key() const
    {
        return !m_stack.empty() && m_stack.back().value.kind == ValueKind::map &&
               !m_stack.back().key;
    }

    void begin_member(const YAML::Mark& mark, const std::string& key)
    {
        Frame& frame = m_stack.back();
        const auto& items = frame.value.items;
        const auto twin = std::find_if(items.begin(), items.end(),
                                       [&](const Value& item) { return item.key == key; });
        if (twin != items.end()) {
            fail(mark, fmt::format("duplicate key {}, first on line {}; keep one", in_quotes(key),
                                   twin->key_line));
        }
        if (items.size() >= kKeysMax) {
            fail(mark, fmt::format("more than {} keys in one map", kKeysMax));
        }
        frame.key = {key, mark.line + 1};
    }

    void open(const YAML::Mark& mark, ValueKind kind)
    {
        if (expects_key()) {
            fail(mark, "a key must be a plain name");
        }
        if (m_stack.size() >= kNestingMax) {
            fail(mark, fmt::format("nested more than {} levels deep", kNestingMax));
        }
        m_stack.push_back({.value = {.kind = kind, .line = mark.line + 1}, .key = {}});
    }

    void close()
    {
        Value value = std::move(m_stack.back().value);
        m_stack.pop_back();
        place(std::move(value));
    }

    void add(const YAML::Mark& mark, Value value)
    {
        if (expects_key()) {
            fail(mark, "a key must be a plain name");
        }
        place(std::move(value));
    }

    void place(Value value)
    {
        if (m_stack.empty()) {
            m_root = std::move(value);
            return;
        }
        Frame& parent = m_stack.back();
        if (parent.key) {
            std::tie(value.key, value.key_line) = *std::exchange(parent.key, std::nullopt);
        }
        parent.value.items.push_back(std::move(value));
    }

    const std::string& m_file;
    Value m_root;
    std::vector<Frame> m_stack;
    std::size_t m_count = 0;
    bool m_started = false;
};

} // namespace

Value parse_yaml(const std::string& file, const std::string& text)
{
    TreeBuilder builder{file};
    try {
        std::istringstream stream{text};
        YAML::Parser parser{stream};
        // The second call finds a second document, which the builder refuses.
        if (parser.HandleNextDocument(builder)) {
            parser.HandleNextDocument(builder);
        }
    } catch (const YAML::Exception& error) {
        // The parser quotes the unexpected character, which may be a line break.
        std::string words = error.msg;
        std::replace_if(
            words.begin(), words.end(),
            [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
        fail_at(file, error.mark.line + 1,
                fmt::format("not valid YAML: {}; check indentation, quotes and brackets", words));
    }
    return builder.take();
}

void fail_at(std::string_view file, int line, std::string_view message)
{
    throw Error{ErrorKind::config, fmt::format("{}:{}: {}", file, line, message)};
}

std::string in_quotes(std::string_view text)
{
    if (!base::is_printable_utf8(text)) {
        return "(unprintable text)";
    }
    if (text.size() <= kQuotedBytesMax) {
        return fmt::format("'{}'", text);
    }
    std::size_t end = kQuotedBytesMax;
    // Do not cut within a UTF-8 sequence.
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    return fmt::format("'{}…'", text.substr(0, end));
}

} // namespace ctrip::config
