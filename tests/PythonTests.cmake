# Makes a CTest test of every method of a unittest file and of every golden transcript, so that they run side by side.

set(harness_environment
    PYTHONPATH=${CMAKE_CURRENT_SOURCE_DIR}
    PYTHONDONTWRITEBYTECODE=1
    CTRIP_SOURCE_DIR=${PROJECT_SOURCE_DIR}
    ANVIL=${CTRIP_ANVIL}
    CTRIP_CONTRACTS=${CTRIP_CONTRACTS})

# add_python_tests(FILE [BINARY path] [TIMEOUT s] [LABELS …]): BINARY is the program under test, by default this build's.
function(add_python_tests file)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "BINARY;TIMEOUT" "LABELS")
    if(NOT arg_BINARY)
        set(arg_BINARY $<TARGET_FILE:ctrip>)
    endif()
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    cmake_path(GET file STEM stem)
    string(REGEX REPLACE "_test$" "" stem ${stem})
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    execute_process(
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/list_tests.py ${file}
        OUTPUT_VARIABLE tests
        OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    if(NOT tests)
        message(FATAL_ERROR "${file}: no test in it")
    endif()
    string(REPLACE "\n" ";" tests "${tests}")
    list(GET arg_LABELS 0 kind)
    foreach(test IN LISTS tests)
        set(name ${kind}.${stem}.${test})
        add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${file} ${test})
        set_tests_properties(${name} PROPERTIES LABELS "${arg_LABELS}" TIMEOUT "${arg_TIMEOUT}")
        set_property(
            TEST ${name}
            PROPERTY ENVIRONMENT ${harness_environment} CTRIP_BIN=${arg_BINARY} CTRIP_KILL_AT=$<TARGET_FILE:kill_at>
                     CTRIP_KILL_PROBE=$<TARGET_FILE:kill_probe>)
    endforeach()
endfunction()

# add_golden_tests(FOLDER): one test per FOLDER/<command>/<name>.golden; harness/golden.py says what is in one.
function(add_golden_tests folder)
    file(GLOB transcripts CONFIGURE_DEPENDS ${folder}/*/*.golden)
    foreach(transcript IN LISTS transcripts)
        cmake_path(GET transcript STEM stem)
        cmake_path(GET transcript PARENT_PATH parent)
        cmake_path(GET parent FILENAME command)
        set(name cli.${command}.${stem})
        add_test(NAME ${name} COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/harness/golden.py
                                      ${transcript})
        set_tests_properties(${name} PROPERTIES LABELS "cli;sqlite" TIMEOUT 60)
        set_property(TEST ${name} PROPERTY ENVIRONMENT ${harness_environment} CTRIP_BIN=$<TARGET_FILE:ctrip>)
    endforeach()
endfunction()
