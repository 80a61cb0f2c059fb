// Rows of a holder's file: what is put together from remembered plain parts has the bytes of the same row read whole, whatever the fields hold.
#include "base/check.h"
#include "register/plain_row.h"
#include "register/row_reader.h"

namespace {

using namespace cs;
using namespace cs::registry;

constexpr std::string_view kHeader =
    "id,first_name,middle,last_name,suffix,house,street,unit,po_box,city,state,zip,from,to,name_kind\n";

void check_row(SharedTokens& shared, const ColumnMap& columns, PlainRows& plain, const RowBatch& batch, std::size_t i) {
  codec::CsvRow row;
  batch.get(i, row);
  PlainRow found;
  const Plain how = plain.read(batch, i, plain.hashes(batch, i), found);
  if (how == Plain::kNothing) return;
  const ReadRow whole = read_row(row, columns);
  if (how == Plain::kAddress) {
    const ReadRow part = read_row(row, columns, &found.address);
    CS_CHECK(part.rejected == whole.rejected && part.remarks == whole.remarks, "an address that is known changes no remark");
    if (whole.rejected) return;
    const std::string expected(shared.tokens.code(whole));
    CS_CHECK(expected == shared.tokens.code(part), "an address that is known has the bytes of the one that is read");
    return;
  }
  CS_CHECK(!whole.rejected && whole.remarks.empty(), "a plain row is accepted without a remark");
  const std::string expected(shared.tokens.code(whole));
  CS_CHECK(expected == shared.tokens.code(found), "a plain row has the bytes of the one that is read whole");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text = std::string(kHeader) + std::string(as_text({data, size}));
  auto reader = HolderRows::over(text, nullptr);
  CS_CHECK(reader.ok(), "the header is the register's");
  const auto columns = ColumnMap::of(reader->header(), {});
  CS_CHECK(columns.ok(), "the header has the register's columns");
  static PlainRows* plain = nullptr;  // its tables are large; they are for one set of tokens
  static SharedTokens* tokens = nullptr;
  static ColumnMap* map = nullptr;
  if (plain == nullptr) {
    tokens = new SharedTokens;
    map = new ColumnMap(*columns);
    plain = new PlainRows(*tokens, *map);
  }
  RowBatch batch;
  codec::CsvRow row;
  while (true) {
    if (batch.add_plain(*reader, SIZE_MAX) != 0) continue;
    const auto more = reader->next(row);
    if (!more || !*more) break;
    batch.add(row);
  }
  plain->forget();
  for (std::size_t i = 0; i < batch.size(); ++i) check_row(*tokens, *map, *plain, batch, i);
  return 0;
}
