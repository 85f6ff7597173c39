# sambung_embed(TARGET NAMESPACE ns HEADER name.h FILES …): compiles text files into the binary.
# The generated header declares `inline constexpr Embedded files[]` of {name, text}; name is the file's name.
set(SAMBUNG_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/EmbedFiles.cmake)
function(sambung_embed target)
  cmake_parse_arguments(EMBED "" "NAMESPACE;HEADER" "FILES" ${ARGN})
  set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded/${EMBED_HEADER})
  list(JOIN EMBED_FILES "|" joined)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${EMBED_NAMESPACE} "-DFILES=${joined}" -P ${SAMBUNG_EMBED_SCRIPT}
    DEPENDS ${EMBED_FILES} ${SAMBUNG_EMBED_SCRIPT} VERBATIM)
  target_sources(${target} PRIVATE ${out})
  target_include_directories(${target} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/embedded)
endfunction()
