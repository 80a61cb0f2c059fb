/* Preloaded by tools/fault_matrix: the write with number FAULT_WRITE, counted over write, pwrite and pwrite64 of the whole process on files that
 * are no terminal and no pipe, writes half of what it was given. With FAULT_THEN=full every later one finds the disk full. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>

static atomic_long written;

/* 0: as asked; 1: half; 2: no room. */
static int fate(int descriptor) {
  struct stat status;
  const char* wanted = getenv("FAULT_WRITE");
  const char* then = getenv("FAULT_THEN");
  if (wanted == NULL || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  long number = atomic_fetch_add(&written, 1) + 1;
  if (number == atol(wanted)) return 1;
  return number > atol(wanted) && then != NULL ? 2 : 0;
}

typedef ssize_t Pwrite(int, const void*, size_t, off_t);
typedef ssize_t Write(int, const void*, size_t);

static ssize_t placed(const char* name, int descriptor, const void* bytes, size_t size, off_t at) {
  Pwrite* real = (Pwrite*)dlsym(RTLD_NEXT, name);
  switch (fate(descriptor)) {
    case 1: return real(descriptor, bytes, size / 2, at);
    case 2: errno = ENOSPC; return -1;
    default: return real(descriptor, bytes, size, at);
  }
}

ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) { return placed("pwrite", descriptor, bytes, size, at); }
ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off_t at) { return placed("pwrite64", descriptor, bytes, size, at); }

ssize_t write(int descriptor, const void* bytes, size_t size) {
  Write* real = (Write*)dlsym(RTLD_NEXT, "write");
  switch (fate(descriptor)) {
    case 1: return real(descriptor, bytes, size / 2);
    case 2: errno = ENOSPC; return -1;
    default: return real(descriptor, bytes, size);
  }
}
