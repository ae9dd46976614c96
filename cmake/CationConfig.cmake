# find_package(Cation) gives
#
#   Cation::cation   the shared library; Cation::static the static one
#   cation_pages(<target> <file or folder>...)
#                    copies what the program shows beside the program

include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
find_dependency(Threads)
if(NOT TARGET PkgConfig::LIBUV)
  pkg_check_modules(LIBUV REQUIRED IMPORTED_TARGET libuv)
endif()
include(${CMAKE_CURRENT_LIST_DIR}/CationTargets.cmake)
if(NOT TARGET Cation::cation)
  add_library(Cation::cation INTERFACE IMPORTED)
  set_target_properties(Cation::cation PROPERTIES INTERFACE_LINK_LIBRARIES Cation::shared)
endif()

function(cation_pages target)
  foreach(page ${ARGN})
    get_filename_component(page ${page} ABSOLUTE)
    get_filename_component(name ${page} NAME)
    set(copy ${CMAKE_CURRENT_BINARY_DIR}/${target}.pages/${name})
    if(IS_DIRECTORY ${page})
      file(GLOB_RECURSE files CONFIGURE_DEPENDS ${page}/*)
      set(command copy_directory ${page} $<TARGET_FILE_DIR:${target}>/${name})
    else()
      set(files ${page})
      set(command copy ${page} $<TARGET_FILE_DIR:${target}>/${name})
    endif()
    add_custom_command(OUTPUT ${copy}
      COMMAND ${CMAKE_COMMAND} -E ${command}
      COMMAND ${CMAKE_COMMAND} -E touch ${copy}
      DEPENDS ${files} VERBATIM)
    list(APPEND copies ${copy})
  endforeach()
  add_custom_target(${target}_pages ALL DEPENDS ${copies})
  add_dependencies(${target} ${target}_pages)
endfunction()
