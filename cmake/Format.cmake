# Targets format, check-format and tidy. The tests lint.format and lint.tidy check the same files.
file(GLOB_RECURSE our_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*.[ch]pp ${PROJECT_SOURCE_DIR}/cli/*.[ch]pp
     ${PROJECT_SOURCE_DIR}/cmake/*.[ch]pp ${PROJECT_SOURCE_DIR}/tests/*.[ch]pp ${PROJECT_SOURCE_DIR}/tests/*.c)
# Version 14 only: others format differently.
find_program(CLANG_FORMAT NAMES clang-format-14)
if(CLANG_FORMAT)
    add_custom_target(format COMMAND ${CLANG_FORMAT} -i ${our_sources})
    add_custom_target(check-format COMMAND ${CLANG_FORMAT} --dry-run -Werror ${our_sources})
endif()
add_custom_target(tidy COMMAND ${CMAKE_COMMAND} -E env CTRIP_TEST_ALL=1 /usr/bin/python3 -B
                               ${PROJECT_SOURCE_DIR}/tests/lint/tidy.py ${PROJECT_SOURCE_DIR} USES_TERMINAL)
