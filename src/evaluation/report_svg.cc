#include "evaluation/report_svg.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "evaluation/exact_bounds.h"

namespace cs::evaluation {
namespace {

std::string number(double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", std::fabs(x) < 0.05 ? 0.0 : x);
  return text;
}

std::string attribute(const char* name, const std::string& value) { return std::string(" ") + name + "=\"" + html_text(value) + "\""; }
std::string attribute(const char* name, double value) { return attribute(name, number(value)); }

std::string rectangle(const char* kind, double x, double y, double width, double height) {
  return std::string("<rect") + attribute("class", kind) + attribute("x", x) + attribute("y", y) + attribute("width", std::max(0.0, width)) + attribute("height", height) + "/>";
}

std::string stroke(const char* kind, double x1, double y1, double x2, double y2) {
  return std::string("<line") + attribute("class", kind) + attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2) + "/>";
}

std::string words(const char* kind, double x, double y, const char* anchor, const std::string& text) {
  return std::string("<text") + attribute("class", kind) + attribute("x", x) + attribute("y", y) + attribute("text-anchor", std::string(anchor)) + ">" + html_text(text) + "</text>";
}

std::string opened(const std::string& title, const std::string& description, double width, double height) {
  return "<svg role=\"img\" viewBox=\"0 0 " + number(width) + " " + number(height) + "\"" + attribute("aria-label", title + ". " + description) +
         "><title>" + html_text(title) + "</title>";
}

constexpr double kWidth = 760;

// ---- bars -------------------------------------------------------------------------------------------------------------------------------

constexpr double kNameWidth = 212, kValueWidth = 138, kRow = 22, kBar = 13, kHead = 30, kFoot = 8;

double bar_x(double share, double axis_max) {
  return kNameWidth + (kWidth - kNameWidth - kValueWidth) * std::min(1.0, share / axis_max);
}

std::string bar_axis(const BarChart& chart, double bottom) {
  std::string out;
  for (int i = 0; i <= 4; ++i) {
    const double share = chart.axis_max * i / 4, x = bar_x(share, chart.axis_max);
    out += stroke("grid", x, kHead - 6, x, bottom) + words("tick", x, kHead - 12, "middle", percent_text(share, chart.axis_max < 0.04 ? 2 : chart.axis_max < 0.4 ? 1 : 0));
  }
  if (chart.mark) {
    const double x = bar_x(*chart.mark, chart.axis_max);
    out += stroke("mark", x, kHead - 6, x, bottom);
  }
  return out;
}

std::string one_bar(const BarRow& row, double axis_max, double y) {
  const double of = static_cast<double>(std::max<std::uint64_t>(row.of, 1)), top = y + (kRow - kBar) / 2, middle = y + kRow / 2;
  std::string out = words("name", kNameWidth - 10, middle + 4, "end", row.name);
  double share = 0;
  for (const Answer answer : {Answer::kVerified, Answer::kReview, Answer::kInsufficient}) {
    if (answer == Answer::kInsufficient && row.of != row.answers.lines()) continue;
    const double next = share + static_cast<double>(row.answers.count(answer)) / of;
    const char* kind = answer == Answer::kVerified ? "bar-verified" : answer == Answer::kReview ? "bar-review" : "bar-short";
    if (next > share && share < axis_max) out += rectangle(kind, bar_x(share, axis_max), top, bar_x(next, axis_max) - bar_x(share, axis_max), kBar);
    share = next;
  }
  const std::uint64_t k = row.answers.count(Answer::kVerified);
  const Interval limits = interval(k, row.of);
  const double low = bar_x(limits.low, axis_max), high = bar_x(limits.high, axis_max);
  out += stroke("halo", low, middle, high, middle) + stroke("whisker", low, middle, high, middle) + stroke("whisker", low, middle - 4, low, middle + 4);
  if (limits.high <= axis_max) out += stroke("whisker", high, middle - 4, high, middle + 4);
  return out + words("value", kWidth, middle + 4, "end", row.of == 0 ? "no lines" : percent_text(static_cast<double>(k) / of) + "  " + count_text(k) + "/" + count_text(row.of));
}

// ---- lines ------------------------------------------------------------------------------------------------------------------------------

constexpr double kHeight = 340, kLeft = 78, kRight = 20, kTop = 18, kBottom = 52;

class Plane {
 public:
  explicit Plane(const LineChart& chart) : chart_(chart) {}
  double x(double value) const { return kLeft + (kWidth - kLeft - kRight) * clamped((value - chart_.x_min) / (chart_.x_max - chart_.x_min)); }
  double y(double value) const {
    const double at = chart_.y_log ? (std::log10(std::max(value, chart_.y_min)) - std::log10(chart_.y_min)) / (std::log10(chart_.y_max) - std::log10(chart_.y_min))
                                   : (value - chart_.y_min) / (chart_.y_max - chart_.y_min);
    return kHeight - kBottom - (kHeight - kTop - kBottom) * clamped(at);
  }

 private:
  static double clamped(double at) { return std::min(1.0, std::max(0.0, at)); }
  const LineChart& chart_;
};

double tick_step(double span) {
  const double rough = span / 8, power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= rough) return factor * power;
  return 10 * power;
}

std::string axes(const LineChart& chart, const Plane& plane) {
  std::string out;
  const double left = kLeft, right = kWidth - kRight, bottom = kHeight - kBottom;
  if (chart.y_log) {
    for (double value = chart.y_min; value <= chart.y_max * 1.01; value *= 10)
      out += stroke("grid", left, plane.y(value), right, plane.y(value)) + words("tick", left - 8, plane.y(value) + 4, "end", percent_text(value, value >= 0.0099 ? 0 : -1));
  } else {
    for (int i = 0; i <= 4; ++i) {
      const double value = chart.y_min + (chart.y_max - chart.y_min) * i / 4;
      out += stroke("grid", left, plane.y(value), right, plane.y(value)) + words("tick", left - 8, plane.y(value) + 4, "end", percent_text(value, 0));
    }
  }
  const double step = tick_step(chart.x_max - chart.x_min);
  for (double value = std::ceil(chart.x_min / step - 1e-9) * step; value <= chart.x_max + 1e-9; value += step) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", std::fabs(value) < step / 1e6 ? 0.0 : value);
    out += stroke("grid", plane.x(value), bottom, plane.x(value), bottom + 5) +
           words("tick", plane.x(value), bottom + 18, "middle", chart.x_percent ? percent_text(std::fabs(value), step < 0.01 ? 1 : 0) : std::string(text));
  }
  out += stroke("axis", left, bottom, right, bottom);
  out += words("axis-name", (left + right) / 2, kHeight - 8, "middle", chart.x_name);
  return out + "<text class=\"axis-name\" text-anchor=\"middle\" transform=\"translate(16 " + number((kTop + bottom) / 2) + ") rotate(-90)\">" + html_text(chart.y_name) + "</text>";
}

std::string mark_of(int style, double x, double y) {
  if (style == 0) return "<circle class=\"mark-0\"" + attribute("cx", x) + attribute("cy", y) + " r=\"3.2\"/>";
  if (style == 1) return rectangle("mark-1", x - 3.2, y - 3.2, 6.4, 6.4);
  return "<path class=\"mark-2\" d=\"M" + number(x) + " " + number(y - 6) + "l6 10h-12z\"/>";
}

std::string drawn(const Series& series, const Plane& plane) {
  std::string out, path;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const double x = plane.x(series.points[i].first), y = plane.y(series.points[i].second);
    path += (path.empty() ? "M" : "L") + number(x) + " " + number(y);
    if (i < series.whiskers.size()) {
      const double low = plane.y(series.whiskers[i].first), high = plane.y(series.whiskers[i].second);
      out += stroke("whisker", x, low, x, high) + stroke("whisker", x - 3, low, x + 3, low) + stroke("whisker", x - 3, high, x + 3, high);
    }
    if (series.style == 2 || !series.whiskers.empty() || series.points.size() <= 40) out += mark_of(series.style, x, y);
  }
  const std::string line = series.style == 2 || path.empty() ? "" : "<path class=\"series-" + std::to_string(series.style) + "\" d=\"" + path + "\"/>";
  return line + out;
}

std::string legend(const std::vector<Series>& all) {
  std::string out = "<p class=\"legend\">";
  for (const Series& series : all) {
    out += "<span><svg aria-hidden=\"true\" viewBox=\"0 0 34 14\" class=\"key\">";
    if (series.style != 2) out += "<path class=\"series-" + std::to_string(series.style) + "\" d=\"M1 7L33 7\"/>";
    out += mark_of(series.style, 17, 7) + "</svg> " + html_text(series.name) + "</span>";
  }
  return out + "</p>";
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else if (c == '\'') out += "&#39;";
    else out += c;
  }
  return out;
}

std::string percent_text(double rate, int digits) {
  char text[48];
  const double percent = rate * 100;
  const double to_edge = std::min(percent, 100 - percent);  // near 0 and near 100 the digits that tell it from them
  if (digits < 0) digits = to_edge <= 0 ? 0 : to_edge >= 1 ? 1 : to_edge >= 0.1 ? 2 : static_cast<int>(std::ceil(-std::log10(to_edge))) + 1;
  std::snprintf(text, sizeof text, "%.*f", digits, percent);
  std::string out = text;
  if (digits > 2) out.erase(out.find_last_not_of('0') + 1);
  return out + "\u00a0%";
}

std::string count_text(std::uint64_t count) {
  std::string out = std::to_string(count);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string bar_chart(const BarChart& chart) {
  const double bottom = kHead + kRow * static_cast<double>(chart.rows.size());
  std::string out = opened(chart.title, chart.description, kWidth, bottom + kFoot) + bar_axis(chart, bottom);
  double y = kHead;
  for (const BarRow& row : chart.rows) {
    out += one_bar(row, chart.axis_max, y);
    y += kRow;
  }
  return out + "</svg>";
}

std::string line_chart(const LineChart& chart) {
  const Plane plane(chart);
  std::string out = opened(chart.title, chart.description, kWidth, kHeight) + axes(chart, plane);
  for (const Series& series : chart.series) out += drawn(series, plane);
  return out + "</svg>" + legend(chart.series);
}

}  // namespace cs::evaluation
