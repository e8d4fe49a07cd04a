/* Logs what a process writes to files under CUT_PREFIX, and when it is synced, to CUT_LOG. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>
#include <pthread.h>
#include <sys/syscall.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int out = -1;

static void put(const void *data, size_t size) {
  const char *at = data;
  while (size > 0) {
    ssize_t done = syscall(SYS_write, out, at, size);
    if (done <= 0) _exit(9);
    at += done;
    size -= (size_t)done;
  }
}

/* W offset size bytes; S sync; T size. Each with the name of its file. */
static void note(char kind, int file, int64_t offset, const void *data, int64_t size) {
  const char *prefix = getenv("CUT_PREFIX");
  char link[64], path[512];
  if (!prefix || !getenv("CUT_LOG")) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  if (strncmp(path, prefix, strlen(prefix)) != 0) return;
  const char *name = path + strlen(prefix);
  pthread_mutex_lock(&lock);
  if (out < 0) out = (int)syscall(SYS_openat, AT_FDCWD, getenv("CUT_LOG"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  char head[600];
  int many = snprintf(head, sizeof head, "%c\t%s\t%lld\t%lld\n", kind, name, (long long)offset, (long long)size);
  put(head, (size_t)many);
  if (kind == 'W') put(data, (size_t)size);
  pthread_mutex_unlock(&lock);
}

#define REAL(type, name) static type real; if (!real) real = (type)dlsym(RTLD_NEXT, name)
typedef ssize_t (*pwriter)(int, const void *, size_t, off64_t);
typedef ssize_t (*writer)(int, const void *, size_t);
typedef int (*syncer)(int);
typedef int (*cutter)(int, off64_t);

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset) {
  REAL(pwriter, "pwrite64");
  ssize_t done = real(file, data, size, offset);
  if (done > 0) note('W', file, offset, data, done);
  return done;
}
ssize_t pwrite(int file, const void *data, size_t size, off_t offset) { return pwrite64(file, data, size, offset); }
ssize_t write(int file, const void *data, size_t size) {
  REAL(writer, "write");
  off_t offset = lseek(file, 0, SEEK_CUR);
  ssize_t done = real(file, data, size);
  if (done > 0 && offset >= 0) note('W', file, offset, data, done);
  return done;
}
int fsync(int file) {
  REAL(syncer, "fsync");
  int done = real(file);
  if (done == 0) note('S', file, 0, 0, 0);
  return done;
}
int fdatasync(int file) {
  REAL(syncer, "fdatasync");
  int done = real(file);
  if (done == 0) note('S', file, 0, 0, 0);
  return done;
}
int ftruncate64(int file, off64_t size) {
  REAL(cutter, "ftruncate64");
  int done = real(file, size);
  if (done == 0) note('T', file, size, 0, 0);
  return done;
}
int ftruncate(int file, off_t size) { return ftruncate64(file, size); }
