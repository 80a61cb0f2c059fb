// A matching model from a file: canonical bytes, or the readable twin where the name ends in .csv.
#pragma once

#include "base/file.h"
#include "match/model.h"

namespace cs::app {

Result<match::Model> read_model(const Path& path);

}  // namespace cs::app
