#include "address/line.h"

#include <array>

#include "base/limits.h"

namespace cs::address {
namespace {

enum class Kind : std::uint8_t { kSpace, kLetter, kDigit, kDrop, kPeriod, kHyphen, kSlash, kComma, kSemicolon, kHash, kAnd, kWild, kPercent, kStray };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) {
    table[c] = c >= 128 || (c >= 'A' && c <= 'Z') ? Kind::kLetter : c >= '0' && c <= '9' ? Kind::kDigit : Kind::kSpace;
  }
  table['\''] = table['`'] = table['"'] = Kind::kDrop;
  table['.'] = Kind::kPeriod;
  table['-'] = Kind::kHyphen;
  table['/'] = Kind::kSlash;
  table[','] = table['|'] = Kind::kComma;
  table[';'] = Kind::kSemicolon;
  table['#'] = Kind::kHash;
  table['&'] = Kind::kAnd;
  table['*'] = table['?'] = Kind::kWild;
  table['%'] = Kind::kPercent;
  for (const char c : {'=', '<', '>', '\\', '{', '}', '^', '~', '$', '!'}) table[static_cast<std::size_t>(c)] = Kind::kStray;
  return table;
}
constexpr std::array<Kind, 256> kKinds = make_kinds();

Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }
bool is_word(Kind kind) { return kind == Kind::kLetter || kind == Kind::kDigit; }

bool is_ordinal(std::string_view word) {
  if (word.size() < 3 || kind_of(word[word.size() - 3]) != Kind::kDigit) return false;
  const std::string_view end = word.substr(word.size() - 2);
  if (end != "TH" && end != "ST" && end != "ND" && end != "RD") return false;
  for (const char c : word.substr(0, word.size() - 2)) {
    if (kind_of(c) != Kind::kDigit) return false;
  }
  return true;
}

// 1/2, 3/4: a fraction of a house number. 12/14 is two numbers.
bool is_fraction(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash != 1 || word.size() != 3) return false;
  const char below = word[2];
  return word[0] < below && word[0] != '0' && (below == '2' || below == '3' || below == '4' || below == '8');
}

Token describe(std::string_view word) {
  Token token;
  token.text = word;
  token.facts = &word_facts(word);
  bool digits = true, letters = true;
  for (const char c : word) {
    const Kind kind = kind_of(c);
    token.has_digit |= kind == Kind::kDigit;
    digits &= kind == Kind::kDigit;
    letters &= kind == Kind::kLetter;
  }
  token.all_digits = digits;
  token.all_letters = letters;
  token.ordinal = token.has_digit && is_ordinal(word);
  token.fraction = token.has_digit && is_fraction(word);
  return token;
}

// Cuts one folded field. Writes words into `out` (which never moves: its room is reserved) and hands each to `give`.
template <typename Give>
class Cutter {
 public:
  Cutter(std::string_view text, std::string& out, Line& line, Give give) : text_(text), out_(out), line_(line), give_(give), begin_(out.size()) {}

  void run() {
    for (at_ = 0; at_ < text_.size(); ++at_) step(kind_of(text_[at_]));
    close();
  }

 private:
  Kind next_kind() const { return at_ + 1 < text_.size() ? kind_of(text_[at_ + 1]) : Kind::kSpace; }
  Kind last_kind() const { return out_.size() > begin_ ? kind_of(out_.back()) : Kind::kSpace; }

  void step(Kind kind) {
    switch (kind) {
      case Kind::kLetter: case Kind::kDigit: return out_.push_back(text_[at_]);
      case Kind::kDrop: return;
      case Kind::kPeriod: return period();
      case Kind::kHyphen: return hyphen();
      case Kind::kSlash: return slash();
      case Kind::kSpace: return close();
      case Kind::kComma: close(); broken_ = true; return;
      case Kind::kSemicolon: return semicolon();
      case Kind::kHash: return hash();
      case Kind::kAnd: return last_kind() == Kind::kLetter && next_kind() == Kind::kLetter ? out_.push_back('&') : sign("&");
      case Kind::kWild: line_.wildcard = true; return close();
      case Kind::kPercent: return sign("%");
      case Kind::kStray: line_.stray = true; return close();
    }
  }

  void period() {
    if (last_kind() == Kind::kDigit && next_kind() == Kind::kDigit) out_.push_back('.');
    else if (last_kind() == Kind::kLetter && next_kind() == Kind::kLetter && out_.size() - begin_ >= 2) close();  // "ST.LOUIS"; not "P.O."
  }

  void hyphen() {
    if (is_word(last_kind()) && is_word(next_kind())) return out_.push_back('-');
    // "12 - 40" is 12-40; any other lone hyphen is a space.
    const std::size_t next = text_.find_first_not_of(" -", at_);
    const bool number_after = next != std::string_view::npos && kind_of(text_[next]) == Kind::kDigit;
    const bool number_before = out_.size() == begin_ && last_digits_end_ == out_.size() && last_digits_end_ != 0;
    if (number_before && number_after && joinable_) {
      joinable_ = false;
      reopen();
      out_.push_back('-');
      at_ = next - 1;
      return;
    }
    close();
  }

  void slash() {
    const bool care = out_.size() - begin_ == 1 && out_.back() == 'C' && at_ + 1 < text_.size() && text_[at_ + 1] == 'O';
    if (care) return out_.push_back('/');
    if (last_kind() == Kind::kDigit && next_kind() == Kind::kDigit) return out_.push_back('/');
    if (next_kind() == Kind::kSlash) line_.stray = true;
    close();
  }

  void semicolon() {
    close();
    broken_ = true;
    const std::size_t next = text_.find_first_not_of(' ', at_ + 1);
    if (next != std::string_view::npos && kind_of(text_[next]) == Kind::kDigit && given_ != 0) line_.list = true;
  }

  // "#4" and "##C304" are numbers; "12##" and a lone "##" stand for digits that somebody left out.
  void hash() {
    const bool glued_to_digit = last_kind() == Kind::kDigit;
    const bool several = next_kind() == Kind::kHash;
    while (next_kind() == Kind::kHash) ++at_;
    const bool number_after = is_word(next_kind());
    if ((glued_to_digit || several) && !number_after) line_.wildcard = true;
    sign("#");
  }

  void sign(std::string_view text) {
    close();
    out_.append(text);
    close();
  }

  void close() {
    if (out_.size() == begin_) return;
    const std::string_view word = std::string_view(out_).substr(begin_);
    const std::size_t hyphen = word.find('-');
    if (hyphen != std::string_view::npos && splits(word)) {
      give(word.substr(0, hyphen));
      begin_ += hyphen + 1;
      return close();
    }
    give(word);
    joinable_ = word.find_first_not_of("0123456789") == std::string_view::npos;
    last_digits_end_ = out_.size();
    begin_ = out_.size();
  }

  // WILKES-BARRE, TWENTY-FIRST, 123-1/2: a hyphen between two longer words, or before a fraction, is a space.
  static bool splits(std::string_view word) {
    if (is_fraction(word.substr(word.find('-') + 1))) return true;
    std::size_t part = 0;
    for (const char c : word) {
      if (kind_of(c) == Kind::kDigit) return false;
      if (c == '-' && part < 2) return false;
      part = c == '-' ? 0 : part + 1;
    }
    return part >= 2;
  }

  void give(std::string_view word) {
    give_(word, broken_);
    ++given_;
    broken_ = false;
  }

  // Takes the last word back, to go on writing it.
  void reopen() {
    begin_ = give_.take_back();
    --given_;
  }

  std::string_view text_;
  std::string& out_;
  Line& line_;
  Give give_;
  std::size_t begin_, at_ = 0, last_digits_end_ = 0, given_ = 0;
  bool broken_ = true, joinable_ = false;
};

struct Giver {
  std::vector<Token>* tokens;
  const std::string* text;
  Line* line;
  Field field;
  bool reopened_break = false;

  void operator()(std::string_view word, bool breaks) {
    if (tokens->size() >= limits::kAddressTokensMax) {
      line->too_long = true;
      return;
    }
    Token token = describe(word);
    token.field = field;
    token.breaks = breaks || reopened_break;
    reopened_break = false;
    if (token.has_digit && word.find('/') != std::string_view::npos && !token.fraction) line->list = true;
    tokens->push_back(token);
  }

  std::size_t take_back() {
    const std::size_t begin = static_cast<std::size_t>(tokens->back().text.data() - text->data());
    reopened_break = tokens->back().breaks;
    tokens->pop_back();
    return begin;
  }
};

constexpr std::size_t kFieldBytesMax = 1024;  // 100 code points many times over; a longer field is no address

}  // namespace

void Line::add(std::string_view raw, Field field) {
  if (raw.size() > kFieldBytesMax) too_long = true;
  const std::string folded = fold(raw.substr(0, kFieldBytesMax));
  if (text_.size() + folded.size() * 2 + 8 > text_.capacity()) {
    too_long = true;  // tokens point into the text, which must not move
    return;
  }
  if (tokens_.capacity() == 0) tokens_.reserve(limits::kAddressTokensMax);
  Cutter cutter(folded, text_, *this, Giver{&tokens_, &text_, this, field});
  cutter.run();
}

}  // namespace cs::address
