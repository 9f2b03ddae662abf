// SPDX-License-Identifier: MIT
#include "rpc/parse/parser.hpp"

#include "rpc/parse/json.hpp"
#include "rpc/parse/reply_collector.hpp"

#include <simdjson.h>

#include <bit>
#include <string_view>
#include <utility>

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
    const bool whole = number.is_int64() && number.get_int64() > 0; // Zero is no answer.
    return whole ? std::optional{number.get_int64()} : std::nullopt;
}

/// What `read` makes of the field of this name, of the last where it comes twice.
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

/// Infura says it in data.rate.backoff_seconds. No deeper: a node may nest what it likes.
std::optional<std::int64_t> read_backoff(ondemand::value data)
{
    return read_within(data, "rate", [](ondemand::value rate) {
        return read_within(rate, "backoff_seconds", read_seconds);
    });
}

NodeError read_error(ondemand::object object)
{
    NodeError error;
    for (auto field : object) {
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

template <typename T, typename Read>
Item<T> read_item(ondemand::object object, const Read& read)
{
    Item<T> item;
    for (auto field : object) {
        const string_view key = field.unescaped_key();
        ondemand::value value = field.value();
        if (key == "id") {
            if (!value.is_null()) {
                item.id = value.get_uint64();
            }
        } else if (key == "result") {
            item.has_result = true;
            if (!value.is_null()) {
                item.answer.result = read(value);
            }
        } else if (key == "error" && !value.is_null()) {
            item.answer.error = read_error(value.get_object());
        }
    }
    if (item.answer.error) {
        item.answer.result.reset(); // Of a node that sends both, nothing is believed.
    }
    return item;
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

/// Left to itself the parser takes new memory for each body that is a little larger than all
/// before.
void reserve(ondemand::parser& parser, std::size_t bytes)
{
    if (bytes > parser.capacity()) {
        const simdjson::error_code error = parser.allocate(std::bit_ceil(bytes), kDepthMax);
        if (error != simdjson::SUCCESS) {
            throw simdjson::simdjson_error{error};
        }
    }
}

template <typename T, typename Read>
std::vector<Answer<T>> read_reply(ondemand::parser& parser, std::string& body, std::size_t calls,
                                  const Read& read)
{
    require_json(body);
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
    try {
        reserve(parser, body.size());
        Collector<T> collector{calls};
        ondemand::document document =
            parser.iterate(simdjson::padded_string_view{body.data(), body.size(), body.capacity()});
        if (document.type() == ondemand::json_type::array) {
            for (auto element : document.get_array()) {
                collector.add(read_item<T>(element.get_object(), read));
            }
        } else {
            Item<T> lone = read_item<T>(document.get_object(), read);
            if (calls > 1 && lone.answer.error) { // Whatever id it has: it is no batch's item.
                lone.id.reset();
            }
            collector.add(std::move(lone));
        }
        if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) {
            throw BadReply{"answered with more than one JSON value"};
        }
        return collector.finish();
    } catch (const simdjson::simdjson_error& error) {
        const bool wrong_type =
            error.error() == simdjson::INCORRECT_TYPE || error.error() == simdjson::NO_SUCH_FIELD;
        throw BadReply{wrong_type ? "answered with JSON of another shape than was asked for"
                                  : "answered with broken or cut-off JSON"};
    }
}

} // namespace

struct ReplyParser::Impl
{
    ondemand::parser parser;
};

ReplyParser::ReplyParser() : m_impl(std::make_unique<Impl>()) {}

ReplyParser::~ReplyParser() = default;

std::vector<Answer<std::string>> ReplyParser::strings(std::string& body, std::size_t calls)
{
    return read_reply<std::string>(m_impl->parser, body, calls, [](ondemand::value value) {
        return std::string{string_view{value.get_string()}};
    });
}

std::vector<Answer<BlockHeader>> ReplyParser::headers(std::string& body, std::size_t calls)
{
    return read_reply<BlockHeader>(m_impl->parser, body, calls, [](ondemand::value value) {
        return read_header(value.get_object());
    });
}

std::vector<Answer<Receipt>> ReplyParser::receipts(std::string& body, std::size_t calls)
{
    return read_reply<Receipt>(m_impl->parser, body, calls, [](ondemand::value value) {
        return read_receipt(value.get_object());
    });
}

std::vector<Answer<Transaction>> ReplyParser::transactions(std::string& body, std::size_t calls)
{
    return read_reply<Transaction>(m_impl->parser, body, calls, [](ondemand::value value) {
        return read_transaction(value.get_object());
    });
}

std::vector<Answer<FullBlock>> ReplyParser::blocks(std::string& body, std::size_t calls,
                                                   const TransferFilter& filter)
{
    return read_reply<FullBlock>(m_impl->parser, body, calls, [&](ondemand::value value) {
        return read_block(value.get_object(), filter);
    });
}

std::vector<Answer<LogsOrHeader>> ReplyParser::logs(std::string& body, std::size_t calls,
                                                    const TransferFilter& filter)
{
    return read_reply<LogsOrHeader>(m_impl->parser, body, calls, [&](ondemand::value value) {
        LogsOrHeader answer;
        if (value.type() == ondemand::json_type::array) {
            answer.transfers = read_logs(value.get_array(), filter, answer.logs);
        } else {
            answer.header = read_header(value.get_object());
        }
        return answer;
    });
}

std::vector<Answer<LogsOrHeader>> ReplyParser::block_receipts(std::string& body, std::size_t calls,
                                                              const TransferFilter& filter)
{
    return read_reply<LogsOrHeader>(m_impl->parser, body, calls, [&](ondemand::value value) {
        LogsOrHeader answer;
        if (value.type() == ondemand::json_type::array) {
            for (auto element : value.get_array()) {
                ondemand::object receipt = element.get_object();
                auto transfers = read_logs(receipt.find_field_unordered("logs").get_array(), filter,
                                           answer.logs);
                answer.transfers.insert(answer.transfers.end(), transfers.begin(), transfers.end());
            }
        } else {
            answer.header = read_header(value.get_object());
        }
        return answer;
    });
}

std::vector<Answer<HeaderAndBloom>> ReplyParser::blooms(std::string& body, std::size_t calls)
{
    return read_reply<HeaderAndBloom>(m_impl->parser, body, calls, [](ondemand::value value) {
        return read_header_and_bloom(value.get_object());
    });
}

std::vector<Answer<HeaderOrText>> ReplyParser::texts(std::string& body, std::size_t calls)
{
    return read_reply<HeaderOrText>(m_impl->parser, body, calls, [](ondemand::value value) {
        HeaderOrText answer;
        if (value.type() == ondemand::json_type::object) {
            answer.header = read_header(value.get_object());
        } else {
            answer.text = string_view{value.get_string()};
        }
        return answer;
    });
}

std::vector<Answer<HeaderOrSent>> ReplyParser::sent_logs(std::string& body, std::size_t calls)
{
    return read_reply<HeaderOrSent>(m_impl->parser, body, calls, [](ondemand::value value) {
        HeaderOrSent answer;
        if (value.type() == ondemand::json_type::array) {
            answer.transfers = read_sent_logs(value.get_array());
        } else {
            answer.header = read_header(value.get_object());
        }
        return answer;
    });
}

std::vector<Answer<PastFee>> ReplyParser::fee_histories(std::string& body, std::size_t calls)
{
    return read_reply<PastFee>(m_impl->parser, body, calls, [](ondemand::value value) {
        return read_fee_history(value.get_object());
    });
}

std::vector<Answer<std::vector<SimulatedCall>>> ReplyParser::simulations(std::string& body,
                                                                         std::size_t calls)
{
    return read_reply<std::vector<SimulatedCall>>(
        m_impl->parser, body, calls,
        [](ondemand::value value) { return read_simulation(value.get_array()); });
}

std::vector<Answer<BlockOrTraces>> ReplyParser::traces(std::string& body, std::size_t calls)
{
    return read_reply<BlockOrTraces>(m_impl->parser, body, calls, [](ondemand::value value) {
        BlockOrTraces answer;
        if (value.type() == ondemand::json_type::object) {
            auto contents = read_contents(value.get_object());
            answer.header = contents.header;
            answer.transactions = std::move(contents.transactions);
        } else {
            answer.traces = read_traces(value.get_array());
        }
        return answer;
    });
}

} // namespace ctrip::rpc
