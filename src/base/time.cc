#include "base/time.h"

#include <chrono>
#include <cstdio>

namespace cs {
namespace {

struct Civil {
  int year;
  int month;
  int day;
};

std::int32_t days_from_civil(Civil c) {
  const int y = c.month <= 2 ? c.year - 1 : c.year;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const int year_of_era = y - era * 400;
  const int day_of_year = (153 * (c.month > 2 ? c.month - 3 : c.month + 9) + 2) / 5 + c.day - 1;
  const int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil civil_from_days(std::int32_t days) {
  const std::int32_t z = days + 719468;
  const std::int32_t era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int32_t day_of_era = z - era * 146097;
  const std::int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t mp = (5 * day_of_year + 2) / 153;
  const int month = mp < 10 ? mp + 3 : mp - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day_of_year - (153 * mp + 2) / 5 + 1};
}

// Reads exactly `count` digits at `from`; -1 when one is no digit.
int digits(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void put_two(char* out, int value) {
  out[0] = static_cast<char>('0' + value / 10);
  out[1] = static_cast<char>('0' + value % 10);
}

}  // namespace

Result<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return malformed("date: not of the form YYYY-MM-DD");
  const Civil c{digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)};
  if (c.year < 1 || c.month < 1 || c.month > 12 || c.day < 1) return malformed("date: no such day");
  const Date date{days_from_civil(c)};
  const Civil back = civil_from_days(date.days);
  if (back.month != c.month || back.day != c.day) return malformed("date: no such day");
  return date;
}

Date Date::of(Instant instant) {
  const std::int64_t day_ms = 86'400'000;
  const std::int64_t floored = instant.ms >= 0 ? instant.ms / day_ms : -((-instant.ms + day_ms - 1) / day_ms);
  return {static_cast<std::int32_t>(floored)};
}

Date Date::civil(int year, int month, int day) { return {days_from_civil({year, month, day})}; }
int Date::year() const { return civil_from_days(days).year; }
int Date::month() const { return civil_from_days(days).month; }

std::string Date::text() const {
  const Civil c = civil_from_days(days);
  char out[24];
  if (c.year >= 0 && c.year <= 9999) {  // by hand: printf costs 0.1 us a date, and the commitment of each line holds three
    put_two(out, c.year / 100);
    put_two(out + 2, c.year % 100);
    out[4] = '-';
    put_two(out + 5, c.month);
    out[7] = '-';
    put_two(out + 8, c.day);
    return std::string(out, 10);
  }
  std::snprintf(out, sizeof out, "%04d-%02d-%02d", c.year, c.month, c.day);
  return out;
}

Result<Instant> Instant::parse(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
    return malformed("time: not of the form YYYY-MM-DDThh:mm:ssZ");
  CS_TRY(date, Date::parse(text.substr(0, 10)));
  const int hour = digits(text, 11, 2);
  const int minute = digits(text, 14, 2);
  const int second = digits(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return malformed("time: no such time of day");
  return date.midnight() + Span::hours(hour) + Span::minutes(minute) + Span::seconds(second);
}

std::string Instant::text() const {
  const Date date = Date::of(*this);
  const std::int64_t rest = (ms - date.midnight().ms) / 1000;
  char out[16];
  std::snprintf(out, sizeof out, "T%02d:%02d:%02dZ", static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60),
                static_cast<int>(rest % 60));
  return date.text() + out;
}

Result<Span> Span::parse(std::string_view text) {
  if (text.size() < 2 || text.size() > 8) return malformed("span: not a whole number followed by s, m, h or d");
  const int count = digits(text, 0, text.size() - 1);
  if (count < 0) return malformed("span: not a whole number followed by s, m, h or d");
  switch (text.back()) {
    case 's': return Span::seconds(count);
    case 'm': return Span::minutes(count);
    case 'h': return Span::hours(count);
    case 'd': return Span::days(count);
    default: return malformed("span: not a whole number followed by s, m, h or d");
  }
}

std::int64_t age_days(Date date, Instant now) {
  const std::int64_t ms = now.ms - date.midnight().ms;
  const std::int64_t day = 86'400'000;
  return ms >= 0 ? ms / day : -((-ms + day - 1) / day);
}

Instant SystemClock::now() {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace cs
