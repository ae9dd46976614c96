// Encoding and decoding in C++: reads files of encoded values, writes a line of JSON for each:
// [encode ms, decode ms, memcpy ms].

#include <algorithm>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <vector>

#include "clone/decoder.h"
#include "clone/encoder.h"

namespace {

template <typename Call>
double measure(Call&& call) {
  // Processor time: what others do on the machine distorts it less than the clock.
  const auto now = [] { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; };
  int calls = 1;
  for (double start = now(); now() - start < 40; ++calls) call();
  double best = 1e9;
  for (int round = 0; round < 9; ++round) {
    const double start = now();
    for (int i = 0; i < calls; ++i) call();
    best = std::min(best, (now() - start) / calls);
  }
  return best;
}

}  // namespace

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i) {
    std::ifstream file(arguments[i], std::ios::binary | std::ios::ate);
    std::vector<std::byte> bytes(static_cast<std::size_t>(file.tellg()));
    file.seekg(0);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const auto value = cation::clone::decode(bytes);
    if (!value) {
      std::cerr << arguments[i] << ": " << value.error().message << '\n';
      return 1;
    }
    std::vector<std::byte> copy(bytes.size());
    std::size_t sum = 0;
    const double encode = measure([&] { sum += cation::clone::encode(*value)->size(); });
    const double decode = measure([&] { sum += cation::clone::decode(bytes)->size(); });
    const double plain = measure([&] { std::memcpy(copy.data(), bytes.data(), bytes.size()); });
    std::cout << '[' << encode << ", " << decode << ", " << plain << ", " << (sum & 1) << "]\n";
  }
}
