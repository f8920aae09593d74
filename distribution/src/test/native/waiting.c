// SPDX-License-Identifier: Apache-2.0
// A program that loads engine.dll from its own folder, says "ready" and waits until its standard input ends or has a byte.
// Freestanding: only kernel32, no C runtime.

typedef void *handle;

__declspec(dllimport) handle __stdcall GetStdHandle(unsigned which);
__declspec(dllimport) handle __stdcall LoadLibraryA(const char *name);
__declspec(dllimport) int __stdcall ReadFile(handle file, void *bytes, unsigned count, unsigned *read, void *overlapped);
__declspec(dllimport) int __stdcall WriteFile(
    handle file, const void *bytes, unsigned count, unsigned *written, void *overlapped);
__declspec(dllimport) void __stdcall ExitProcess(unsigned code);

void start(void) {
  unsigned done = 0;
  char byte;
  if (!LoadLibraryA("engine.dll")) ExitProcess(1);
  WriteFile(GetStdHandle(-11), "ready\n", 6, &done, 0);
  ReadFile(GetStdHandle(-10), &byte, 1, &done, 0);
  ExitProcess(0);
}
