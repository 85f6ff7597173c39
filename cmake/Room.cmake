# sambung_precompile(TARGET header…): parsed once where SAMBUNG_PCH says so. The time stamp in it would be another one at
# every build, and no compiler's cache would ever hit.
function(sambung_precompile target)
  if(NOT SAMBUNG_PCH)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE ${ARGN})
  target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
endfunction()
set(SAMBUNG_STANDARD_HEADERS <algorithm> <chrono> <functional> <map> <memory> <optional> <string> <string_view> <variant> <vector>)

# sambung_room(NAME SOURCES a.cpp … ROOMS model … LIBRARIES …): one room of the house as one static library.
# Its public headers are those in <room>/include/<room>/; only a room that links it can include them, so a forbidden
# include does not compile. Every public header is also compiled alone (target all_verify_interface_header_sets).
function(sambung_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;ROOMS;LIBRARIES;PRIVATE_LIBRARIES;PRECOMPILE" ${ARGN})
  file(GLOB headers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/include/${name}/*.h)
  add_library(sambung_${name} STATIC ${ROOM_SOURCES})
  target_sources(sambung_${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${CMAKE_CURRENT_SOURCE_DIR}/include FILES ${headers})
  set_target_properties(sambung_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_include_directories(sambung_${name} PRIVATE ${CMAKE_CURRENT_SOURCE_DIR}/src)
  list(TRANSFORM ROOM_ROOMS PREPEND sambung_ OUTPUT_VARIABLE rooms)
  sambung_precompile(sambung_${name} ${SAMBUNG_STANDARD_HEADERS} ${ROOM_PRECOMPILE})
  target_link_libraries(sambung_${name} PUBLIC ${rooms} ${ROOM_LIBRARIES} PRIVATE sambung_flags ${ROOM_PRIVATE_LIBRARIES})
endfunction()

# Where the sources lie, for tests that read them. In a header, so that the compiler's cache serves other checkouts with all
# tests that do not ask.
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/source_folder.h CONTENT "#pragma once\n#define SAMBUNG_SOURCE_DIR \"@CMAKE_SOURCE_DIR@\"\n" @ONLY)

# sambung_test(NAME SOURCES … LIBRARIES …): a GoogleTest program; each of its tests is a ctest entry. What is tested is
# optimized and watched by sanitizers as the preset says; the tests themselves are not optimized, and only watched for addresses and
# threads: else they would be most of a build.
function(sambung_test name)
  cmake_parse_arguments(TEST "" "" "SOURCES;LIBRARIES;LABELS;PRECOMPILE" ${ARGN})
  add_executable(${name} ${TEST_SOURCES})
  target_link_libraries(${name} PRIVATE sambung_flags ${TEST_LIBRARIES} GTest::gmock_main)
  target_compile_options(${name} PRIVATE -O0)
  if(SAMBUNG_SANITIZE MATCHES "fuzzer")
    target_compile_options(${name} PRIVATE -fno-sanitize=fuzzer-no-link,undefined)
  endif()
  sambung_precompile(${name} ${SAMBUNG_STANDARD_HEADERS} <gmock/gmock.h> ${TEST_PRECOMPILE})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/support ${CMAKE_BINARY_DIR}/generated)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120 LABELS "${TEST_LABELS}")
endfunction()

# sambung_fuzz(NAME SOURCES … LIBRARIES …): a libFuzzer target; only in the asan preset.
function(sambung_fuzz name)
  if(NOT SAMBUNG_SANITIZE MATCHES "fuzzer")
    return()
  endif()
  cmake_parse_arguments(FUZZ "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} ${FUZZ_SOURCES})
  target_link_libraries(${name} PRIVATE sambung_flags ${FUZZ_LIBRARIES})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
include(GoogleTest)
