// SPDX-License-Identifier: MIT
// An HTTP server on a free loopback port that says exactly what a test wants, well-formed or not.
#pragma once

#include <nlohmann/json.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace ctrip::test {

struct FakeReply
{
    int status = 200;
    std::vector<std::string> headers{};
    std::string body{};
    std::int64_t announced_bytes =
        -1; ///< Content-Length where it is not to be the truth; the connection closes then.
    bool hangs = false; ///< Says nothing until the node is destroyed.
    bool chunked = false;
    bool drips = false;      ///< A byte each 20 ms, without an end.
    std::string raw{};       ///< Sent as it is, instead of all that; then the connection is closed,
    bool stays_open = false; ///< or left open and silent.
};

class FakeNode
{
public:
    /// Gets the head (request line and headers) and the body of each request; called from several
    /// threads.
    using Handler = std::function<FakeReply(const std::string& head, const std::string& body)>;

    explicit FakeNode(Handler handler);
    ~FakeNode();
    FakeNode(const FakeNode&) = delete;
    FakeNode& operator=(const FakeNode&) = delete;

    [[nodiscard]] std::uint16_t port() const noexcept { return m_port; }
    [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] int requests() const noexcept { return m_requests; }
    [[nodiscard]] int connections() const noexcept { return m_connections; }

private:
    void accept_all();
    void serve(int socket);

    Handler m_handler;
    int m_listener = -1;
    std::uint16_t m_port = 0;
    std::atomic<bool> m_stopped = false;
    std::atomic<int> m_requests = 0;
    std::atomic<int> m_connections = 0;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    std::thread m_acceptor;
};

/// A made-up chain that answers JSON-RPC; tests bend single answers.
struct FakeChain
{
    using json = nlohmann::json;

    std::uint64_t chain_id = 56;
    std::uint64_t head = 100;
    /// Transactions and logs of blocks, as a node shows them, without what all of a block share.
    std::function<json(std::uint64_t number)> transactions = [](std::uint64_t) {
        return json::array();
    };
    std::vector<json> logs;
    /// Blocks carry the bloom of their logs.
    bool blooms = false;
    /// Asked first; null (not JSON's null) where the chain itself is to answer. Holds "result" or
    /// "error".
    std::function<json(const std::string& method, const json& params)> bend;

    [[nodiscard]] static std::string hash_of(std::uint64_t number, char kind = 'b');
    [[nodiscard]] json block(std::uint64_t number, bool full) const;
    [[nodiscard]] static json transaction(std::uint64_t block, std::uint64_t index,
                                          const std::string& to, const std::string& value);
    [[nodiscard]] static json transfer_log(std::uint64_t block, std::uint64_t log_index,
                                           const std::string& token, const std::string& to,
                                           std::uint64_t amount);
    /// The logs of the blocks in [from, to].
    [[nodiscard]] json logs_of(std::uint64_t from, std::uint64_t to) const;
    [[nodiscard]] std::string bloom_of(std::uint64_t number) const;
    [[nodiscard]] json answer(const json& call) const;
    /// Nothing where the chain has no such method.
    [[nodiscard]] json result_of(const std::string& method, const json& params) const;
    [[nodiscard]] json receipt_of(const std::string& hash) const;
    /// One call or a batch; of a batch the answers come last first, as the protocol allows.
    [[nodiscard]] std::string answer_body(const std::string& body) const;
    [[nodiscard]] FakeNode::Handler handler() const;
};

/// 20 bytes of one value.
[[nodiscard]] std::string address_text(unsigned byte);

} // namespace ctrip::test
