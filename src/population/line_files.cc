#include "population/line_files.h"

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "population/output.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

constexpr std::uint64_t kChunkLines = 2'048;

struct Chunk {
  RowText lines, truth;
  std::string requests, openings;
  std::vector<OrderRecord> orders;
  LineTally tally;
};

LineTally empty_tally() {
  return {std::vector<std::uint64_t>(kLineClasses), std::vector<std::uint64_t>(kEditKindMax + 1U), std::vector<std::uint64_t>(kOrderStatuses)};
}

void add(LineTally& sum, const LineTally& more) {
  const auto add_all = [](std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i];
  };
  add_all(sum.classes, more.classes);
  add_all(sum.edits, more.edits);
  add_all(sum.orders, more.orders);
}

// "Po Box" and "PO BOX" alike: what the clerk's form prints before a box.
std::string first_line(const LineView& line) {
  if (!line.po_box.empty()) return "PO BOX " + std::string(line.po_box);
  std::string out(line.house);
  if (!line.street.empty()) out.append(out.empty() ? "" : " ").append(line.street);
  const bool route = line.house.empty() && !line.unit.empty();  // RR 4 BOX 12
  if (route) out.append(" ").append(line.unit);
  return out;
}

class ChunkMaker {
 public:
  ChunkMaker(const LineSet& lines, const Prf& prf, const OrderBook& book, bool orders, Instant as_of)
      : lines_(lines), prf_(prf), book_(book), with_orders_(orders), today_(Date::of(as_of)),
        order_of_lines_(prf, Stream::kLineOrder, 0, std::max<std::uint64_t>(1, lines.total())), line_ids_(prf, Stream::kLineIds, 0, 10'000'000'000) {}

  Chunk make(std::uint64_t from, std::uint64_t to) const {
    Chunk out;
    out.tally = empty_tally();
    OpeningWriter openings;
    const std::vector<Place> places = places_of(from, to);
    for (std::size_t i = 0; i < places.size(); ++i) {
      if (i + kAhead < places.size()) prefetch_text(places[i + kAhead]);
      add_line(out, openings, places[i], from + i);
    }
    return out;
  }

 private:
  struct Place {
    const LineBlock* block = nullptr;
    std::uint32_t line = 0;  // in it
    std::uint64_t first = 0;  // line of the file's own count where the block begins
    std::uint64_t id = 0;
  };
  static constexpr std::size_t kAhead = 8;

  // Lines are shuffled: each lies somewhere else in memory, so it is asked for before it is needed.
  std::vector<Place> places_of(std::uint64_t from, std::uint64_t to) const {
    std::vector<std::uint64_t> lines;
    for (std::uint64_t place = from; place < to; ++place) lines.push_back(place);
    order_of_lines_.at_all(lines);
    std::vector<std::uint64_t> ids(lines);
    line_ids_.at_all(ids);
    std::vector<Place> out;
    out.reserve(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const auto block = static_cast<std::size_t>(std::upper_bound(lines_.first_line.begin(), lines_.first_line.end(), lines[i]) - lines_.first_line.begin() - 1);
      out.push_back({&lines_.blocks[block], static_cast<std::uint32_t>(lines[i] - lines_.first_line[block]), lines_.first_line[block], ids[i]});
      __builtin_prefetch(&lines_.blocks[block].heads[out.back().line]);
    }
    return out;
  }

  static void prefetch_text(const Place& place) {
    const LineHead& head = place.block->heads[place.line];
    __builtin_prefetch(place.block->text.data() + head.text_from);
    __builtin_prefetch(place.block->text.data() + head.text_from + 64);
    __builtin_prefetch(place.block->edits.data() + head.edits_from);
  }

  void add_line(Chunk& out, OpeningWriter& openings, const Place& place, std::uint64_t row) const {
    const LineBlock& block = *place.block;
    const LineHead& head = block.heads[place.line];
    const std::uint64_t entity = entity_of(block.zip_rank, place.line);
    const LineView fields = view_of(block, head);
    const OrderFacts order = with_orders_ ? book_.facts(entity) : OrderFacts{};
    const OrderStatus status = with_orders_ ? order.status : book_.status(entity);
    put_fields(out.lines, place.id, fields);
    put_truth(out.truth, place, head, status);
    ++out.tally.classes[static_cast<std::size_t>(head.line_class)];
    ++out.tally.orders[static_cast<std::size_t>(status)];
    for (std::size_t i = 0; i < head.edits; ++i) ++out.tally.edits[static_cast<std::size_t>(block.edits[head.edits_from + i].kind)];
    if (!with_orders_) return;
    add_request(out.requests, place.id, fields, entity, row);
    add_orders(out, openings, place.id, fields, head.born, entity, order);
  }

  static void put_fields(RowText& out, std::uint64_t id, const LineView& f) {
    constexpr std::size_t kFieldsMax = 12 * 2 * (UINT8_MAX + 2);
    out.room(kFieldsMax);
    out.put_ten_digits('L', id);
    for (const std::string_view field : {f.first, f.middle, f.middle.substr(0, 1), f.last, f.suffix, f.house, f.street, f.unit, f.po_box, f.city, f.state, f.zip}) {
      out.put(',');
      out.put_csv(field);
    }
    out.put(",\n");  // dob: the register has none
  }

  void put_truth(RowText& out, const Place& place, const LineHead& head, OrderStatus status) const {
    out.room(256 + head.edits * kEditTextMax);
    out.put_ten_digits('L', place.id);
    for (const std::string_view text : {expected_text(head.line_class), class_text(head.line_class)}) {
      out.put(',');
      out.put(text);
    }
    out.put(',');
    if (head.record != kNobody) out.put_ten_digits('P', head.record);
    out.put(',');
    out.put_ten_digits('P', head.person);
    out.put(',');
    out.put(group_text(head.group));
    out.put(',');
    put_edits(out, place.block->edits.data() + head.edits_from, head.edits);
    out.put(',');
    if (head.twin != kNoTwin) out.put_ten_digits('L', line_ids_.at(place.first + head.twin));
    out.put(',');
    out.put(order_status_text(status));
    out.put('\n');
  }

  void add_request(std::string& out, std::uint64_t id, const LineView& f, std::uint64_t entity, std::uint64_t place) const {
    const TermsText& clerk = TermsText::clerk();
    const auto any = [](const std::vector<std::string>& texts, Draws& draws) -> const std::string& {
      return texts[draws.below(static_cast<std::uint32_t>(texts.size()))];
    };
    Draws draws(prf_, Stream::kClerk, entity);
    out.append(TermsText::agreement().one("issuer")).append(",");
    append_ten_digits(out.append("D"), '-', id);
    const bool route = f.house.empty() && !f.unit.empty();
    const std::string line1 = first_line(f);
    for (const std::string_view field : {std::string_view(line1), route ? std::string_view() : f.unit, f.city, f.state, f.zip}) {
      out += ',';
      append_csv(out, field);
    }
    append_csv(out.append(","), any(clerk.all("address_source"), draws));
    append_date(out.append(","), {today_.days - 1 - static_cast<std::int32_t>(draws.below(300))});
    out.append(",").append(std::to_string(today_.year() - 1 - static_cast<int>(draws.below(2))));
    append_ten_digits(out.append(",Case"), ' ', id);
    append_csv(out.append(","), any(clerk.all("reason"), draws));
    out.append(",officer-").append(std::to_string(place / kLinesPerOfficer + 1)).append("\n");
  }

  void add_orders(Chunk& out, OpeningWriter& openings, std::uint64_t id, const LineView& fields, Date born, std::uint64_t entity,
                  const OrderFacts& facts) const {
    const NameParts name = parts_of(fields);
    std::string docket = "D";
    append_ten_digits(docket, '-', id);
    OrderRecord record{entity, 0, {}, {}};
    const Digest salt = book_.salt(entity, 0);
    record.commitment = openings.commitment(salt, docket, facts.entered_on, name, born);
    if (facts.corrected) {
      std::string wrong = docket;
      wrong[0] = 'X';
      record.first_commitment = openings.commitment(book_.salt(entity, 2), wrong, facts.entered_on, name, born);
    }
    openings.append(out.openings, book_.number(entity, 0), salt, docket, facts, name, born);
    out.orders.push_back(record);
    if (!facts.second) return;
    const OrderFacts second = book_.second_facts(entity);
    const Digest second_salt = book_.salt(entity, 1);
    docket[0] = 'E';
    openings.append(out.openings, book_.number(entity, 1), second_salt, docket, second, name, born);
    out.orders.push_back({entity, 1, openings.commitment(second_salt, docket, second.entered_on, name, born), {}});
  }

  const LineSet& lines_;
  Prf prf_;
  const OrderBook& book_;
  bool with_orders_;
  Date today_;
  Permutation order_of_lines_, line_ids_;
};

std::uint64_t rows_of(std::string_view text) { return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

Result<LineFiles> write_line_files(const Path& root, const LineSet& lines, const Prf& prf, const OrderBook& book, IssuerLog* log, Instant as_of,
                                   int threads, const Progress& progress) {
  CS_TRY(lines_csv, FileWriter::create(root, "lines.csv"));
  CS_TRY(truth_csv, FileWriter::create(root, "truth.csv"));
  CS_TRY_VOID(lines_csv.write(kLinesHeader, 0));
  CS_TRY_VOID(truth_csv.write(kTruthHeader, 0));
  std::optional<FileWriter> requests_csv, openings;
  if (log != nullptr) {
    CS_TRY(requests, FileWriter::create(root, "requests.csv"));
    CS_TRY_VOID(requests.write(kRequestsHeader, 0));
    CS_TRY(opened, FileWriter::create(root, "orders/openings.ndjson"));
    requests_csv.emplace(std::move(requests));
    openings.emplace(std::move(opened));
  }

  const ChunkMaker maker(lines, prf, book, log != nullptr, as_of);
  const std::uint64_t total = lines.total();
  LineFiles out;
  out.tally = empty_tally();
  const auto make = [&](std::size_t i) { return maker.make(i * kChunkLines, std::min(total, (i + 1) * kChunkLines)); };
  const auto take = [&](std::size_t i, Chunk chunk) -> Result<void> {
    const std::uint64_t rows = std::min(total, (i + 1) * kChunkLines) - i * kChunkLines;
    CS_TRY_VOID(lines_csv.write(chunk.lines.view(), rows));
    CS_TRY_VOID(truth_csv.write(chunk.truth.view(), rows));
    add(out.tally, chunk.tally);
    if (progress) progress("lines", i * kChunkLines + rows, total);
    if (log == nullptr) return {};
    CS_TRY_VOID(requests_csv->write(chunk.requests, rows));
    for (const OrderRecord& order : chunk.orders) log->add(order);
    return openings->write(chunk.openings, rows_of(chunk.openings));
  };
  CS_TRY_VOID(ordered_parallel<Chunk>((total + kChunkLines - 1) / kChunkLines, threads, make, take));

  for (FileWriter* file : {&lines_csv, &truth_csv}) {
    CS_TRY(facts, file->close());
    out.files.push_back(facts);
  }
  for (std::optional<FileWriter>* file : {&requests_csv, &openings}) {
    if (!*file) continue;
    CS_TRY(facts, (*file)->close());
    out.files.push_back(facts);
  }
  return out;
}

}  // namespace cs::population
