// SPDX-License-Identifier: MIT
#include "base/locked_memory.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <mutex>
#include <new>
#include <utility>

namespace ctrip::base {

namespace {

constexpr std::size_t kSlotMin = 32;
constexpr std::size_t kSlotMax = 4096;
constexpr std::size_t kChunk = std::size_t{16} * 1024;
constexpr std::size_t kSizes = std::bit_width(kSlotMax / kSlotMin);

/// Of its own pages. Neither call has to succeed: a process may lock little memory, or none.
void* map_locked(std::size_t size)
{
    void* const memory =
        ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        throw std::bad_alloc{};
    }
    static_cast<void>(::mlock(memory, size));
    static_cast<void>(::madvise(memory, size, MADV_DONTDUMP));
    return memory;
}

struct FreeSlot
{
    FreeSlot* next;
};

/// Free slots by size, each a power of two. Pages are kept until the process ends. Trivially
/// destructible, so that a secret in a static object may be freed after it.
class Slots
{
public:
    void* take(std::size_t place)
    {
        const std::lock_guard lock{m_mutex};
        FreeSlot*& first = m_free.at(place);
        if (first == nullptr) {
            add_chunk(place);
        }
        return std::exchange(first, first->next);
    }

    void give(void* memory, std::size_t place) noexcept
    {
        const std::lock_guard lock{m_mutex};
        FreeSlot*& first = m_free[place];
        first = ::new (memory) FreeSlot{first};
    }

private:
    void add_chunk(std::size_t place)
    {
        auto* const chunk = static_cast<std::byte*>(map_locked(kChunk));
        const std::size_t size = kSlotMin << place;
        for (std::size_t offset = 0; offset < kChunk; offset += size) {
            m_free[place] = ::new (chunk + offset) FreeSlot{m_free[place]};
        }
    }

    std::mutex m_mutex;
    std::array<FreeSlot*, kSizes> m_free{};
};

Slots& slots()
{
    static Slots all;
    return all;
}

std::size_t place_of(std::size_t size)
{
    return std::bit_width((std::max(size, kSlotMin) - 1) / kSlotMin);
}

} // namespace

void* take_locked(std::size_t size)
{
    return size > kSlotMax ? map_locked(size) : slots().take(place_of(size));
}

void give_locked(void* memory, std::size_t size) noexcept
{
    explicit_bzero(memory, size);
    if (size > kSlotMax) {
        static_cast<void>(::munmap(memory, size));
    } else {
        slots().give(memory, place_of(size));
    }
}

} // namespace ctrip::base
