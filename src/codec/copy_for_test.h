// Reads one canonical item and writes it again, whatever it says. Tests and fuzz targets only.
#pragma once

#include "base/check.h"
#include "codec/canonical.h"

namespace cs::codec {

inline void copy_item(CborReader& reader, CborWriter& writer) {
  switch (reader.next()) {
    case CborKind::kUnsigned: writer.unsigned_number(*reader.unsigned_number()); return;
    case CborKind::kNegative: writer.number(*reader.number()); return;
    case CborKind::kBytes: writer.bytes(*reader.bytes()); return;
    case CborKind::kText: writer.text(*reader.text()); return;
    case CborKind::kNull: (void)reader.null(); writer.null(); return;
    case CborKind::kBoolean: writer.boolean(*reader.boolean()); return;
    case CborKind::kList: {
      const std::size_t count = *reader.list(SIZE_MAX);
      writer.list(count);
      for (std::size_t i = 0; i < count; ++i) copy_item(reader, writer);
      return;
    }
    case CborKind::kMap: {
      const std::size_t count = *reader.map(SIZE_MAX);
      writer.map(count);
      for (std::size_t i = 0; i < 2 * count; ++i) copy_item(reader, writer);
      return;
    }
    case CborKind::kEnd:
    case CborKind::kOther: break;
  }
  CS_CHECK(false, "only canonical items are copied");
}

}  // namespace cs::codec
