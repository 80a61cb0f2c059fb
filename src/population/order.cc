#include "population/order.h"

#include <algorithm>

#include "base/check.h"
#include "crypto/digest.h"
#include "population/output.h"
#include "population/terms_text.h"

namespace cs::population {
namespace {

constexpr std::uint32_t kFinalAgeMin = 91;  // so that an order is old enough for an agreement that asks for more than 90 days

void append_hex(std::string& out, ByteView bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

template <std::size_t N>
void append_texts(std::string& out, const std::array<std::string_view, N>& texts, std::size_t count) {
  out += '[';
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) out += ',';
    append_json(out, texts[i]);
  }
  out += ']';
}

void put_word(std::uint8_t* out, std::uint32_t word) {
  for (int i = 0; i < 4; ++i) out[i] = static_cast<std::uint8_t>(word >> (8 * i));
}

}  // namespace

std::string_view order_status_text(OrderStatus status) {
  switch (status) {
    case OrderStatus::kFinal: return "final";
    case OrderStatus::kNotFinal: return "not_final";
    case OrderStatus::kBarred: return "barred";
    case OrderStatus::kEnded: return "ended";
    case OrderStatus::kUnknown: return "unknown";
  }
  return "";
}

OrderBook::OrderBook(const Prf& prf, const Assumed& assumed, Instant as_of) : prf_(prf), assumed_(assumed), today_(Date::of(as_of)) {}

OrderStatus OrderBook::draw_status(Draws& draws) const {
  const std::uint32_t drawn = draws.below(10'000);
  const Assumed& a = assumed_;
  if (drawn < a.order_not_final) return OrderStatus::kNotFinal;
  if (drawn < a.order_not_final + a.order_barred) return OrderStatus::kBarred;
  if (drawn < a.order_not_final + a.order_barred + a.order_ended) return OrderStatus::kEnded;
  return drawn < a.order_not_final + a.order_barred + a.order_ended + a.order_unknown ? OrderStatus::kUnknown : OrderStatus::kFinal;
}

OrderStatus OrderBook::status(std::uint64_t line_entity) const {
  Draws draws(prf_, Stream::kOrder, line_entity);
  return draw_status(draws);
}

OrderFacts OrderBook::facts(std::uint64_t line_entity) const {
  Draws draws(prf_, Stream::kOrder, line_entity);
  const auto days_ago = [&](std::uint32_t days) { return Date{today_.days - static_cast<std::int32_t>(days)}; };
  OrderFacts out;
  const Assumed& a = assumed_;
  out.status = draw_status(draws);
  out.has_final = out.status != OrderStatus::kNotFinal;
  const std::uint32_t age = kFinalAgeMin + draws.below(910);
  out.final_on = days_ago(age);
  out.entered_on = days_ago(age + 30 + draws.below(700));
  const std::uint32_t first_event = 3 + draws.below(age - 4);   // 3 .. age - 2 days ago
  const std::uint32_t second_event = 2 + draws.below(first_event - 2);
  out.barred_on = days_ago(first_event);
  out.ended_on = days_ago(first_event);
  out.lifted_on = days_ago(second_event);
  out.corrected_on = days_ago(second_event);
  out.lifted = draws.in_ten_thousand(a.order_lifted) && out.status == OrderStatus::kFinal;
  out.corrected = draws.in_ten_thousand(a.order_corrected) && out.status == OrderStatus::kFinal && !out.lifted;
  out.second = draws.in_ten_thousand(a.order_second);
  return out;
}

OrderFacts OrderBook::second_facts(std::uint64_t line_entity) const {
  OrderFacts out = facts(line_entity);
  out.status = OrderStatus::kFinal;
  out.has_final = true;
  out.lifted = out.corrected = out.second = false;
  out.entered_on.days -= 30;
  out.final_on.days -= 20;
  return out;
}

std::array<std::uint8_t, 16> OrderBook::number(std::uint64_t line_entity, std::uint32_t which) const {
  const PhiloxBlock block = prf_.block(Stream::kOrderNumber, line_entity, which);
  std::array<std::uint8_t, 16> out;
  for (std::size_t i = 0; i < 4; ++i) put_word(&out[4 * i], block[i]);
  return out;
}

std::array<std::uint8_t, 16> OrderBook::subject(std::uint64_t line_entity) const {
  const PhiloxBlock block = prf_.block(Stream::kSubject, line_entity, 0);
  std::array<std::uint8_t, 16> out;
  for (std::size_t i = 0; i < 4; ++i) put_word(&out[4 * i], block[i]);
  return out;
}

Digest OrderBook::digest_of(Stream stream, std::uint64_t entity, std::uint64_t from) const {
  Digest out;
  for (std::size_t half = 0; half < 2; ++half) {
    const PhiloxBlock block = prf_.block(stream, entity, from + half);
    for (std::size_t i = 0; i < 4; ++i) put_word(&out[16 * half + 4 * i], block[i]);
  }
  return out;
}

Digest OrderBook::salt(std::uint64_t line_entity, std::uint32_t which) const { return digest_of(Stream::kSalt, line_entity, std::uint64_t{which} * 2); }
Digest OrderBook::cause_salt(std::uint64_t line_entity, std::uint32_t kind) const { return digest_of(Stream::kCause, line_entity, std::uint64_t{kind} * 2); }

Instant OrderBook::recorded_at(std::uint64_t line_entity, std::uint32_t which, std::uint32_t kind, Date day) const {
  const PhiloxBlock block = prf_.block(Stream::kOrder, line_entity, 1'000 + std::uint64_t{which} * 16 + kind);
  return day.midnight() + Span::hours(8) + Span{static_cast<std::int64_t>((std::uint64_t{block[0]} * 36'000'000) >> 32)};
}

NameParts parts_of(const LineView& line) {
  NameParts out;
  out.suffix = line.suffix;
  out.given[out.givens++] = line.first;
  if (!line.middle.empty()) out.given[out.givens++] = line.middle;
  std::string_view rest = line.last;
  while (!rest.empty() && out.families < out.family.size()) {
    const std::size_t space = out.families + 1 < out.family.size() ? std::min(rest.find(' '), rest.size()) : rest.size();
    out.family[out.families++] = rest.substr(0, space);
    rest.remove_prefix(std::min(rest.size(), space + 1));
  }
  return out;
}

OpeningWriter::OpeningWriter() : issuer_(TermsText::agreement().one("issuer")), type_(TermsText::agreement().one("order_type")) {}

Digest OpeningWriter::commitment(const Digest& salt, std::string_view docket, Date entered_on, const NameParts& name, Date born) {
  std::string day, birthday;
  append_date(day, entered_on);
  append_date(birthday, born);
  cbor_.clear();
  cbor_.list(6).text(issuer_).text(docket).text(type_).text(day).list(1).list(3).list(name.families);
  for (std::size_t i = 0; i < name.families; ++i) cbor_.text(name.family[i]);
  cbor_.list(name.givens);
  for (std::size_t i = 0; i < name.givens; ++i) cbor_.text(name.given[i]);
  cbor_.text(name.suffix).text(birthday);
  return crypto::commit("order", salt, cbor_.data());
}

void OpeningWriter::append(std::string& out, const std::array<std::uint8_t, 16>& number, const Digest& salt, std::string_view docket,
                           const OrderFacts& facts, const NameParts& name, Date born) const {
  out += "{\"order\":\"";
  append_hex(out, number);
  out += "\",\"issuer\":";
  append_json(out, issuer_);
  out += ",\"docket\":";
  append_json(out, docket);
  out += ",\"type\":";
  append_json(out, type_);
  out += ",\"entered_on\":\"";
  append_date(out, facts.entered_on);
  out += "\",\"final_on\":";
  if (facts.has_final) {
    out += '"';
    append_date(out, facts.final_on);
    out += '"';
  } else {
    out += "null";
  }
  out += ",\"salt\":\"";
  append_hex(out, salt);
  out += "\",\"names\":[{\"family\":";
  append_texts(out, name.family, name.families);
  out += ",\"given\":";
  append_texts(out, name.given, name.givens);
  out += ",\"suffix\":";
  append_json(out, name.suffix);
  out += "}],\"born\":\"";
  append_date(out, born);
  out += "\"}\n";
}

void append_date(std::string& out, Date date) {
  const int year = date.year();
  const int month = date.month();
  const int day = date.days - Date::civil(year, month, 1).days + 1;
  CS_DCHECK(year >= 1000 && year <= 9999, "a date of ours has a year of four digits");
  const char text[] = {static_cast<char>('0' + year / 1000), static_cast<char>('0' + year / 100 % 10), static_cast<char>('0' + year / 10 % 10),
                       static_cast<char>('0' + year % 10),   '-', static_cast<char>('0' + month / 10), static_cast<char>('0' + month % 10),
                       '-', static_cast<char>('0' + day / 10), static_cast<char>('0' + day % 10)};
  out.append(text, sizeof text);
}

}  // namespace cs::population
