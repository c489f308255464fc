# SPDX-License-Identifier: Apache-2.0
# Run while installing, with `made_from` (the sources) and `made_by` (the folder of built programs) set: icons in every
# size that desktops ask for, man pages and shell completions.
cmake_policy(VERSION 3.25)
set(prefix "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}")

find_program(RSVG_CONVERT rsvg-convert)
if(RSVG_CONVERT)
  foreach(size 16 22 24 32 48 64 96 128 256 512)
    set(folder "${prefix}/share/icons/hicolor/${size}x${size}/apps")
    file(MAKE_DIRECTORY "${folder}")
    execute_process(COMMAND ${RSVG_CONVERT} --width ${size} --height ${size} --output "${folder}/lora-studio.png"
      "${made_from}/resources/icons/app.svg" COMMAND_ERROR_IS_FATAL ANY)
  endforeach()
else()
  message(STATUS "rsvg-convert was not found: the icon is installed as a drawing alone")
endif()

find_program(PYTHON3 python3)
if(PYTHON3 AND EXISTS "${made_by}/lora-worker" AND EXISTS "${made_by}/lora-studio")
  execute_process(COMMAND ${PYTHON3} "${made_from}/installer/manuals.py" --programs "${made_by}" --out "${prefix}/share"
    COMMAND_ERROR_IS_FATAL ANY)
else()
  message(STATUS "Python or one of the programs was not found: man pages and completions are left out")
endif()
