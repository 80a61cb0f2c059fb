// Which vector instructions the matcher uses: the widest of the machine, unless it is held to fewer. No answer depends on them.
//   Threads  hold_instructions() before the first line is matched, by one thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cs::match {

std::string_view instructions();                  // "AVX3", "SSE4"; "SCALAR" where there are none
std::vector<std::string> known_instructions();    // those that this machine has and this program was compiled for, the widest first
bool hold_instructions(std::string_view name);    // false: not among them; nothing is changed

}  // namespace cs::match
