// SPDX-License-Identifier: MIT
#include "replies.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <unordered_set>

namespace ctrip::bench {
namespace {

using simdjson::dom::element;

/// What goes into "error" instead of "result"; both literals.
struct RpcError
{
    std::string_view text;
};

constexpr RpcError kInvalidRequest{R"({"code":-32600,"message":"Invalid request"})"};
constexpr RpcError kNoSuchMethod{R"({"code":-32601,"message":"Method not found"})"};
constexpr RpcError kInvalidParams{R"({"code":-32602,"message":"Invalid or unrecorded params"})"};

/// The values a log's address or topic may have.
class Allowed
{
public:
    explicit Allowed(simdjson::simdjson_result<element> given)
    {
        if (given.error() != simdjson::SUCCESS || given.is_null()) {
            return;
        }
        m_any = false;
        if (given.is_array()) {
            for (const element value : given.get_array()) {
                add(value);
            }
        } else {
            add(given.value());
        }
    }

    [[nodiscard]] bool any() const noexcept { return m_any; }
    [[nodiscard]] bool has(std::string_view value) const
    {
        return m_any || m_values.contains(std::string(value));
    }

private:
    void add(const element& value)
    {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS) {
            throw kInvalidParams;
        }
        std::string lower(text);
        std::transform(lower.begin(), lower.end(), lower.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        m_values.insert(std::move(lower));
    }

    bool m_any = true;
    std::unordered_set<std::string> m_values;
};

std::string_view text_of(const simdjson::simdjson_result<element>& given)
{
    std::string_view text;
    if (given.get(text) != simdjson::SUCCESS) {
        throw kInvalidParams;
    }
    return text;
}

std::string hex_quoted(std::uint64_t value)
{
    char digits[16];
    const auto [end, error] = std::to_chars(std::begin(digits), std::end(digits), value, 16);
    return "\"0x" + std::string(digits, error == std::errc{} ? end : digits) + "\"";
}

void add_or_null(std::string_view recorded, Reply& reply)
{
    reply.add_view(recorded.empty() ? "null" : recorded);
}

} // namespace

void Reply::add_view(std::string_view text)
{
    // iovec is for reading too, hence the cast; writev only reads.
    m_pieces.push_back({const_cast<char*>(text.data()), text.size()});
    m_size += text.size();
}

void Reply::add_own(std::string text)
{
    add_view(m_own.emplace_back(std::move(text)));
}

void Reply::prepend(std::string text)
{
    std::string& kept = m_own.emplace_back(std::move(text));
    m_pieces.insert(m_pieces.begin(), {kept.data(), kept.size()});
    m_size += kept.size();
}

void Reply::shrink(std::size_t count)
{
    while (m_pieces.size() > count) {
        m_size -= m_pieces.back().iov_len;
        m_pieces.pop_back();
    }
}

void Reply::clear()
{
    m_pieces.clear();
    m_own.clear();
    m_size = 0;
}

void Responder::answer(const std::string& body, Reply& reply)
{
    element request;
    if (m_parser.parse(body).get(request) != simdjson::SUCCESS) {
        reply.add_view(
            R"({"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"Parse error"}})");
        return;
    }
    if (!request.is_array()) {
        answer_one(request, reply);
        return;
    }
    if (request.get_array().size() == 0) {
        reply.add_view(R"({"jsonrpc":"2.0","id":null,"error":)");
        reply.add_view(kInvalidRequest.text);
        reply.add_view("}");
        return;
    }
    std::string_view before = "[";
    for (const element one : request.get_array()) {
        reply.add_view(before);
        answer_one(one, reply);
        before = ",";
    }
    reply.add_view("]");
}

void Responder::answer_one(const element& request, Reply& reply)
{
    element id;
    const bool has_id = request["id"].get(id) == simdjson::SUCCESS;
    const std::string start =
        R"({"jsonrpc":"2.0","id":)" + (has_id ? simdjson::minify(id) : std::string("null"));
    const std::size_t pieces_before = reply.pieces().size();
    try {
        reply.add_own(start + R"(,"result":)");
        result(request, reply);
        reply.add_view("}");
    } catch (const RpcError& error) {
        reply.shrink(pieces_before);
        reply.add_own(start + R"(,"error":)" + std::string(error.text) + "}");
    }
}

void Responder::result(const element& request, Reply& reply)
{
    std::string_view method;
    if (request["method"].get(method) != simdjson::SUCCESS) {
        throw kInvalidRequest;
    }
    element params;
    const bool has_params = request["params"].get(params) == simdjson::SUCCESS && params.is_array();
    if (method == "eth_chainId") {
        reply.add_view(R"("0x7a69")");
    } else if (method == "eth_blockNumber") {
        reply.add_own(hex_quoted(m_recording.last_block()));
    } else if (!has_params) {
        throw kNoSuchMethod;
    } else if (method == "eth_getBlockByNumber") {
        const std::uint64_t number = block_number(text_of(params.at(0)));
        bool full = false;
        const bool has_full = params.at(1).get(full) == simdjson::SUCCESS;
        add_or_null(has_full && full ? m_recording.block(number) : m_recording.header(number),
                    reply);
    } else if (method == "eth_getLogs") {
        logs(params.at(0), reply);
    } else if (method == "eth_getTransactionReceipt") {
        add_or_null(m_recording.receipt(text_of(params.at(0))), reply);
    } else if (method == "eth_getBlockReceipts") {
        add_or_null(m_recording.block_receipts(block_number(text_of(params.at(0)))), reply);
    } else {
        throw kNoSuchMethod;
    }
}

void Responder::logs(const simdjson::simdjson_result<element>& filter, Reply& reply)
{
    const Allowed addresses(filter["address"]);
    const Allowed topics0(filter["topics"].at(0));
    const Allowed topics2(filter["topics"].at(2));
    // What the index does not know cannot be filtered by.
    if (!Allowed(filter["topics"].at(1)).any()) {
        throw kInvalidParams;
    }
    std::string_view hash;
    const bool by_hash = filter["blockHash"].get(hash) == simdjson::SUCCESS;
    const std::uint64_t from =
        by_hash ? block_of(hash) : block_number(text_of(filter["fromBlock"]));
    const std::uint64_t to =
        by_hash ? from
                : std::min(block_number(text_of(filter["toBlock"])), m_recording.last_block());
    reply.add_view("[");
    if (from <= to) {
        const std::vector<RecordedLog>& all = m_recording.logs();
        std::string_view
            run; // Neighbours lie together in the recording, commas and all: one piece.
        for (std::size_t i = m_recording.logs_begin(from); i < m_recording.logs_begin(to + 1);
             ++i) {
            const RecordedLog& log = all[i];
            if (!addresses.has(log.address) || !topics0.has(log.topic0) ||
                !topics2.has(log.topic2)) {
                continue;
            }
            if (!run.empty() && run.data() + run.size() + 1 == log.text.data()) {
                run = {run.data(), run.size() + 1 + log.text.size()};
                continue;
            }
            if (!run.empty()) {
                reply.add_view(run);
                reply.add_view(",");
            }
            run = log.text;
        }
        reply.add_view(run);
    }
    reply.add_view("]");
}

/// Only the newest blocks are asked for by their hash, so the search begins there.
std::uint64_t Responder::block_of(std::string_view hash) const
{
    const std::string key = "\"hash\":\"" + std::string(hash) + "\"";
    for (std::uint64_t number = m_recording.last_block() + 1; number-- > 0;) {
        if (m_recording.header(number).find(key) != std::string_view::npos) {
            return number;
        }
    }
    throw kInvalidParams;
}

std::uint64_t Responder::block_number(std::string_view tag) const
{
    if (tag == "latest" || tag == "safe" || tag == "finalized") {
        return m_recording.last_block();
    }
    if (tag == "earliest") {
        return 0;
    }
    std::uint64_t number = 0;
    const std::string_view digits = tag.substr(tag.starts_with("0x") ? 2 : tag.size());
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        throw kInvalidParams;
    }
    return number;
}

} // namespace ctrip::bench
