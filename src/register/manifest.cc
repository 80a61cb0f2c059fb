#include "register/manifest.h"

#include <charconv>

namespace cs::registry {
namespace {

std::string number_line(std::string_view key, std::uint64_t value) { return std::string(key) + " " + std::to_string(value) + "\n"; }

std::string date_text(const std::optional<Date>& date) { return date ? date->text() : std::string("-"); }

std::string file_line(File file, const FileLine& line) {
  const FileShape& shape = file_shape(file);
  return "file " + std::string(shape.name) + " " + std::to_string(line.bytes) + " " + std::to_string(shape.element_bytes) + " " +
         std::to_string(line.count) + " " + to_hex(line.sha256) + "\n";
}

class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) {}

  Fault fault(std::string_view what) const { return malformed("manifest, line " + std::to_string(line_) + ": " + std::string(what)); }

  // The value of the next line, which must have this key.
  Result<std::string_view> value(std::string_view key) {
    ++line_;
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return fault("no line feed at its end");
    const std::string_view line = rest_.substr(0, end);
    if (line.size() < key.size() + 2 || line.substr(0, key.size()) != key || line[key.size()] != ' ')
      return fault("not the key " + std::string(key));
    rest_.remove_prefix(end + 1);
    return line.substr(key.size() + 1);
  }

  Result<std::uint64_t> number(std::string_view key) {
    CS_TRY(text, value(key));
    return number_of(text);
  }

  Result<std::uint64_t> number_of(std::string_view text) const {
    std::uint64_t out = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), out);
    if (end.ec != std::errc() || end.ptr != text.data() + text.size() || (text.size() > 1 && text[0] == '0')) return fault("not a number");
    return out;
  }

  // Nothing where "-" stands.
  Result<std::optional<Date>> date(std::string_view key) {
    CS_TRY(text, value(key));
    if (text == "-") return std::optional<Date>();
    const auto date = Date::parse(text);
    if (!date || date->text() != text) return fault("not a date");
    return std::optional<Date>(*date);
  }

  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  std::size_t line_ = 0;
};

Result<FileLine> read_file_line(LineReader& lines, File file) {
  CS_TRY(value, lines.value("file"));
  const FileShape& shape = file_shape(file);
  std::string_view rest = value;
  std::array<std::string_view, 5> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::size_t end = i + 1 < words.size() ? rest.find(' ') : rest.size();
    if (end == std::string_view::npos) return lines.fault("a file line has five values");
    words[i] = rest.substr(0, end);
    rest.remove_prefix(i + 1 < words.size() ? end + 1 : end);
  }
  if (words[0] != shape.name) return lines.fault("not the file " + std::string(shape.name));
  FileLine out;
  CS_TRY(bytes, lines.number_of(words[1]));
  CS_TRY(element, lines.number_of(words[2]));
  CS_TRY(count, lines.number_of(words[3]));
  const auto digest = digest_from_hex(words[4]);
  if (!digest) return lines.fault("not a digest");
  if (element != shape.element_bytes) return lines.fault("not this version's element size");
  out.bytes = bytes;
  out.count = count;
  out.sha256 = *digest;
  return out;
}

}  // namespace

bool is_software_name(std::string_view text) {
  if (text.empty() || text.size() > 100) return false;
  for (const char c : text)
    if (c < ' ' || c > '~') return false;
  return true;
}

std::string Manifest::head() const {
  std::string out = number_line("countersign-register", kFormatVersion);
  out += "software " + software + "\n";
  out += "as_of " + date_text(as_of) + "\n";
  out += number_line("rows_read", rows.read) + number_line("rows_stored", rows.stored);
  out += number_line("rows_merged", rows.merged) + number_line("rows_rejected", rows.rejected);
  out += number_line("records", records) + number_line("addresses", addresses) + number_line("blocks", blocks);
  out += number_line("tiles", tiles) + number_line("keys", keys);
  out += number_line("key.shortest", keys_as.shortest()) + "key.letters " + keys_as.letters() + "\n";
  out += "first_day " + date_text(first_day) + "\nlast_day " + date_text(last_day) + "\n";
  for (std::size_t i = 0; i < kDictionaryCount; ++i)
    out += number_line("seed." + std::string(dictionary_name(static_cast<Dictionary>(i))), seeds[i]);
  return out;
}

std::string Manifest::write() const {
  std::string out = head();
  for (std::size_t i = 0; i < kFileCount; ++i) out += file_line(file_at(i), files[i]);
  return out;
}

Result<Manifest> Manifest::parse(std::string_view text) {
  if (text.size() > kManifestBytesLimit) return limit_reached("manifest: longer than 16 KiB");
  LineReader lines(text);
  Manifest out;
  CS_TRY(version, lines.number("countersign-register"));
  if (version != kFormatVersion) return lines.fault("a format version that this software does not know");
  CS_TRY(software, lines.value("software"));
  if (!is_software_name(software)) return lines.fault("not a software name");
  out.software = software;
  CS_TRY(as_of, lines.date("as_of"));
  out.as_of = as_of;
  const std::array<std::pair<std::string_view, std::uint64_t*>, 9> numbers = {{
      {"rows_read", &out.rows.read}, {"rows_stored", &out.rows.stored}, {"rows_merged", &out.rows.merged},
      {"rows_rejected", &out.rows.rejected},
      {"records", &out.records}, {"addresses", &out.addresses}, {"blocks", &out.blocks}, {"tiles", &out.tiles}, {"keys", &out.keys}}};
  for (const auto& [key, into] : numbers) {
    CS_TRY(number, lines.number(key));
    *into = number;
  }
  CS_TRY(shortest, lines.number("key.shortest"));
  CS_TRY(letters, lines.value("key.letters"));
  const auto keys_as = KeyPattern::parse(shortest, letters);
  if (!keys_as) return lines.fault("not a pattern of keys");
  out.keys_as = *keys_as;
  CS_TRY(first_day, lines.date("first_day"));
  CS_TRY(last_day, lines.date("last_day"));
  if (first_day.has_value() != last_day.has_value() || (first_day && first_day->days > last_day->days)) return lines.fault("not a range of days");
  out.first_day = first_day, out.last_day = last_day;
  for (std::size_t i = 0; i < kDictionaryCount; ++i) {
    CS_TRY(seed, lines.number("seed." + std::string(dictionary_name(static_cast<Dictionary>(i)))));
    if (seed >= kSeedCount) return lines.fault("not a seed");
    out.seeds[i] = static_cast<std::uint32_t>(seed);
  }
  for (std::size_t i = 0; i < kFileCount; ++i) {
    CS_TRY(line, read_file_line(lines, file_at(i)));
    out.files[i] = line;
  }
  if (!lines.at_end()) return lines.fault("more after the last file");
  return out;
}

}  // namespace cs::registry
