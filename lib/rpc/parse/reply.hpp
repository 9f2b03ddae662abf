// SPDX-License-Identifier: MIT
// Reads a JSON-RPC reply: the items of a batch, their results and errors. Only for the sources of
// this folder: it shows the JSON library.
#pragma once

#include "rpc/parse/answer.hpp"
#include "rpc/parse/json_parser.hpp"
#include "rpc/parse/reply_collector.hpp"

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ctrip::rpc {

struct JsonParser::Impl
{
    simdjson::ondemand::parser parser;
};

/// Some nodes send only a text instead of the protocol's object.
[[nodiscard]] NodeError read_error(simdjson::ondemand::value given);
/// Our ids are numbers, which some nodes return as text; none for null.
[[nodiscard]] std::optional<std::uint64_t> read_id(simdjson::ondemand::value value);
/// BadReply for a body that cannot be JSON.
void require_json(std::string_view body);
/// Some nodes write "0X" in front of hexadecimal digits: makes it "0x", if the body begins so.
void lower_prefixes(std::string& body);
/// Makes room in the parser for a body of `bytes` bytes.
void reserve(simdjson::ondemand::parser& parser, std::size_t bytes);
/// Throws BadReply for an error of the JSON library.
[[noreturn]] void throw_unreadable(const simdjson::simdjson_error& error);

template <typename T, typename Read>
Item<T> read_item(simdjson::ondemand::object object, const Read& read)
{
    Item<T> item;
    for (auto field : object) {
        const std::string_view key = field.unescaped_key();
        simdjson::ondemand::value value = field.value();
        if (key == "id") {
            item.id = read_id(value);
        } else if (key == "result") {
            item.has_result = true;
            if (!value.is_null()) {
                item.answer.result = read(value);
            }
        } else if (key == "error" && !value.is_null()) {
            item.answer.error = read_error(value);
        }
    }
    if (item.answer.error) {
        item.answer.result.reset(); // If a node sends both, only the error counts.
    }
    return item;
}

/// One answer for each call, in order; `read` converts the value of a result to a T.
template <typename T, typename Read>
std::vector<Answer<T>> read_reply(JsonParser& json_parser, std::string& body, std::size_t calls,
                                  const Read& read)
{
    simdjson::ondemand::parser& parser = json_parser.impl().parser;
    require_json(body);
    lower_prefixes(body);
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    try {
        reserve(parser, body.size());
        Collector<T> collector{calls};
        simdjson::ondemand::document document =
            parser.iterate(simdjson::padded_string_view{body.data(), body.size(), body.capacity()});
        if (document.type() == simdjson::ondemand::json_type::array) {
            for (auto element : document.get_array()) {
                collector.add(read_item<T>(element.get_object(), read));
            }
        } else {
            Item<T> lone = read_item<T>(document.get_object(), read);
            if (calls > 1 && lone.answer.error) { // It is for the whole batch, whatever its id.
                lone.id.reset();
            }
            collector.add(std::move(lone));
        }
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            throw BadReply{"answered with more than one JSON value"};
        }
        return collector.finish();
    } catch (const simdjson::simdjson_error& error) {
        throw_unreadable(error);
    }
}

} // namespace ctrip::rpc
