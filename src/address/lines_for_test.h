// Files of tests/data for the tests of this room: CSV rows with quotes, tables between tabs, and lines of a packed file.
#pragma once

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace cs::address {

inline std::vector<std::string> csv_cells(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) cells.emplace_back();
    else cells.back().push_back(c);
  }
  return cells;
}

inline std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(std::string(CS_SOURCE_DIR "/tests/data/") + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

inline std::vector<std::string> lines_of_packed(const std::string& name) {
  const std::string command = "tar -xzOf '" CS_SOURCE_DIR "/tests/data/" + name + "'";
  std::string text;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text.push_back(static_cast<char>(c));
    pclose(pipe);
  }
  std::vector<std::string> lines(1);
  for (const char c : text) {
    if (c == '\n') lines.emplace_back();
    else lines.back().push_back(c);
  }
  return lines;
}

}  // namespace cs::address
