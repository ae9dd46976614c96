// What AddressSanitizer does in the fuzzers, where ASAN_OPTIONS does not say otherwise. They make
// and free small things all the time: short traces and little memory that waits to be used again
// make an execution several times faster, and find the same.

extern "C" const char* __asan_default_options() {
  return "malloc_context_size=6:quarantine_size_mb=8:detect_stack_use_after_return=0";
}
