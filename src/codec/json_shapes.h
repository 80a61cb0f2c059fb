// Documents that differ only in their texts and numbers, as the lines of a request do: what the parser said of one is said of the next without it.
// Inside this room only.
//   Shape    a shape is what stands around a document's texts and numbers, to the byte: signs, keys, spaces, true, false, null. A document of a known shape,
//            whose texts hold no escape and no control character and are UTF-8, and whose numbers are whole and of at most 18 digits, is
//            JSON wherever the one was that the shape was learned from, with the same keys at the same depth. Nothing is said of any other document.
//   Units    kJsonPadding zero bytes stand behind the text, in the same memory.
//   Threads  one thread; each reader learns for itself.
//   Source   json_shapes_test.cc and fuzz/json_lines.cc compare with the parser.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_parser.h"

namespace cs::codec {

class JsonShapes {
 public:
  // The document's row, good until the next call; null where the parser must be asked.
  const JsonItem* read(std::string_view padded);
  // What the parser has read of the text that read() did not know.
  void learn(std::string_view padded, const std::vector<JsonItem>& items);

 private:
  enum class Next : std::uint8_t { kText, kNumber, kEnd };
  // What stands before a text or number, or before the end. The steps of all shapes are a tree: `sibling` is what else may stand there.
  struct Step {
    std::uint32_t begin = 0, size = 0;  // in pieces_
    std::uint32_t child = 0, sibling = 0;
    std::uint32_t row = 0;              // where the document ends: its row's place, from 1
    Next next = Next::kEnd;
  };
  struct Row {
    std::string keys;
    std::vector<JsonItem> items;
    std::vector<std::uint32_t> scalars;  // which of the items are texts and numbers
  };
  struct Scalar {
    std::string_view text;
    std::int64_t number = 0;
  };

  bool is_plain(std::string_view padded);
  bool same_piece(const Step& step, const char* at) const;
  const char* text(const char* begin, const char* at, Scalar& out) const;
  const JsonItem* fill(Row& row) const;
  std::uint32_t step_for(std::uint32_t before, std::string_view piece, Next next);
  void keep_row(Step& last, const std::vector<JsonItem>& items);

  std::vector<std::uint8_t> quotes_;  // a bit for each byte of the text
  std::string pieces_;                // and eight bytes more
  std::vector<Step> steps_{1};        // the first is before all
  std::deque<Row> rows_;
  std::vector<Scalar> scalars_;
};

}  // namespace cs::codec
