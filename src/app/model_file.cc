#include "app/model_file.h"

#include "base/limits.h"

namespace cs::app {
Result<match::Model> read_model(const Path& path) {
  CS_TRY(bytes, read_file(path, limits::kModelBytesMax));
  auto model = path.extension() == ".csv" ? match::Model::read_text(bytes) : match::Model::read(as_bytes(bytes));
  if (!model) return at(path.filename().string(), model.fault());
  return model;
}

}  // namespace cs::app
