// SPDX-License-Identifier: MIT
// Whether a sanitizer watches this program: it has to see each allocation, and LeakSanitizer stops
// the program's threads as a debugger does.
#pragma once

namespace ctrip::base {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif
#else
inline constexpr bool kSanitized = false;
#endif

} // namespace ctrip::base
