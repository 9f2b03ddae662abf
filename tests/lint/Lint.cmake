# The rules of the house that a program can check. Each has shown in lint_test.py that it can fail.
set(lint ${CMAKE_CURRENT_LIST_DIR})

function(add_lint name)
    add_test(NAME lint.${name} COMMAND ${ARGN})
    set_tests_properties(lint.${name} PROPERTIES LABELS lint TIMEOUT 300)
endfunction()

add_lint(layers ${CMAKE_COMMAND} -D ROOT=${PROJECT_SOURCE_DIR} -P ${lint}/check_layers.cmake)
add_lint(docs ${lint}/check_docs.sh $<TARGET_FILE:ctrip> ${PROJECT_SOURCE_DIR} ${CTRIP_COMMANDS})
add_lint(units ${lint}/check_units.sh $<TARGET_FILE:ctrip> ${PROJECT_SOURCE_DIR}/packaging/systemd)
foreach(check functions classes file_lengths prints money banned cli11 tags heads todos machine shell manuals format
        nolints)
    add_lint(${check} ${Python3_EXECUTABLE} -B ${lint}/check_sources.py ${check} ${PROJECT_SOURCE_DIR})
endforeach()
add_lint(house ${Python3_EXECUTABLE} -B ${lint}/check_house.py ${PROJECT_SOURCE_DIR})
add_lint(rebuild ${Python3_EXECUTABLE} -B ${lint}/check_rebuild.py ${PROJECT_SOURCE_DIR})
foreach(check schema paths release metrics)
    add_lint(${check} ${Python3_EXECUTABLE} -B ${lint}/check_documents.py ${check} ${PROJECT_SOURCE_DIR})
endforeach()
add_lint(tidy ${Python3_EXECUTABLE} -B ${lint}/tidy.py ${PROJECT_SOURCE_DIR})
# The longest but one: begun among the first.
set_tests_properties(lint.tidy PROPERTIES TIMEOUT 3600 COST 1000)
add_lint(mutants ${PROJECT_SOURCE_DIR}/tests/mutants/run --check)
add_python_tests(${lint}/lint_test.py LABELS lint TIMEOUT 60)
add_python_tests(${lint}/documents_test.py LABELS lint TIMEOUT 60)
add_python_tests(${lint}/tidy_test.py LABELS lint TIMEOUT 120)

foreach(command IN LISTS CTRIP_COMMANDS)
    add_test(NAME help.${command} COMMAND ctrip ${command} --help)
    set_tests_properties(
        help.${command} PROPERTIES LABELS cli TIMEOUT 30 PASS_REGULAR_EXPRESSION "${command}.*--help"
                                   FAIL_REGULAR_EXPRESSION "AddressSanitizer;runtime error")
endforeach()

# `cmake --build --preset dev --target check-headers` compiles each header alone.
if(TARGET all_verify_interface_header_sets)
    add_custom_target(check-headers DEPENDS all_verify_interface_header_sets)
endif()
