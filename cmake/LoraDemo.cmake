# SPDX-License-Identifier: Apache-2.0
# The demo project's files beside the programs of a build tree, where an installed program finds them too:
# bin/../share/lora-studio/demo.
file(GLOB demo_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/demo/*)
set(demo_folder ${CMAKE_BINARY_DIR}/share/lora-studio/demo)
set(demo_copies "")
foreach(file ${demo_files})
  get_filename_component(name ${file} NAME)
  add_custom_command(OUTPUT ${demo_folder}/${name} DEPENDS ${file}
    COMMAND ${CMAKE_COMMAND} -E copy ${file} ${demo_folder}/${name} VERBATIM)
  list(APPEND demo_copies ${demo_folder}/${name})
endforeach()
add_custom_target(lora_demo_files ALL DEPENDS ${demo_copies})
