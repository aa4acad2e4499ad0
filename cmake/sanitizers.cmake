# CONCORD_SANITIZE turns AddressSanitizer and UndefinedBehaviorSanitizer on for everything that is built.
if(CONCORD_SANITIZE)
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
