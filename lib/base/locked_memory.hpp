// SPDX-License-Identifier: MIT
// Memory for secrets: kept out of swap and core dumps where the system allows it, and wiped when it
// is freed.
#pragma once

#include "base/sanitized.hpp"

#include <cstddef>
#include <new>

namespace ctrip::base {

/// Throws std::bad_alloc. Small pieces share pages, since RLIMIT_MEMLOCK counts pages; what can't
/// be locked is used all the same. Thread-safe.
[[nodiscard]] void* take_locked(std::size_t size);
/// Wipes and frees what take_locked() gave for the same size.
void give_locked(void* memory, std::size_t size) noexcept;

/// For containers of the standard library. With a sanitizer, of the ordinary memory that it
/// watches.
template <typename T>
struct LockedAllocator
{
    using value_type = T;

    LockedAllocator() = default;
    template <typename Other>
    explicit(false) LockedAllocator(const LockedAllocator<Other>&) noexcept
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        const std::size_t size = count * sizeof(T);
        return static_cast<T*>(kSanitized ? ::operator new(size) : take_locked(size));
    }
    void deallocate(T* memory, std::size_t count) noexcept
    {
        if (kSanitized) {
            ::operator delete(memory); // Who owns the secret has wiped it.
        } else {
            give_locked(memory, count * sizeof(T));
        }
    }

    friend bool operator==(const LockedAllocator&, const LockedAllocator&) noexcept = default;
};

} // namespace ctrip::base
