// Any bytes as a matching model, in both forms: what is read is written again the same, and a model has a row for every code.
#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/check.h"
#include "match/model.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const cs::ByteView bytes(data, size);
  if (const auto model = cs::match::Model::read(bytes)) {
    CS_CHECK(cs::ByteView(model->bytes()).size() == size && std::equal(bytes.begin(), bytes.end(), model->bytes().begin()), "write(read(x)) == x");
  }
  if (const auto model = cs::match::Model::read_text(cs::as_text(bytes))) {
    const auto again = cs::match::Model::read_text(model->text());
    CS_CHECK(again && again->digest() == model->digest(), "a twin says one model");
    CS_CHECK(cs::match::Model::read(model->bytes()).ok(), "what a twin says can be written");
  }
  return 0;
}
