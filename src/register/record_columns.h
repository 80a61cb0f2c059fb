// The columns that hold a generation's people: groups of 64 records, and the values that their bits lead to.
//   Threads  one thread.
//   Source   docs/formats/register.md, section "Records".
#pragma once

#include "register/laying_out.h"

namespace cs::registry {

class RecordColumns {
 public:
  RecordColumns(const LayingFrame& frame, BodySink& sink);
  void add(const LaidRecord& record);
  void finish();
  std::uint64_t size() const { return size_; }

 private:
  void flush();
  void put_names(const LaidRecord& record, std::uint64_t bit, Group& group);
  void put_days(const LaidRecord& record, std::uint64_t bit, Group& group);
  void put_rare(const LaidRecord& record, std::uint64_t bit, Group& group);
  std::uint64_t day_number(std::int32_t day) const { return static_cast<std::uint64_t>(std::int64_t{day} - frame_.first_day + 1); }

  LayingFrame frame_;
  ColumnOut<Group> groups_;
  ColumnOut<std::uint16_t> surname_, given_;
  ColumnOut<std::uint32_t> rare_;
  ColumnOut<std::uint64_t> wide_out_, initial_out_, extra_out_, from_out_, to_out_, key_out_;
  PackedWriter wide_, initial_, extra_, from_, to_, key_;
  std::vector<LaidRecord> waiting_;         // of the group that is being filled
  Group next_{};                            // where the next group's values start
  std::uint64_t size_ = 0;
};

}  // namespace cs::registry
