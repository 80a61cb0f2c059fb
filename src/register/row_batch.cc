#include "register/row_batch.h"

namespace cs::registry {

void RowBatch::clear() {
  bytes_.clear();
  ends_.clear();
  rows_.clear();
}

void RowBatch::add(const codec::CsvRow& row) {
  rows_.push_back({row.line, static_cast<std::uint32_t>(bytes_.size()), static_cast<std::uint32_t>(ends_.size()),
                   static_cast<std::uint32_t>(row.fields.size()), row.problem});
  for (const std::string_view field : row.fields) {
    bytes_.append(field);
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
    bytes_.push_back(',');
  }
}

std::size_t RowBatch::add_plain(HolderRows& reader, std::size_t rows) {
  auto begin = static_cast<std::uint32_t>(bytes_.size());
  auto first = static_cast<std::uint32_t>(ends_.size());
  const codec::CsvPlain plain = reader.next_plain(rows - rows_.size(), bytes_, ends_);
  const auto fields = static_cast<std::uint32_t>(reader.header().size());
  for (std::size_t i = 0; i < plain.rows; ++i) {
    rows_.push_back({plain.line + i, begin, first, fields, codec::CsvProblem::kNone});
    first += fields;
    begin = ends_[first - 1] + 1;
  }
  return plain.rows;
}

void RowBatch::get(std::size_t i, codec::CsvRow& row) const {
  row.line = line(i);
  row.problem = problem(i);
  const RowText fields = text(i);
  row.fields.resize(fields.size());
  for (std::size_t at = 0; at < fields.size(); ++at) row.fields[at] = fields.field(static_cast<int>(at));
}

}  // namespace cs::registry
