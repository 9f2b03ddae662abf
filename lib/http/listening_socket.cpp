// SPDX-License-Identifier: MIT
#include "http/listening_socket.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string_view>

namespace ctrip::http {

namespace {

struct FreeAddresses
{
    void operator()(addrinfo* list) const noexcept { freeaddrinfo(list); }
};
using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

Addresses resolved(const std::string& host, std::uint16_t port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const std::string service = std::to_string(port);
    return Addresses{getaddrinfo(host.c_str(), service.c_str(), &hints, &list) == 0 ? list
                                                                                    : nullptr};
}

void set_option(int descriptor, int level, int option, int value)
{
    static_cast<void>(::setsockopt(descriptor, level, option, &value, sizeof value));
}

/// -1: this address can't be listened on.
int listen_at(const addrinfo& place)
{
    const int descriptor =
        ::socket(place.ai_family, place.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return -1;
    }
    // Not SO_REUSEPORT: it would share the port with another process that has it, and each would
    // get some of the requests.
    set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (place.ai_family == AF_INET6) {
        set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, 0);
    }
    if (::bind(descriptor, place.ai_addr, place.ai_addrlen) != 0 ||
        ::listen(descriptor, SOMAXCONN) != 0) {
        ::close(descriptor);
        return -1;
    }
    return descriptor;
}

/// The address that a socket is bound to.
struct Bound
{
    explicit Bound(int descriptor)
        : known(::getsockname(descriptor, reinterpret_cast<sockaddr*>(&storage), &size) == 0)
    {
    }

    [[nodiscard]] int family() const noexcept { return known ? storage.ss_family : AF_UNSPEC; }

    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    bool known;
};

std::string path_of(const Bound& bound)
{
    const auto& place = reinterpret_cast<const sockaddr_un&>(bound.storage);
    const std::string_view path{place.sun_path, bound.size - offsetof(sockaddr_un, sun_path)};
    // An abstract name begins with a zero byte.
    return path.empty() || path.front() == '\0'
               ? fmt::format("@{}", path.substr(path.empty() ? 0 : 1))
               : std::string{path.substr(0, path.find('\0'))};
}

} // namespace

int listen_on(const std::string& host, std::uint16_t port)
{
    const Addresses places = resolved(host, port);
    for (const addrinfo* place = places.get(); place != nullptr; place = place->ai_next) {
        if (const int descriptor = listen_at(*place); descriptor >= 0) {
            return descriptor;
        }
    }
    throw Error{
        ErrorKind::unavailable,
        fmt::format("health server '{}:{}': the address cannot be listened on; is the port taken?",
                    host, port)};
}

void require_listening(int descriptor)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    const bool is_known = ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0;
    int type = 0;
    size = sizeof type;
    const bool is_stream =
        ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_STREAM;
    if (!is_known || listens == 0 || !is_stream) {
        throw Error{ErrorKind::config,
                    "health server: what the service manager passed is no listening stream socket; "
                    "write ListenStream= into its .socket unit"};
    }
}

std::string shown_address(int descriptor)
{
    const Bound bound{descriptor};
    if (bound.family() == AF_UNIX) {
        return fmt::format("unix:{}", path_of(bound));
    }
    std::array<char, NI_MAXHOST> host{};
    std::array<char, NI_MAXSERV> port{};
    if (!bound.known ||
        getnameinfo(reinterpret_cast<const sockaddr*>(&bound.storage), bound.size, host.data(),
                    host.size(), port.data(), port.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
        return "an unknown address";
    }
    const bool is_v6 = bound.family() == AF_INET6;
    return is_v6 ? fmt::format("http://[{}]:{}", host.data(), port.data())
                 : fmt::format("http://{}:{}", host.data(), port.data());
}

std::uint16_t port_of(int descriptor) noexcept
{
    const Bound bound{descriptor};
    switch (bound.family()) {
    case AF_INET:
        return ntohs(reinterpret_cast<const sockaddr_in&>(bound.storage).sin_port);
    case AF_INET6:
        return ntohs(reinterpret_cast<const sockaddr_in6&>(bound.storage).sin6_port);
    default:
        return 0;
    }
}

} // namespace ctrip::http
