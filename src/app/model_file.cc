#include "app/model_file.h"

namespace cs::app {
namespace {

constexpr std::size_t kModelBytesMax = 64 * 1024;

}  // namespace

Result<match::Model> read_model(const Path& path) {
  CS_TRY(bytes, read_file(path, kModelBytesMax));
  auto model = path.extension() == ".csv" ? match::Model::read_text(bytes) : match::Model::read(as_bytes(bytes));
  if (!model) return at(path.filename().string(), model.fault());
  return model;
}

}  // namespace cs::app
