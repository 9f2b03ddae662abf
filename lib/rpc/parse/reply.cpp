// SPDX-License-Identifier: MIT
#include "rpc/parse/reply.hpp"

#include <bit>
#include <charconv>
#include <system_error>

namespace ctrip::rpc {

namespace {

namespace ondemand = simdjson::ondemand;
using std::string_view;

/// Two levels of JSON for each of a trace's calls, which nest 1,024 deep.
constexpr std::size_t kDepthMax = 4'096;

std::optional<std::int64_t> read_seconds(ondemand::value value)
{
    if (value.type() != ondemand::json_type::number) {
        return std::nullopt;
    }
    const ondemand::number number = value.get_number();
    const bool whole = number.is_int64() && number.get_int64() > 0; // Zero names no time.
    return whole ? std::optional{number.get_int64()} : std::nullopt;
}

/// Applies `read` to the field of this name; to the last one if it occurs twice.
template <typename Read>
std::optional<std::int64_t> read_within(ondemand::value value, string_view name, const Read& read)
{
    std::optional<std::int64_t> found;
    if (value.type() == ondemand::json_type::object) {
        for (auto field : value.get_object()) {
            const string_view key = field.unescaped_key();
            if (key == name) {
                found = read(field.value());
            }
        }
    }
    return found;
}

/// Infura's data.rate.backoff_seconds. Not searched deeper: the node decides how deep it nests.
std::optional<std::int64_t> read_backoff(ondemand::value data)
{
    return read_within(data, "rate", [](ondemand::value rate) {
        return read_within(rate, "backoff_seconds", read_seconds);
    });
}

} // namespace

NodeError read_error(ondemand::value given)
{
    NodeError error;
    if (given.type() == ondemand::json_type::string) {
        error.message = to_safe_line(given.get_string());
        return error;
    }
    for (auto field : given.get_object()) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "code" && value.type() == ondemand::json_type::number) {
            error.code = value.get_int64();
        } else if (key == "message" && value.type() == ondemand::json_type::string) {
            error.message = to_safe_line(value.get_string());
        } else if (key == "data") {
            error.backoff_s = read_backoff(value);
        }
    }
    return error;
}

std::optional<std::uint64_t> read_id(ondemand::value value)
{
    if (value.is_null()) {
        return std::nullopt;
    }
    if (value.type() != ondemand::json_type::string) {
        return value.get_uint64();
    }
    const string_view text = value.get_string();
    std::uint64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw BadReply{"answered with an id that was not asked for", true};
    }
    return id;
}

void require_json(string_view body)
{
    const std::size_t first = body.find_first_not_of(" \t\r\n");
    if (first == string_view::npos) {
        throw BadReply{"answered with nothing"};
    }
    if (body[first] != '{' && body[first] != '[') {
        throw BadReply{body[first] == '<' ? "answered with something that is not JSON (HTML?)"
                                          : "answered with something that is not JSON"};
    }
}

void lower_prefixes(std::string& body)
{
    constexpr std::size_t begin = 1'024;
    constexpr string_view upper = "\"0X";
    if (string_view{body}.substr(0, begin).find(upper) == string_view::npos) {
        return;
    }
    for (std::size_t place = body.find(upper); place != std::string::npos;
         place = body.find(upper, place)) {
        body[place + 2] = 'x';
    }
}

/// Grows by powers of two: by itself the parser reallocates for each body that is a little larger
/// than all before.
void reserve(ondemand::parser& parser, std::size_t bytes)
{
    if (bytes > parser.capacity()) {
        const simdjson::error_code error = parser.allocate(std::bit_ceil(bytes), kDepthMax);
        if (error != simdjson::SUCCESS) {
            throw simdjson::simdjson_error{error};
        }
    }
}

void throw_unreadable(const simdjson::simdjson_error& error)
{
    const bool wrong_type =
        error.error() == simdjson::INCORRECT_TYPE || error.error() == simdjson::NO_SUCH_FIELD;
    throw BadReply{wrong_type ? "answered with JSON of another shape than was asked for"
                              : "answered with broken or cut-off JSON"};
}

} // namespace ctrip::rpc
