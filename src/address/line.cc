#include "address/line.h"

#include <array>

#include "address/text.h"

namespace cs::address {
namespace {

enum class Kind : std::uint8_t { kSpace, kLetter, kDigit, kDrop, kPeriod, kHyphen, kSlash, kComma, kSemicolon, kHash, kAnd, kWild, kPercent, kStray };

constexpr std::array<Kind, 256> make_kinds() {
  std::array<Kind, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) {
    const bool letter = c >= 128 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    table[c] = letter ? Kind::kLetter : c >= '0' && c <= '9' ? Kind::kDigit : Kind::kSpace;
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

constexpr std::array<char, 256> make_upper() {
  std::array<char, 256> table{};
  for (std::size_t c = 0; c < 256; ++c) table[c] = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return table;
}
constexpr std::array<char, 256> kUpper = make_upper();

char upper(char c) { return kUpper[static_cast<unsigned char>(c)]; }
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
  if (word.size() == 4 && word.substr(1) == "/10") return word[0] >= '1' && word[0] <= '9';
  if (word.size() != 3 || word[1] != '/') return false;
  const char below = word[2];
  return word[0] < below && word[0] != '0' && (below == '2' || below == '3' || below == '4' || below == '8');
}

using Kinds = std::uint32_t;
constexpr Kinds bit(Kind kind) { return Kinds{1} << static_cast<unsigned>(kind); }

Kinds kinds_in(std::string_view word) {
  Kinds out = 0;
  for (const char c : word) out |= bit(kind_of(c));
  return out;
}

void describe(std::string_view word, Kinds kinds, Token& token) {
  const bool any_digit = (kinds & bit(Kind::kDigit)) != 0, digits = kinds == bit(Kind::kDigit), letters = kinds == bit(Kind::kLetter);
  token.text = word;
  token.facts = &(any_digit ? unknown_word() : word_facts(word));  // no word of the tables holds a digit
  token.has_digit = any_digit;
  token.all_digits = digits;
  token.all_letters = letters;
  token.ordinal = any_digit && !digits && is_ordinal(word);
  token.fraction = any_digit && !digits && is_fraction(word);
  token.used = false;
}

// Cuts one field. Writes its words, in upper case, one behind the other from `out` on, and hands each to `giver`.
class Giver {
 public:
  Giver(Line& line, Field field) : line_(line), tokens_(line.tokens()), field_(field) {}

  void give(std::string_view word, Kinds kinds, bool breaks) {
    if (tokens_.full()) {
      line_.too_long = true;
      return;
    }
    Token& token = tokens_.add();
    describe(word, kinds, token);
    token.field = field_;
    token.at = static_cast<std::uint8_t>(tokens_.size() - 1);
    token.breaks = breaks || reopened_break_;
    reopened_break_ = false;
    if (token.has_digit && !token.all_digits && !token.fraction && holds(word, '/')) line_.list = true;
    line_.roles |= token.facts->roles;
  }

  char* take_back(char* end) {
    const std::string_view text = tokens_.back().text;
    reopened_break_ = tokens_.back().breaks;
    tokens_.pop_back();
    return end - text.size();
  }

 private:
  Line& line_;
  Tokens& tokens_;
  Field field_;
  bool reopened_break_ = false;
};

class Cutter {
 public:
  Cutter(std::string_view text, char* out, Line& line, Field field) : text_(text), line_(line), giver_(line, field), begin_(out), out_(out) {}

  // Where the words end.
  char* run() {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const Kind kind = kind_of(text_[at_]);
      if (is_word(kind)) write_word();
      else step(kind);
    }
    close();
    return out_;
  }

 private:
  Kind next_kind() const { return at_ + 1 < text_.size() ? kind_of(text_[at_ + 1]) : Kind::kSpace; }
  Kind last_kind() const { return out_ != begin_ ? kind_of(out_[-1]) : Kind::kSpace; }
  std::size_t length() const { return static_cast<std::size_t>(out_ - begin_); }
  // The letters and digits from here to the last of them. By copies of the members: a character that is written might be one of them, and the
  // compiler would read them all again for each.
  void write_word() {
    const char* from = text_.data() + at_;
    const char* const end = text_.data() + text_.size();
    char* out = out_;
    Kinds kinds = kinds_;
    for (Kind kind = kind_of(*from); is_word(kind); kind = kind_of(*from)) {
      *out++ = upper(*from);
      kinds |= bit(kind);
      if (++from == end) break;
    }
    at_ = static_cast<std::size_t>(from - text_.data()) - 1;
    out_ = out;
    kinds_ = kinds;
  }
  void write(char c) {
    *out_++ = c;
    kinds_ |= bit(kind_of(c));
  }

  void step(Kind kind) {
    switch (kind) {
      case Kind::kLetter: case Kind::kDigit: return write(upper(text_[at_]));
      case Kind::kDrop: return;
      case Kind::kPeriod: return period();
      case Kind::kHyphen: return hyphen();
      case Kind::kSlash: return slash();
      case Kind::kSpace: return close();
      case Kind::kComma: close(); broken_ = true; return;
      case Kind::kSemicolon: return semicolon();
      case Kind::kHash: return hash();
      case Kind::kAnd: return last_kind() == Kind::kLetter && next_kind() == Kind::kLetter ? write('&') : sign('&');
      case Kind::kWild: line_.wildcard = true; return close();
      case Kind::kPercent: return sign('%');
      case Kind::kStray: line_.stray = true; return close();
    }
  }

  void period() {
    if (last_kind() == Kind::kDigit && next_kind() == Kind::kDigit) write('.');
    else if (last_kind() == Kind::kLetter && next_kind() == Kind::kLetter && length() >= 2) close();  // "ST.LOUIS"; not "P.O."
  }

  void hyphen() {
    if (is_word(last_kind()) && is_word(next_kind())) return write('-');
    // "12 - 40" is 12-40; any other lone hyphen is a space.
    const std::size_t next = text_.find_first_not_of(" -", at_);
    const bool number_after = next != std::string_view::npos && kind_of(text_[next]) == Kind::kDigit;
    const bool number_before = out_ == begin_ && last_digits_end_ == out_;
    if (number_before && number_after && joinable_) {
      joinable_ = false;
      reopen();
      write('-');
      at_ = next - 1;
      return;
    }
    close();
  }

  void slash() {
    const bool care = length() == 1 && out_[-1] == 'C' && at_ + 1 < text_.size() && upper(text_[at_ + 1]) == 'O';
    if (care) return write('/');
    if (last_kind() == Kind::kDigit && next_kind() == Kind::kDigit) return write('/');
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
    sign('#');
  }

  void sign(char c) {
    close();
    write(c);
    close();
  }

  void close() {
    if (out_ == begin_) return;
    const std::string_view word(begin_, length());
    const bool hyphened = (kinds_ & bit(Kind::kHyphen)) != 0;
    if (hyphened && splits(word)) {
      const std::size_t hyphen = word.find('-');
      give(word.substr(0, hyphen), kinds_in(word.substr(0, hyphen)));
      begin_ += hyphen + 1;
      kinds_ = kinds_in({begin_, length()});
      return close();
    }
    if (const std::size_t glued = glued_word(word, kinds_); glued != 0) {
      give(word.substr(0, glued), bit(Kind::kLetter));
      begin_ += glued;
      kinds_ = kinds_in({begin_, length()});
      return close();
    }
    give(word, kinds_);
    joinable_ = kinds_ == bit(Kind::kDigit);
    kinds_ = 0;
    last_digits_end_ = out_;
    begin_ = out_;
  }

  // APT4, STE4B, RR4, POBOX12: where the number begins that somebody wrote without a space; 0 in any other word.
  static std::size_t glued_word(std::string_view word, Kinds kinds) {
    if ((kinds & bit(Kind::kLetter)) == 0 || (kinds & bit(Kind::kDigit)) == 0 || kind_of(word[0]) != Kind::kLetter) return 0;
    std::size_t letters = 0;
    while (kind_of(word[letters]) == Kind::kLetter) ++letters;
    for (const std::string_view known : {"APT", "UNIT", "STE", "SUITE", "LOT", "BLDG", "TRLR", "SPC", "RM", "ROOM", "PH", "RR", "HC", "BOX", "POBOX"})
      if (word.substr(0, letters) == known) return letters;
    return 0;
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

  void give(std::string_view word, Kinds kinds) {
    giver_.give(word, kinds, broken_);
    ++given_;
    broken_ = false;
  }

  // Takes the last word back, to go on writing it.
  void reopen() {
    begin_ = giver_.take_back(out_);
    kinds_ = kinds_in({begin_, length()});
    --given_;
  }

  std::string_view text_;
  Line& line_;
  Giver giver_;
  char* begin_;               // of the word that is being written
  char* out_;
  char* last_digits_end_ = nullptr;
  std::size_t at_ = 0, given_ = 0;
  Kinds kinds_ = 0;           // of the characters of that word
  bool broken_ = true, joinable_ = false;
};

constexpr std::size_t kFieldBytesMax = 1024;  // 100 code points many times over; a longer field is no address

}  // namespace

Line::Line(std::size_t bytes_expected) : next_(small_), limit_(small_ + sizeof small_) {
  const std::size_t room = bytes_expected * 3 + 64;  // folding may lengthen a text
  if (room <= sizeof small_) return;
  large_.resize(room);
  next_ = large_.data();
  limit_ = next_ + room;
}

void Line::add(std::string_view raw, Field field) {
  if (raw.empty()) return;
  if (raw.size() > kFieldBytesMax) too_long = true;
  raw = raw.substr(0, kFieldBytesMax);
  const bool plain = is_plain_ascii(raw);
  const std::string folded = plain ? std::string() : fold(raw);
  const std::string_view text = plain ? raw : std::string_view(folded);
  if (text.size() + 8 > static_cast<std::size_t>(limit_ - next_)) {
    too_long = true;  // tokens point into the text, which must not move
    return;
  }
  next_ = Cutter(text, next_, *this, field).run();
}

}  // namespace cs::address
