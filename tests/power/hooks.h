// What calls.cc tells the recorder. A hook runs the call itself, so that the order of the events is the order on the disk.
//   Threads  any.
#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

namespace cs::power {

bool is_recording();  // where it is not, nothing below is called
std::string path_at(int directory, const char* path);

int hook_open(const std::string& path, int flags, mode_t mode, const std::function<int()>& call);
int hook_make_directory(const std::string& path, mode_t mode, const std::function<int()>& call);
int hook_remove(const std::string& path, const std::function<int()>& call);
int hook_rename(const std::string& from, const std::string& to, const std::function<int()>& call);
ssize_t hook_write(int descriptor, const void* bytes, off_t at, const std::function<ssize_t()>& call);  // at < 0: where the file stands
int hook_cut(int descriptor, off_t size, const std::function<int()>& call);
int hook_sync(int descriptor, bool all, const std::function<int()>& call);
void hook_unseen(const char* call);  // one that no hook tells
void hook_close(int descriptor);

}  // namespace cs::power
