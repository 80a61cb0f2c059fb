// Charts as inline SVG: no script, no font and no picture from elsewhere; colors come from the page's style, and nothing is told by color
// alone (hatching, dashes, marks and words tell it too).
//   Shape    each function returns one <svg> with a title and a description for those who do not see it.
//   Units    shares between 0 and 1.
//   Threads  pure. The same bytes for the same input.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evaluation/report_counts.h"

namespace cs::evaluation {

std::string html_text(std::string_view text);    // < > & " '
std::string percent_text(double rate, int digits = -1);  // "98.6 %"; without digits as many as the rate needs
std::string count_text(std::uint64_t count);     // 3,000,000

// Rows of stacked shares: verified solid, review hatched, insufficient dotted, and a whisker for the limits of what is verified.
struct BarRow {
  std::string name;
  AnswerCounts answers;
  std::uint64_t of = 0;                          // lines that the shares are of: all, or the sufficient ones
};
struct BarChart {
  std::string title, description;
  std::vector<BarRow> rows;
  double axis_max = 1;
  std::optional<double> mark;                    // a line to read the bars against
  std::string mark_name;
};
std::string bar_chart(const BarChart& chart);

struct Series {
  std::string name;
  std::vector<std::pair<double, double>> points;
  int style = 0;                                 // 0 solid, 1 dashed, 2 marks alone
  std::vector<std::pair<double, double>> whiskers;  // low and high of each point; empty: none
};
struct LineChart {
  std::string title, description, x_name, y_name;
  double x_min = 0, x_max = 1, y_min = 0, y_max = 1;
  bool y_log = false;
  std::vector<Series> series;
  bool x_percent = false;
};
std::string line_chart(const LineChart& chart);

}  // namespace cs::evaluation
