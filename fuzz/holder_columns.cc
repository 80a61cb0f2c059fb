// A map of columns and a file under it, split at the first NUL: whatever they say, every good row has our header's fields, and they are text.
#include <array>

#include "base/check.h"
#include "codec/text.h"
#include "register/holder_columns.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace cs;
  constexpr std::array<std::string_view, 7> kOurs = {"id", "first_name", "last_name", "street", "zip", "from", "to"};
  const std::string_view text = as_text({data, size});
  const std::string_view toml = text.substr(0, text.find('\0'));
  const std::string_view csv = toml.size() < text.size() ? text.substr(toml.size() + 1) : std::string_view();
  const auto map = registry::HolderColumns::read(toml, "map.toml", kOurs);
  if (!map) {
    CS_CHECK(codec::is_utf8(map.fault().text), "a fault is text");
    return 0;
  }
  auto rows = registry::HolderRows::over(csv, &*map);
  if (!rows) {
    CS_CHECK(codec::is_utf8(rows.fault().text), "a fault is text");
    return 0;
  }
  codec::CsvRow row;
  while (true) {
    const auto more = rows->next(row);
    if (!more || !*more) return 0;
    const bool good = row.problem == codec::CsvProblem::kNone;
    CS_CHECK(good ? row.fields.size() == rows->header().size() : row.fields.empty(), "a good row has the header's fields, a bad one none");
    for (const std::string_view field : row.fields) CS_CHECK(codec::is_utf8(field) && field.find('\0') == std::string_view::npos, "a field is text");
  }
}
