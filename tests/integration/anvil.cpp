// SPDX-License-Identifier: MIT
#include "integration/anvil.hpp"

#include "http/client.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

namespace ctrip::test {

namespace {

std::uint16_t free_port()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(socket, generic, length) != 0 || ::getsockname(socket, generic, &length) != 0) {
        throw std::runtime_error{"anvil: no free port"};
    }
    ::close(socket);
    return ntohs(address.sin_port);
}

} // namespace

Anvil::Anvil(const std::vector<std::string>& arguments) : m_port(free_port())
{
    const char* binary = std::getenv("ANVIL");
    if (binary == nullptr || *binary == '\0') {
        throw std::runtime_error{"the environment variable ANVIL must name the anvil binary"};
    }
    std::vector<std::string> words{binary, "--port", std::to_string(m_port), "--silent"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    m_pid = ::fork();
    if (m_pid == 0) {
        ::execv(binary, argv.data());
        ::_exit(127);
    }
    for (int tries = 0; tries < 200; ++tries) {
        try {
            static_cast<void>(rpc("eth_chainId"));
            return;
        } catch (const std::exception&) {
            std::this_thread::sleep_for(std::chrono::milliseconds{50});
        }
    }
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
    throw std::runtime_error{"anvil does not answer"};
}

Anvil::~Anvil()
{
    ::kill(m_pid, SIGKILL);
    ::waitpid(m_pid, nullptr, 0);
}

nlohmann::json Anvil::rpc(const std::string& method, const nlohmann::json& params) const
{
    http::Request request;
    request.url = url();
    request.headers = {"Content-Type: application/json"};
    request.body =
        nlohmann::json{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", params}}
            .dump();
    http::Client client;
    const http::Response response = client.perform(request);
    if (response.failure != http::Failure::none) {
        throw std::runtime_error{"anvil: " + response.error};
    }
    const auto reply = nlohmann::json::parse(response.body);
    if (reply.contains("error")) {
        throw std::runtime_error{"anvil: " + reply["error"].dump()};
    }
    return reply["result"];
}

} // namespace ctrip::test
