# Targets that look after the sources: format, check-format, tidy.
file(GLOB_RECURSE our_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/lib/*.[ch]pp ${PROJECT_SOURCE_DIR}/cli/*.[ch]pp
     ${PROJECT_SOURCE_DIR}/tests/*.[ch]pp)
find_program(CLANG_FORMAT NAMES clang-format-14 clang-format)
find_program(RUN_CLANG_TIDY NAMES run-clang-tidy-14 run-clang-tidy)
if(CLANG_FORMAT)
    add_custom_target(format COMMAND ${CLANG_FORMAT} -i ${our_sources})
    add_custom_target(check-format COMMAND ${CLANG_FORMAT} --dry-run -Werror ${our_sources})
endif()
if(RUN_CLANG_TIDY)
    add_custom_target(tidy COMMAND ${RUN_CLANG_TIDY} -quiet -p ${PROJECT_BINARY_DIR} "${PROJECT_SOURCE_DIR}/(lib|cli)/.*")
endif()
