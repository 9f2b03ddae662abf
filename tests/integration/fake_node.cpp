// SPDX-License-Identifier: MIT
#include "integration/fake_node.hpp"

#include "base/hex.hpp"
#include "evm/logs_bloom.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <stdexcept>

namespace ctrip::test {

namespace {

bool send_all(int socket, const std::string& text)
{
    std::size_t sent = 0;
    while (sent < text.size()) {
        const ssize_t bytes = ::send(socket, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
        if (bytes <= 0) {
            return false;
        }
        sent += static_cast<std::size_t>(bytes);
    }
    return true;
}

std::size_t content_length(const std::string& head)
{
    const std::size_t place = head.find("Content-Length: ");
    return place == std::string::npos ? 0 : std::stoul(head.substr(place + 16));
}

std::string to_text(const FakeReply& reply)
{
    std::string text = fmt::format("HTTP/1.1 {} X\r\n", reply.status);
    for (const std::string& header : reply.headers) {
        text += header + "\r\n";
    }
    if (reply.chunked) {
        return text + fmt::format("Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n",
                                  reply.body.size(), reply.body);
    }
    const auto size = static_cast<std::int64_t>(reply.body.size());
    return text +
           fmt::format("Content-Length: {}\r\n\r\n",
                       reply.announced_bytes < 0 ? size : reply.announced_bytes) +
           reply.body;
}

} // namespace

FakeNode::FakeNode(Handler handler)
    : m_handler(std::move(handler)), m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(m_listener, generic, length) != 0 || ::listen(m_listener, 64) != 0 ||
        ::getsockname(m_listener, generic, &length) != 0) {
        throw std::runtime_error{"fake node: no port"};
    }
    m_port = ntohs(address.sin_port);
    m_acceptor = std::thread{[this] { accept_all(); }};
}

FakeNode::~FakeNode()
{
    m_stopped = true;
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    {
        const std::lock_guard lock{m_mutex};
        for (const int socket : m_sockets) {
            ::shutdown(socket, SHUT_RDWR);
        }
    }
    for (std::thread& thread : m_threads) {
        thread.join();
    }
    for (const int socket : m_sockets) {
        ::close(socket);
    }
    ::close(m_listener);
}

void FakeNode::accept_all()
{
    for (;;) {
        const int socket = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) {
            return;
        }
        ++m_connections;
        const std::lock_guard lock{m_mutex};
        m_sockets.push_back(socket);
        m_threads.emplace_back([this, socket] {
            serve(socket);
            ::shutdown(socket, SHUT_RDWR);
        });
    }
}

void FakeNode::serve(int socket)
{
    std::string input;
    std::array<char, 65'536> buffer{};
    for (;;) {
        const std::size_t end = input.find("\r\n\r\n");
        const std::size_t total =
            end == std::string::npos ? 0 : end + 4 + content_length(input.substr(0, end));
        if (end == std::string::npos || input.size() < total) {
            const ssize_t bytes = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (bytes <= 0) {
                return;
            }
            input.append(buffer.data(), static_cast<std::size_t>(bytes));
            continue;
        }
        ++m_requests;
        const FakeReply reply =
            m_handler(input.substr(0, end), input.substr(end + 4, total - end - 4));
        input.erase(0, total);
        while (reply.hangs && !m_stopped) {
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        }
        while (reply.drips && !m_stopped &&
               send_all(socket,
                        input.empty() ? "HTTP/1.1 200 X\r\nContent-Length: 99999\r\n\r\n" : " ")) {
            input = " ";
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        if (!reply.raw.empty()) {
            static_cast<void>(send_all(socket, reply.raw));
            while (reply.stays_open && !m_stopped) {
                std::this_thread::sleep_for(std::chrono::milliseconds{5});
            }
            return;
        }
        if (reply.drips || reply.hangs || !send_all(socket, to_text(reply)) ||
            reply.announced_bytes >= 0) {
            return;
        }
    }
}

std::string address_text(unsigned byte)
{
    std::string text = "0x";
    for (int i = 0; i < 20; ++i) {
        text += fmt::format("{:02x}", byte);
    }
    return text;
}

std::string FakeChain::hash_of(std::uint64_t number, char kind)
{
    return fmt::format("0x{:02x}{:062x}", static_cast<unsigned>(kind), number);
}

FakeChain::json FakeChain::block(std::uint64_t number, bool full) const
{
    json block{{"number", fmt::format("{:#x}", number)},
               {"hash", hash_of(number)},
               {"parentHash", hash_of(number - 1)},
               {"timestamp", fmt::format("{:#x}", 1'700'000'000 + number)},
               {"baseFeePerGas", "0x7"},
               {"extraData",
                "0x" + std::string(1'000, 'a')}}; // As long as proof-of-authority chains have it.
    if (blooms) {
        block["logsBloom"] = bloom_of(number);
    }
    block["transactions"] = json::array();
    for (const json& tx : transactions(number)) {
        block["transactions"].push_back(full ? tx : tx["hash"]);
    }
    return block;
}

FakeChain::json FakeChain::transaction(std::uint64_t block, std::uint64_t index,
                                       const std::string& to, const std::string& value)
{
    return {
        {"hash", hash_of(block * 1'000 + index, 't')},
        {"from", address_text(0xee)},
        {"to", to.empty() ? json() : json(to)},
        {"value", value},
        {"input", "0x\\\"to\\\""},
        {"accessList", json::array({{{"address", address_text(0x99)}, {"storageKeys", {"0x1"}}}})},
        {"transactionIndex", fmt::format("{:#x}", index)}};
}

FakeChain::json FakeChain::transfer_log(std::uint64_t block, std::uint64_t log_index,
                                        const std::string& token, const std::string& to,
                                        std::uint64_t amount)
{
    const auto topic = [](const std::string& address) {
        return "0x" + std::string(24, '0') + address.substr(2);
    };
    return {{"address", token},
            {"topics",
             {"0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
              topic(address_text(0xee)), topic(to)}},
            {"data", fmt::format("{:#066x}", amount)},
            {"blockNumber", fmt::format("{:#x}", block)},
            {"blockHash", hash_of(block)},
            {"transactionHash", hash_of(block * 1'000 + log_index, 't')},
            {"transactionIndex", fmt::format("{:#x}", log_index)},
            {"logIndex", fmt::format("{:#x}", log_index)},
            {"removed", false}};
}

FakeChain::json FakeChain::logs_of(std::uint64_t from, std::uint64_t to) const
{
    json found = json::array();
    for (const json& log : logs) {
        const auto number = std::stoull(log["blockNumber"].get<std::string>(), nullptr, 16);
        if (number >= from && number <= to) {
            found.push_back(log);
        }
    }
    return found;
}

std::string FakeChain::bloom_of(std::uint64_t number) const
{
    std::vector<std::uint8_t> bytes(256);
    const auto add = [&](const std::string& item) {
        for (const std::uint16_t bit : evm::bloom_bits(*base::from_hex_0x(item))) {
            bytes[255U - bit / 8U] |= static_cast<std::uint8_t>(1U << (bit % 8U));
        }
    };
    for (const json& log : logs_of(number, number)) {
        add(log["address"]);
        for (const json& topic : log["topics"]) {
            add(topic);
        }
    }
    return base::to_hex_0x(bytes);
}

FakeChain::json FakeChain::receipt_of(const std::string& hash) const
{
    const std::uint64_t number = std::stoull(hash.substr(50), nullptr, 16) / 1'000;
    json own = json::array();
    for (const json& log : logs_of(number, number)) {
        if (log["transactionHash"] == hash) {
            own.push_back(log);
        }
    }
    return {{"transactionHash", hash},
            {"blockHash", hash_of(number)},
            {"blockNumber", fmt::format("{:#x}", number)},
            {"status", "0x1"},
            {"gasUsed", "0x5208"},
            {"effectiveGasPrice", "0x9"},
            {"logs", own}};
}

FakeChain::json FakeChain::result_of(const std::string& method, const json& params) const
{
    if (method == "eth_chainId") {
        return {{"result", fmt::format("{:#x}", chain_id)}};
    }
    if (method == "eth_getBlockByNumber") {
        const std::string name = params[0];
        const std::uint64_t number = name.starts_with("0x") ? std::stoull(name, nullptr, 16) : head;
        return {{"result", number <= head ? block(number, params[1]) : json()}};
    }
    if (method == "eth_getLogs" && params[0].contains("blockHash")) {
        const std::string hash = params[0]["blockHash"];
        const std::uint64_t number = std::stoull(hash.substr(4), nullptr, 16);
        return {{"result", logs_of(number, number)}};
    }
    if (method == "eth_getLogs") {
        return {
            {"result", logs_of(std::stoull(params[0]["fromBlock"].get<std::string>(), nullptr, 16),
                               std::stoull(params[0]["toBlock"].get<std::string>(), nullptr, 16))}};
    }
    if (method == "eth_getTransactionReceipt") {
        return {{"result", receipt_of(params[0])}};
    }
    if (method == "eth_getBlockReceipts") {
        const std::uint64_t number = std::stoull(params[0].get<std::string>(), nullptr, 16);
        json receipts = json::array();
        for (const json& log : logs_of(number, number)) {
            receipts.push_back(receipt_of(log["transactionHash"]));
        }
        return {{"result", receipts}};
    }
    if (method == "eth_getTransactionByHash") {
        const std::string hash = params[0];
        for (const json& tx : transactions(std::stoull(hash.substr(50), nullptr, 16) / 1'000)) {
            if (tx["hash"] == hash) {
                return {{"result", tx}};
            }
        }
        return {{"result", nullptr}};
    }
    return {{"error", {{"code", -32601}, {"message", "the method does not exist"}}}};
}

FakeChain::json FakeChain::answer(const json& call) const
{
    const std::string method = call["method"];
    const json& params = call["params"];
    json answer = bend ? bend(method, params) : json();
    if (answer.is_null()) {
        answer = result_of(method, params);
    }
    answer["jsonrpc"] = "2.0";
    answer["id"] = call["id"];
    return answer;
}

std::string FakeChain::answer_body(const std::string& body) const
{
    const json request = json::parse(body);
    if (!request.is_array()) {
        return answer(request).dump();
    }
    json answers = json::array();
    for (auto call = request.rbegin(); call != request.rend(); ++call) {
        answers.push_back(answer(*call));
    }
    return answers.dump();
}

FakeNode::Handler FakeChain::handler() const
{
    return [chain = *this](const std::string&, const std::string& body) {
        FakeReply reply;
        reply.body = chain.answer_body(body);
        return reply;
    };
}

} // namespace ctrip::test
